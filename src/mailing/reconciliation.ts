import type { Ledger } from "../ledger/index.ts";

/** When a certificate was given first: what its page is dated with. */
export type Reconciliation = {
  /** ISO 8601 with zone. */
  readonly at: string;
  /** SHA-256 (hex) at the head of the ledger's chain of events before that. */
  readonly chainHead: string;
};

/**
 * Notes in the ledger that a mailing was reconciled with this certificate, once for each: the same certificate,
 * given again, keeps its day. `sha256` is that of certificate.json.
 */
export function recordReconciliation(
  ledger: Ledger,
  mailing: string,
  at: string,
  { sha256, ties, compared }: { readonly sha256: string; readonly ties: boolean; readonly compared: number },
): Reconciliation {
  for (const { at: earlier, facts } of ledger.events.all({ mailing, kind: "mailingReconciled" }))
    if (facts.certificate === sha256) return { at: earlier, chainHead: String(facts.chainHead) };
  const chainHead = ledger.events.head().hash;
  ledger.events.add({
    at,
    kind: "mailingReconciled",
    mailing,
    facts: { certificate: sha256, ties: ties ? "yes" : "no", compared, chainHead },
  });
  return { at, chainHead };
}
