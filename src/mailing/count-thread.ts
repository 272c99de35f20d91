/**
 * The thread that counts what is in the files of shards, or what the ledger says, one task at a time, with its own
 * connection to the ledger. Started by count-mailing.ts; what it throws ends it, and the thread that started it learns so.
 */
import { workerData } from "node:worker_threads";
import { LedgerUnusable, readLedger } from "../ledger/index.ts";
import { problem } from "../problem/index.ts";
import { type CountOrder, type CountTask, countTask } from "./count-mailing.ts";
import { answerTasks } from "./task-thread.ts";

const { ledger: place, mailing, out } = workerData as CountOrder;
const { value: ledger, problems } = readLedger(place.path, { ...place.options, cacheMegabytes: 16 });
if (ledger === undefined) throw new LedgerUnusable(problems[0] ?? problem("ledger/not-a-ledger", {}));

answerTasks(
  async (task: CountTask, progress) => {
    const counted = await countTask({ ledger, mailing, out, progress }, task);
    if (counted === undefined) throw new Error("a task was not done, though nobody asked to stop");
    return counted;
  },
  () => ledger.close(),
);
