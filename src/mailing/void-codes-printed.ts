import type { Ledger } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";

/** Every piece of mailings that are not handed over, or of one of them, on which a voided code stands. */
export function voidCodesPrinted(ledger: Ledger, mailing?: string): readonly Problem[] {
  return ledger.pools
    .voidOnPieces()
    .filter((each) => mailing === undefined || each.mailing === mailing)
    .map(({ client, piece }) => problem("mailing/void-code-printed", { client, piece }));
}
