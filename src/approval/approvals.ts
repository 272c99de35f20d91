import type { ApprovalDecision, Ledger } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { filesOfProof, type ProofSet } from "./proof-set.ts";

/** A variant as it is now: what would be printed, for how many. */
export type CurrentText = { readonly variant: string; readonly proofHash: string; readonly people: number };

export type ApprovalRequest = {
  readonly proofs: ProofSet;
  /** For problems. */
  readonly proofsFile: string;
  /** SHA-256 (hex) of a proof as it is on disk now; undefined if it is not there. */
  readonly proofOnDisk: (file: string) => string | undefined;
  /** `variants` may name any variant of a text; the whole text is approved. */
  readonly which: "all" | readonly string[];
  readonly reviewer: string;
  /** ISO 8601 with zone. */
  readonly at: string;
};

/**
 * Records the approval of texts that a reviewer has read as proofs. Refuses all of them if one proof is
 * not of the text as it is now: nobody approves what they did not see.
 */
export function approve(
  ledger: Ledger,
  current: ReadonlyMap<string, CurrentText>,
  { proofs, proofsFile, proofOnDisk, which, reviewer, at }: ApprovalRequest,
): { readonly approved: readonly ApprovalDecision[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const known = new Set(proofs.texts.flatMap(({ variants }) => variants.map(({ variant }) => variant)));
  if (which !== "all")
    for (const variant of which)
      if (!known.has(variant))
        problems.push(problem("approval/variant-unknown", { variant, file: proofsFile }));
  const texts = proofs.texts.filter(
    ({ variants }) => which === "all" || variants.some(({ variant }) => which.includes(variant)),
  );
  for (const text of texts)
    for (const { file, sha256 } of filesOfProof(text))
      if (proofOnDisk(file) !== sha256)
        problems.push(problem("approval/proof-changed", { variant: text.key, file }));
  const decisions = texts.flatMap(({ variants }) =>
    variants.map(({ variant, proofHash }): ApprovalDecision => {
      if (current.get(variant)?.proofHash !== proofHash)
        problems.push(problem("approval/proof-outdated", { variant, file: proofsFile }));
      return { variant, proofHash, decision: "approved", reviewer, at };
    }),
  );
  if (problems.length > 0) return { approved: [], problems };
  ledger.approvals.record(decisions);
  return { approved: decisions, problems };
}

/** Why these texts may not leave yet: one problem for each that is not approved as it is now. */
export function unapproved(ledger: Ledger, current: Iterable<CurrentText>): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { variant, proofHash, people } of current) {
    const state = ledger.approvals.stateOf(variant, proofHash);
    switch (state.kind) {
      case "approved":
        break;
      case "undecided":
        problems.push(problem("approval/not-approved", { variant }, { people }));
        break;
      case "voided":
        problems.push(
          problem("approval/changed-since", { variant }, { people, reviewer: state.decision.reviewer }),
        );
        break;
      case "rejected":
        problems.push(
          problem("approval/rejected", { variant }, { people, reviewer: state.decision.reviewer }),
        );
        break;
      default:
        state satisfies never;
    }
  }
  return problems;
}
