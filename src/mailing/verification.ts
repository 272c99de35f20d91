import { resolve } from "node:path";
import type { Ledger } from "../ledger/index.ts";
import { notedOutput } from "./output-folder.ts";
import type { VerifyResult } from "./verify.ts";

/** The last time that a mailing's finished pieces were read back. */
export type Verification = {
  /** ISO 8601 with zone. */
  readonly at: string;
  readonly letters: number;
  readonly emails: number;
  /** Things that were not as they must be. */
  readonly wrong: number;
};

/**
 * Notes in the ledger that a mailing's files under `out` were read back; nothing while some are still to be made.
 * A sample is noted as one.
 */
export function recordVerification(
  ledger: Ledger,
  mailing: string,
  { dir, out, at }: { readonly dir: string; readonly out: string; readonly at: string },
  result: VerifyResult,
): void {
  if (result.kind !== "verified" || !result.complete) return;
  const { letters, emails, wrong, sample } = result;
  const ofPieces = sample === undefined ? {} : { sampleOf: sample.ofPieces };
  const facts = { out: notedOutput(dir, out), letters, emails, wrong, ...ofPieces };
  ledger.events.record([{ at, kind: "streamsVerified", mailing, facts }]);
}

/**
 * What was noted last about these files; undefined if they were never read back as a whole, or the mailing was given
 * up since. A sample never stands for them all: it counts only if something in it was wrong.
 */
export function lastVerification(
  ledger: Ledger,
  mailing: string,
  dir: string,
  out: string,
): Verification | undefined {
  let last: Verification | undefined;
  for (const { at, kind, facts } of ledger.events.all({ mailing })) {
    if (kind === "mailingWithdrawn") last = undefined;
    if (kind !== "streamsVerified" || resolve(dir, String(facts.out)) !== resolve(out)) continue;
    if (facts.sampleOf !== undefined && Number(facts.wrong) === 0) continue;
    last = { at, letters: Number(facts.letters), emails: Number(facts.emails), wrong: Number(facts.wrong) };
  }
  return last;
}
