import { once } from "node:events";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { isMainThread, parentPort, threadId, Worker } from "node:worker_threads";
import { writeStream } from "./our-ways.ts";
import { compiledVariants } from "./reference-letter.ts";

const letters = 20_000;

/** Medians: letters a second by the clock, and how much more CPU time a letter costs beside another worker. */
export type TwoWorkers = {
  readonly one: number;
  readonly two: number;
  readonly ratio: number;
  readonly cpuTimeRatio: number;
};

type Run = { readonly rate: number; readonly cpu: number };

/** One worker thread and two, each writing a stream of its own, in turn. */
export async function twoWorkers(rounds: number): Promise<TwoWorkers> {
  const workers = [0, 1].map(() => new Worker(new URL(import.meta.url)));
  const run = async (count: number): Promise<Run> => {
    const start = performance.now();
    const before = process.cpuUsage();
    await Promise.all(
      workers.slice(0, count).map((worker) => {
        worker.postMessage("go");
        return once(worker, "message");
      }),
    );
    const { user, system } = process.cpuUsage(before);
    return {
      rate: (count * letters * 1000) / (performance.now() - start),
      cpu: (user + system) / (count * letters),
    };
  };
  await run(2);
  const one: Run[] = [];
  const two: Run[] = [];
  for (let round = 0; round < rounds; round++) {
    one.push(await run(1));
    two.push(await run(2));
  }
  for (const worker of workers) await worker.terminate();
  const median = (runs: readonly Run[], what: keyof Run) =>
    runs.map((each) => each[what]).sort((a, b) => a - b)[rounds >> 1] ?? 0;
  const ratio = (what: keyof Run) => Math.round((median(two, what) / median(one, what)) * 100) / 100;
  return {
    one: Math.round(median(one, "rate")),
    two: Math.round(median(two, "rate")),
    ratio: ratio("rate"),
    cpuTimeRatio: ratio("cpu"),
  };
}

if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  const compiled = compiledVariants();
  const file = join(tmpdir(), `print-stream-${process.pid}-${threadId}.pdf`);
  port.on("message", () => {
    writeStream(file, compiled, 0, letters);
    rmSync(file);
    port.postMessage("done");
  });
}
