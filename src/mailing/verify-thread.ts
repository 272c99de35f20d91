/**
 * The thread that verifies the shards it is told to, one at a time, with its own connection to the ledger and its
 * own texts. Started by verify-threads.ts; what it throws ends it, and the thread that started it learns so.
 */
import { workerData } from "node:worker_threads";
import { LedgerUnusable, readLedger } from "../ledger/index.ts";
import { problem } from "../problem/index.ts";
import { withVariants } from "./inputs.ts";
import { answerTasks } from "./task-thread.ts";
import { shardVerifier } from "./verify-shard.ts";
import type { VerifyThreadData } from "./verify-threads.ts";

const { inputs, ledger: place, out, census, sample } = workerData as VerifyThreadData;
const { value: ledger, problems } = readLedger(place.path, { ...place.options, cacheMegabytes: 16 });
if (ledger === undefined) throw new LedgerUnusable(problems[0] ?? problem("ledger/not-a-ledger", {}));

answerTasks(shardVerifier({ inputs: withVariants(inputs), ledger, out, census, sample }), () =>
  ledger.close(),
);
