import { recordEvents } from "./event-chain.ts";
import type { Store } from "./store.ts";

/** One decision of a reviewer on the proof of a variant. Times are given, ISO 8601 with zone. */
export type ApprovalDecision = {
  readonly variant: string;
  /** Over template text, law version, facts and layout: what was seen. */
  readonly proofHash: string;
  readonly decision: "approved" | "rejected";
  readonly reviewer: string;
  readonly at: string;
  /** Why; required for a rejection. */
  readonly reason?: string;
};

/**
 * How a variant stands with the proof that it has now. `voided`: it was approved, but the proof has
 * changed since; `decision` is the last one made on the variant.
 */
export type ApprovalState =
  | { readonly kind: "approved"; readonly decision: ApprovalDecision }
  | { readonly kind: "rejected"; readonly decision: ApprovalDecision }
  | { readonly kind: "voided"; readonly decision: ApprovalDecision }
  | { readonly kind: "undecided" };

type Row = Omit<ApprovalDecision, "reason"> & { readonly reason: string | null };
const columns = "variant, proof_hash AS proofHash, decision, reviewer, at, reason";

function decisionOf({ reason, ...rest }: Row): ApprovalDecision {
  return { ...rest, ...(reason === null ? {} : { reason }) };
}

/** Who approved what. Decisions are added, never changed; what counts is the last one of a variant. */
export class Approvals {
  readonly #store: Store;

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
  }

  /** Adds decisions, all or none. A rejection without a reason is a bug and throws. */
  record(decisions: readonly ApprovalDecision[]): void {
    this.#store.write(() => {
      this.#store.insertRows(
        "approval",
        ["variant", "proof_hash", "decision", "reviewer", "at", "reason"],
        decisions.map(({ variant, proofHash, decision, reviewer, at, reason }) => [
          variant,
          proofHash,
          decision,
          reviewer,
          at,
          reason ?? null,
        ]),
      );
      recordEvents(
        this.#store,
        decisions.map(({ variant, proofHash, decision, reviewer, at }) => ({
          at,
          by: reviewer,
          kind: decision === "approved" ? "proofApproved" : "proofRejected",
          facts: { variant, proofHash },
        })),
      );
    });
  }

  /** Whether this proof of this variant may be produced: only if `approved`. */
  stateOf(variant: string, proofHash: string): ApprovalState {
    const last = this.#store.get<Row>(
      `SELECT ${columns} FROM approval WHERE variant = ? ORDER BY key DESC LIMIT 1`,
      variant,
    );
    if (last === undefined) return { kind: "undecided" };
    const decision = decisionOf(last);
    if (last.proofHash === proofHash) return { kind: last.decision, decision };
    return last.decision === "approved" ? { kind: "voided", decision } : { kind: "undecided" };
  }

  /** Every decision made, oldest first; of one variant, or of all. */
  history(variant?: string): readonly ApprovalDecision[] {
    const rows =
      variant === undefined
        ? this.#store.all<Row>(`SELECT ${columns} FROM approval ORDER BY key`)
        : this.#store.all<Row>(`SELECT ${columns} FROM approval WHERE variant = ? ORDER BY key`, variant);
    return rows.map(decisionOf);
  }
}
