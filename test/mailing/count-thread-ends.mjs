/** Preloaded into a command: a thread that counts files ends by itself, as if it were killed. */
import { isMainThread, workerData } from "node:worker_threads";

const counts = !isMainThread && typeof workerData?.mailing === "string" && workerData.census === undefined;
if (counts) setTimeout(() => process.exit(7), 1);
