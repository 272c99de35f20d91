import type { Read } from "../problem/index.ts";
import type { Ledger } from "./ledger.ts";
import type { LedgerOptions } from "./ledger-options.ts";
import { openPostgres, readPostgres } from "./open-postgres.ts";
import { openSqlite, readSqlite } from "./open-sqlite.ts";
import { isPostgres } from "./postgres-address.ts";

/**
 * Opens the ledger at `place`, or makes one: a path of a SQLite file, or `postgres://…` (16 or newer), where each
 * ledger has a schema. `:memory:` makes one that vanishes with `close` (for `check`, which changes nothing).
 * The value is undefined if that is no ledger, was written by a newer program, is held by another program for longer
 * than `waitMilliseconds`, or the database cannot be reached; the problem says which.
 * @example const { value: ledger, problems } = openLedger("incident/ledger.sqlite");
 */
export function openLedger(place: string, options: LedgerOptions = {}): Read<Ledger | undefined> {
  return isPostgres(place) ? openPostgres(place, options) : openSqlite(place, options);
}

/**
 * Opens the ledger at `place` to be looked at, as it is at this moment, whatever another process writes
 * meanwhile; writing to it throws, and it stays as it is also where an older program wrote it (in a database, that is
 * a problem instead). The value is undefined without a problem if nothing was ever recorded there, and with one as in
 * `openLedger`.
 */
export function readLedger(place: string, options: LedgerOptions = {}): Read<Ledger | undefined> {
  return isPostgres(place) ? readPostgres(place, options) : readSqlite(place, options);
}
