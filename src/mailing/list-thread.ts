/**
 * The thread that reads the lists of people while the one that started it (list-batches-elsewhere.ts) writes
 * them into the ledger. What it throws ends it, and is thrown there.
 */
import { parentPort, workerData } from "node:worker_threads";
import { type ListOrder, listBatches } from "./list-batches.ts";

const port = parentPort;
if (port === null) throw new Error("a list thread was started as a program");

/** How many batches may be on the way or unread: enough to read on through a transaction; memory is bounded by it. */
const mostAhead = 16;
let ahead = 0;
let goOn: (() => void) | undefined;
port.on("message", () => {
  ahead -= 1;
  goOn?.();
});

for await (const batch of listBatches(workerData as ListOrder)) {
  const { text, lengths, keys } = batch.rows;
  port.postMessage(batch, [text.buffer, lengths.buffer, keys.buffer]);
  ahead += 1;
  while (ahead >= mostAhead)
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
}
port.postMessage("end");
port.close();
