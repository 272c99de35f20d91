import { Worker } from "node:worker_threads";
import type { ListBatch, ListOrder } from "./list-batches.ts";
import { endOfThread, endWithoutWord } from "./task-thread.ts";
import { threadMemory } from "./thread-memory.ts";

/**
 * As `listBatches`, read by another thread while this one does something with what was read: the same batches in
 * the same order. Throws what that thread throws, or that it was lost. Whoever stops taking batches ends it.
 */
export async function* listBatchesElsewhere(order: ListOrder): AsyncGenerator<ListBatch> {
  const worker = new Worker(new URL("./list-thread.ts", import.meta.url), {
    workerData: order,
    resourceLimits: threadMemory,
  });
  const arrived: (ListBatch | "end")[] = [];
  let failure: { readonly error: unknown } | undefined;
  let look: (() => void) | undefined;
  worker.on("message", (message: ListBatch | "end") => {
    arrived.push(message);
    look?.();
  });
  worker.on("error", (error: NodeJS.ErrnoException) => {
    failure ??= { error: endOfThread(error) };
    look?.();
  });
  worker.on("exit", (code) => {
    failure ??= { error: endWithoutWord(code) };
    look?.();
  });
  try {
    while (true) {
      const next = arrived.shift();
      if (next === "end") return;
      if (next !== undefined) {
        worker.postMessage("taken");
        yield next;
      } else if (failure !== undefined) throw failure.error;
      else
        await new Promise<void>((resolve) => {
          look = resolve;
        });
    }
  } finally {
    await worker.terminate();
  }
}
