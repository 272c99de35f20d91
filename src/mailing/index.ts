/**
 * Intake, plan, proofs, shards, verification, reconciliation.
 * Knows the order of a mailing and what may follow what. Must not print, exit or read the clock.
 */
export { type AnnotatedCopy, writeAnnotatedCopies } from "./annotated-copies.ts";
export { type Census, takeCensus } from "./census.ts";
export { clientDuties, type DutyReport, dutyObstacles } from "./client-duties.ts";
export { openUnfinished, type UnfinishedFile, writeDurably } from "./durable-file.ts";
export type { AboutEarlier } from "./earlier-mailing.ts";
export { type MailingInputs, programData, readInputs } from "./inputs.ts";
export { type IntakeOptions, takeInPeople } from "./intake.ts";
export { type LetterRequest, letterOfPerson, type PersonLetter } from "./letter-of-person.ts";
export { codeProblems } from "./load-pools.ts";
export type { MailingCounts, MailingRecord } from "./mailing-record.ts";
export { ProblemTally } from "./problem-tally.ts";
export type { ShownSample } from "./proof-files.ts";
export { type ProofReading, writeProofMatrix, writeProofs } from "./proofs.ts";
export { type Certificate, reconcile, type Tie } from "./reconcile.ts";
export { type RunResult, run } from "./run.ts";
export { type MailingStanding, mailingStanding } from "./standing.ts";
export { currentTexts, type TextGroup, textGroups, textProblems } from "./text-groups.ts";
export { type TextStanding, textStanding } from "./text-standing.ts";
export { Texts, type VariantText } from "./texts.ts";
export { type CountedVariant, type VariantPair, variantPair } from "./variant-pair.ts";
export { recordVerification, type Verification } from "./verification.ts";
export { type VerifyResult, verify } from "./verify.ts";
