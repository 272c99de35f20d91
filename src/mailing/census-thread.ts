/**
 * The thread that counts the people of the rows it is told, with its own connection to the ledger. Started by
 * take-census.ts; what it throws ends it, and the thread that started it learns so.
 */
import { workerData } from "node:worker_threads";
import { LedgerUnusable, type RowRange, readLedger } from "../ledger/index.ts";
import { problem } from "../problem/index.ts";
import { type Counts, countPerson, nobodyCounted } from "./census.ts";
import { withVariants } from "./inputs.ts";
import type { CensusThreadData } from "./take-census.ts";
import { answerTasks } from "./task-thread.ts";

const data = workerData as CensusThreadData;
const inputs = withVariants(data.inputs);
const { path, options } = data.ledger;
const { value: ledger, problems } = readLedger(path, { ...options, cacheMegabytes: 16 });
if (ledger === undefined) throw new LedgerUnusable(problems[0] ?? problem("ledger/not-a-ledger", {}));

answerTasks(
  async (rows: RowRange): Promise<Counts> => {
    const counts = nobodyCounted();
    for (const person of ledger.intake.peopleIn(rows)) countPerson(inputs, counts, person);
    return counts;
  },
  () => ledger.close(),
);
