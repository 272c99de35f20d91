import type { Ledger } from "../ledger/index.ts";

/** What the ledger has of a mailing, counted; each goes through all people or pieces, and can be read for itself. */
const parts = {
  tally: (ledger: Ledger, mailing: string) => ledger.account.tally(mailing),
  codes: (ledger: Ledger, mailing: string) => ledger.account.codeCounts(mailing),
  totals: (ledger: Ledger) => ledger.intake.totals(),
  pieces: (ledger: Ledger, mailing: string) => ledger.account.pieceCounts(mailing),
  outcomes: (ledger: Ledger, mailing: string) => ledger.account.outcomes(mailing),
  lists: (ledger: Ledger) => ledger.intake.accounts(),
  planned: (ledger: Ledger, mailing: string) => ledger.account.plannedCounts(mailing),
  shards: (ledger: Ledger, mailing: string) => ledger.account.shardCounts(mailing),
};

export type LedgerPart = keyof typeof parts;

/** Part → what was counted. Plain data. */
export type LedgerCounts = { readonly [Part in LedgerPart]: ReturnType<(typeof parts)[Part]> };

/** All parts; what takes longest comes first. */
export const ledgerParts = Object.keys(parts) as readonly LedgerPart[];

/** Reads one part. */
export function ledgerPart(ledger: Ledger, mailing: string, part: LedgerPart): Partial<LedgerCounts> {
  return { [part]: parts[part](ledger, mailing) };
}

/** All parts together; throws if one was not read. */
export function wholeCounts(read: Partial<LedgerCounts>): LedgerCounts {
  if (ledgerParts.some((part) => !(part in read))) throw new Error("a part of the ledger was not counted");
  return read as LedgerCounts;
}
