/** Loaded into a command (`node --import`): writes down, when it ends, what it took. Memory is of all its threads. */
import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.env.MEASURE_INTO !== undefined)
  process.on("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const measured = { megabytes: Math.round(maxRSS / 1024), cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
    writeFileSync(process.env.MEASURE_INTO, JSON.stringify(measured));
  });
