import type { ProofContent, ProofLaw, ProofSet, ProofText } from "../approval/index.ts";
import type { ApprovalState } from "../ledger/index.ts";
import type { FacetReport } from "../notice/index.ts";
import { contentUnder } from "./proof-words.ts";

/** How a variant stands with the proof in the set. */
export type ProofApproval = ApprovalState;

/** A proof set with what its matrix shows beside it. */
export type ProofMatrix = {
  readonly proofs: ProofSet;
  /** Of the incident. */
  readonly title: string;
  /** Client id → name; jurisdiction → name. */
  readonly clients: ReadonlyMap<string, string>;
  readonly jurisdictions: ReadonlyMap<string, string>;
  /** Why there are as many variants as there are. */
  readonly facets: FacetReport;
  readonly approvalOf: (variant: string, proofHash: string) => ProofApproval;
};

/** One variant of a proof set: a row of the matrix. */
export type MatrixRow = {
  /** Counted from 1 over the set; variants with the same words have the same. */
  readonly number: number;
  readonly text: ProofText;
  readonly variant: ProofText["variants"][number];
  readonly law: ProofLaw;
  /** What the laws of this variant ask of the text. */
  readonly content: readonly ProofContent[];
  readonly approval: ProofApproval;
};

/** Every variant of the set, text by text. */
export function matrixRows({ proofs, approvalOf }: ProofMatrix): readonly MatrixRow[] {
  const laws = new Map(proofs.laws.map((law) => [law.hash, law]));
  return proofs.texts.flatMap((text, index) =>
    text.variants.map((variant): MatrixRow => {
      const law = laws.get(variant.law) ?? { hash: variant.law, provisions: [] };
      return {
        number: index + 1,
        text,
        variant,
        law,
        content: contentUnder(text, law),
        approval: approvalOf(variant.variant, variant.proofHash),
      };
    }),
  );
}

/** “approved by A. Lee on 2026-11-22”, “not approved”, “changed since A. Lee approved it on 2026-11-20”. */
export function approvalWords(state: ProofApproval): string {
  if (state.kind === "undecided") return "not approved";
  const { reviewer, at } = state.decision;
  const day = at.slice(0, 10);
  switch (state.kind) {
    case "approved":
      return `approved by ${reviewer} on ${day}`;
    case "rejected":
      return `rejected by ${reviewer} on ${day}`;
    case "voided":
      return `changed since ${reviewer} approved it on ${day}`;
  }
}
