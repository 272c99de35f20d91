import type { Mailing } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";

/** That shards of the mailing are still to be produced; nothing if none are. */
export function notComplete({ id, shards, shardsCommitted: committed }: Mailing): readonly Problem[] {
  if (committed === shards) return [];
  return [problem("mailing/not-complete", {}, { mailing: id.slice(0, 8), shards, committed })];
}
