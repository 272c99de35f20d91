/**
 * The store: people, codes, approvals, mailings, shards, pieces, events, in one SQLite file.
 * Knows every SQL statement of the program, and that what is committed is never lost or doubled.
 * Must not know wording, layout, paper or the clock: times and hashes are given to it.
 * Block reservation of codes and insert-only assignments are the design that measured best.
 *
 * `openLedger(path)` gives a `Ledger` (`readLedger` one that is only looked at); its parts, in the order of a mailing:
 * - `intake`     rows of the people files → people, duplicates, held, suppressed (rows always tie)
 * - `pools`      enrolment codes, and the binding of each to one person for ever
 * - `approvals`  who approved which proof of which variant
 * - `mailings`   plan → shards → committed pieces and files → hand-over
 * - `account`    counts and look-ups for verify, reconcile and find
 * - `events`     what happened, insert-only
 */
export type { Account } from "./account.ts";
export type {
  ExcludedPerson,
  FileRecord,
  OutcomeCount,
  PersonHistory,
  PieceCount,
  PieceRecord,
  Tally,
} from "./account-record.ts";
export type { ApprovalDecision, ApprovalState, Approvals } from "./approvals.ts";
export type { Binding, BoundCode } from "./bind-codes.ts";
export type { CommitResult, Piece, ShardCommit, ShardFile } from "./commit-shard.ts";
export type { EventKind, Events, LedgerEvent } from "./events.ts";
export { type IncidentLock, incidentInUse, lockIncident } from "./incident-lock.ts";
export type { CurrentIntake, Intake } from "./intake.ts";
export type {
  FileAccount,
  HeldRow,
  IntakeTotals,
  Person,
  RowCounts,
  SuppressedRow,
} from "./intake-account.ts";
export { type Ledger, type LedgerOptions, openLedger, readLedger } from "./ledger.ts";
export type {
  Mailing,
  MailingPurpose,
  OutcomeKind,
  Placement,
  PlannedPiece,
  PlanRequest,
  PlanResult,
  Shard,
} from "./mailing-plan.ts";
export type { Mailings } from "./mailings.ts";
export type { MergeDuplicate } from "./merge-duplicate.ts";
export type { PoolCode, PoolFile, PoolLoad, PoolState, Pools } from "./pools.ts";
