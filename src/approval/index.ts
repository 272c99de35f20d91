/**
 * What was approved, by whom, bound to hashes.
 * Knows proof sets and decisions. Must not know how letters are made, nor the clock.
 */
export { type ApprovalRequest, approve, type CurrentText, unapproved } from "./approvals.ts";
export { type ApprovedParts, proofHash } from "./proof-hash.ts";
export {
  filesNamedBy,
  filesOfProof,
  type ProofContent,
  type ProofLaw,
  type ProofProvision,
  type ProofRole,
  type ProofSample,
  type ProofSet,
  type ProofText,
  parseProofSet,
  proofRoles,
} from "./proof-set.ts";
