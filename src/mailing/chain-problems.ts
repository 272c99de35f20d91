import type { Ledger } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";

/** Where the ledger's record of what was decided and done is not as it was written. Reads all of it. */
export function chainProblems(ledger: Ledger): readonly Problem[] {
  const chain = ledger.events.verify();
  return chain.kind === "whole" ? [] : [problem("ledger/chain-broken", {}, { number: chain.number })];
}
