/**
 * Loaded into a command (`node --import`): the thread that talks with PostgreSQL ends at its n-th statement, with an
 * error that nobody catches (`BRIDGE_ENDS=loudly:40`) or without a word, as for want of memory (`quietly:40`).
 */
import { isMainThread, workerData } from "node:worker_threads";

const [how, at] = (process.env.BRIDGE_ENDS ?? "").split(":");

if (!isMainThread && workerData?.signal instanceof Int32Array) {
  const { Client } = (await import("pg")).default;
  const { query } = Client.prototype;
  let statements = 0;
  Client.prototype.query = function (...words) {
    if (++statements < Number(at)) return query.apply(this, words);
    if (how === "quietly") process.reallyExit(9);
    setImmediate(() => {
      throw new Error("as the test asks");
    });
    return new Promise(() => {});
  };
}
