import type { Facts } from "../problem/index.ts";

/** All that can happen to a mailing or a person. Closed, so that a history can be read without its writer. */
const eventKinds = [
  "intakeDone",
  "poolLoaded",
  "poolRetired",
  "codeVoided",
  "proofApproved",
  "proofRejected",
  "mailingPlanned",
  "mailingReopened",
  "outputChosen",
  "objectStoreChosen",
  "objectStoreEmptied",
  "shardCommitted",
  "mailingWithdrawn",
  "handOverPacked",
  "mailingHandedOver",
  "streamsVerified",
  "mailingReconciled",
  "mailingPurged",
  "emailSending",
  "emailSent",
  "emailRefused",
  "emailOutcomeUnknown",
  "emailBounced",
  "letterReturned",
  "addressCorrected",
  "remailRequested",
  "nextOfKinFound",
  "substituteNoticeOwed",
  "substituteNoticeGiven",
  "personRead",
] as const;
export type EventKind = (typeof eventKinds)[number];

/** When something was done, ISO 8601 with zone, and by whom: a person's name as they gave it, or absent. */
export type Done = { readonly at: string; readonly by?: string };

/** What was decided or done. Facts hold counts, hashes and reasons, never a person's data. */
export type LedgerEvent = Done & {
  readonly kind: EventKind;
  readonly mailing?: string;
  readonly client?: string;
  readonly individual?: string;
  readonly piece?: string;
  readonly facts: Facts;
};
