import type { ProofSet } from "../approval/index.ts";
import { type TextGroup, writeProofMatrix as writeMatrix } from "../mailing/index.ts";
import { type FacetReport, facetReport } from "../notice/index.ts";
import { type ProofMatrix, proofMatrixList, proofMatrixPage } from "../report/index.ts";
import type { Session } from "./incident-session.ts";

/** Jurisdiction → its name, as the law files have it. */
export function jurisdictionNames({ inputs }: Pick<Session, "inputs">): ReadonlyMap<string, string> {
  return new Map([...inputs.law.jurisdictions].map(([id, { name }]) => [id, name]));
}

/** Client id → its name. */
export function clientNames({ inputs }: Pick<Session, "inputs">): ReadonlyMap<string, string> {
  return new Map(inputs.folder.clients.map(({ client }) => [client.id, client.name]));
}

/** Why the incident has as many variants as it has. */
export function whySoMany(groups: readonly TextGroup[]): FacetReport {
  return facetReport(
    groups.flatMap(({ members }) => members.map(({ facets, text }) => ({ facets, words: text.wordsHash }))),
  );
}

/** Writes the matrix of a proof set with the approvals as they are now. */
export function writeProofMatrix(session: Session, proofs: ProofSet, facets: FacetReport, out: string): void {
  const matrix: ProofMatrix = {
    proofs,
    title: session.inputs.folder.incident.title,
    clients: clientNames(session),
    jurisdictions: jurisdictionNames(session),
    facets,
    approvalOf: (variant, proofHash) => session.ledger.approvals.stateOf(variant, proofHash),
  };
  writeMatrix(out, { page: proofMatrixPage(matrix), list: proofMatrixList(matrix) });
}
