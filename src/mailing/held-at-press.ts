import type { Ledger } from "../ledger/index.ts";
import { type Problem, problem, wordings } from "../problem/index.ts";

/** Everybody whom a mailing was to reach and whose piece cannot be made, each with the row and the reason. */
export function heldAtPress(ledger: Ledger, mailing: string): readonly Problem[] {
  return ledger.account.excluded(mailing).map(({ client, file, row, reason }) =>
    problem(
      "mailing/held-at-press",
      { client, file, row },
      // The reason was a problem's code when it was planned; a newer program may know it no more.
      { code: reason, reason: (wordings as Record<string, { title: string }>)[reason]?.title ?? reason },
    ),
  );
}
