/**
 * Loaded into a command (`node --import`): each of its threads of the kind that THREAD_ENDS names ends without a word,
 * as for want of memory. Kinds are told apart by what threads are started with.
 */
import { isMainThread, workerData } from "node:worker_threads";

const has = (name) => workerData?.[name] !== undefined;
const kinds = {
  lists: () => has("folder") && has("days"),
  census: () => has("inputs") && has("ledger") && !has("census"),
  plan: () => has("inputs") && has("ledger") && has("census") && !has("mailing"),
};

if (!isMainThread && kinds[process.env.THREAD_ENDS]?.()) process.reallyExit(9);
