/**
 * The store: people, codes, approvals, mailings, shards, pieces, events, in one SQLite file or one schema of a
 * PostgreSQL database.
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
 * - `events`     what was decided and done, insert-only and chained by hashes
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
export type { VoidedCode } from "./codes-of-people.ts";
export type { CommitResult, Piece, ShardCommit, ShardFile } from "./commit-shard.ts";
export type { ChainHead, ChainState } from "./event-chain.ts";
export type { Done, EventKind, LedgerEvent } from "./event-record.ts";
export type { Events } from "./events.ts";
export { incidentInUse, lockIncident } from "./incident-lock.ts";
export { individualOfRow } from "./individual-json.ts";
export type { CurrentIntake, Intake } from "./intake.ts";
export type {
  FileAccount,
  HeldRow,
  IntakeTotals,
  KeptPerson,
  Person,
  RowCounts,
  RowRange,
  RowSpan,
  SuppressedRow,
} from "./intake-account.ts";
export type { CountedIntake } from "./kept-census.ts";
export type { Ledger } from "./ledger.ts";
export type { LedgerOptions } from "./ledger-options.ts";
export { LedgerUnusable, ledgerTrouble } from "./ledger-trouble.ts";
export type { IncidentLock } from "./lock-file.ts";
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
export type { DeletedObjects, KnownPlace, ObjectPlace, ObjectPlaces } from "./object-places.ts";
export { openLedger, readLedger } from "./open-ledger.ts";
export { type PackedRows, type RowPacker, rowPacker } from "./packed-rows.ts";
export type { PoolCode, PoolFile, PoolLoad, PoolState } from "./pool-file.ts";
export type { Pools } from "./pools.ts";
export { isPostgres, postgresAddress, schemaOfIncident } from "./postgres-address.ts";
export { PostgresError } from "./postgres-bridge.ts";
export type { KeptOrder, PressOrderContent, PressOrders } from "./press-orders.ts";
export type { CodeCount, PlannedCount, ProducedFile, ShardCount } from "./produced.ts";
export { bindingProof, type Purge, type PurgedCounts, type PurgeState } from "./purge.ts";
export type { CodeReplacement, PieceWithVoid, Voiding } from "./replace-code.ts";
