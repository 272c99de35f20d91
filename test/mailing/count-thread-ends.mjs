/** Preloaded into a command: a thread that counts files ends by itself in the midst of it, as if it were killed. */
import { isMainThread, parentPort, workerData } from "node:worker_threads";

const counts = !isMainThread && typeof workerData?.mailing === "string" && workerData.census === undefined;
let tasks = 0;
if (counts)
  parentPort?.on("message", () => {
    tasks += 1;
    if (tasks > 2) process.exit(7);
  });
