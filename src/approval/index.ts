/**
 * What was approved, by whom, bound to hashes.
 * Knows proof sets and decisions. Must not know how letters are made, nor the clock.
 */
export { type ApprovalRequest, approve, type CurrentText, unapproved } from "./approvals.ts";
export { type ApprovedParts, proofHash } from "./proof-hash.ts";
export { type ProofSet, type ProofText, parseProofSet } from "./proof-set.ts";
