/**
 * Intake, plan, proofs, shards, verification, reconciliation.
 * Knows the order of a mailing and what may follow what. Must not print, exit or read the clock.
 */
export { type AnnotatedCopy, writeAnnotatedCopies } from "./annotated-copies.ts";
export type { Census } from "./census.ts";
export { type Certificate, certificatePage } from "./certificate.ts";
export { chainProblems } from "./chain-problems.ts";
export { clientDuties, type DutyReport, dutyObstacles } from "./client-duties.ts";
export { codeReport, type OfferCodes } from "./code-report.ts";
export { type Destination, destinationOf, unfinishedFolderName } from "./destination.ts";
export { answerDrafts } from "./draft-crew.ts";
export type { ProofReading } from "./draft-text.ts";
export { openUnfinished, type UnfinishedFile, writeDurably } from "./durable-file.ts";
export type { AboutEarlier } from "./earlier-mailing.ts";
export { type Estimate, estimateRun } from "./estimate.ts";
export { diskProblems } from "./free-disk.ts";
export {
  type HandOverPack,
  type HandOverResult,
  handOver,
  recordHandOver,
} from "./hand-over.ts";
export { handOverFolder } from "./hand-over-folder.ts";
export { type KeyFile, readSeal, type Seal } from "./hand-over-key.ts";
export { type MailingInputs, programData, readInputs } from "./inputs.ts";
export { type IntakeOptions, takeInPeople } from "./intake.ts";
export { censusAtHand, censusOf } from "./kept-census.ts";
export { type LetterRequest, letterOfPerson, type PersonLetter } from "./letter-of-person.ts";
export { loadPools } from "./load-pools.ts";
export type { MailingCounts, MailingRecord } from "./mailing-record.ts";
export { ObjectStore } from "./object-store.ts";
export { outputFolders } from "./output-folder.ts";
export {
  type PressOrder,
  type PressThread,
  type SharedOrder,
  startPressThread,
} from "./press-order.ts";
export type { PressEnd } from "./press-threads.ts";
export { ProblemTally } from "./problem-tally.ts";
export { programHash } from "./program-hash.ts";
export type { ShownSample } from "./proof-files.ts";
export { writeProofMatrix, writeProofs } from "./proofs.ts";
export { type PurgedFiles, purge, purgeObstacles, purgePreview } from "./purge.ts";
export { type ReconcileResult, reconcile } from "./reconcile.ts";
export { type Reconciliation, recordReconciliation } from "./reconciliation.ts";
export { type RowThreads, threadsFor } from "./row-threads.ts";
export { type PressElsewhere, type RunResult, run } from "./run.ts";
export { type MailingStanding, mailingStanding } from "./standing.ts";
export { takeCensus } from "./take-census.ts";
export { ThreadLost } from "./task-thread.ts";
export { composeTexts, currentTexts, type TextGroup, textGroups, textProblems } from "./text-groups.ts";
export { type TextStanding, textStanding } from "./text-standing.ts";
export { Texts, type VariantText } from "./texts.ts";
export type { Side, Tie } from "./ties.ts";
export { type CountedVariant, type VariantPair, variantPair } from "./variant-pair.ts";
export { lastVerification, recordVerification, type Verification } from "./verification.ts";
export { type VerifyResult, verify } from "./verify.ts";
export { type Wave, waveOf } from "./wave.ts";
