/**
 * The thread that verifies the shards it is told to, one at a time, with its own connection to the ledger and its
 * own texts. Started by verify-threads.ts; what it throws ends it, and the thread that started it learns so.
 */
import { parentPort, workerData } from "node:worker_threads";
import { readLedger } from "../ledger/index.ts";
import { withVariants } from "./inputs.ts";
import { shardVerifier } from "./verify-shard.ts";
import type { VerifyThreadData, VerifyThreadMessage, VerifyThreadTask } from "./verify-threads.ts";

const { inputs, ledger: place, out, census, sample } = workerData as VerifyThreadData;
const { value: ledger } = readLedger(place.path, { ...place.options, cacheMegabytes: 16 });
if (ledger === undefined) throw new Error("the ledger of the mailing cannot be opened a second time");
const port = parentPort;
if (port === null) throw new Error("a thread of verify was started as a program");
const tell = (message: VerifyThreadMessage) => port.postMessage(message);
const progress = (pieces: number) => tell({ kind: "progress", pieces });
const verifyShard = shardVerifier({ inputs: withVariants(inputs), ledger, out, census, sample, progress });

port.on("message", async ({ task, shard }: VerifyThreadTask) =>
  tell({ kind: "verified", task, found: await verifyShard(shard) }),
);
tell({ kind: "ready" });
