import { closeSync, existsSync, openSync } from "node:fs";
import { type Problem, problem, type Read } from "../problem/index.ts";
import { Account } from "./account.ts";
import { Approvals } from "./approvals.ts";
import { Events } from "./events.ts";
import { Intake } from "./intake.ts";
import { Mailings } from "./mailings.ts";
import { Pools } from "./pools.ts";
import { applicationId, migrations } from "./schema.ts";
import { Store } from "./store.ts";

export type LedgerOptions = {
  /** Memory for pages of the file, in megabytes; 64 unless told. */
  readonly cacheMegabytes?: number;
  /** How long to wait for another process that is writing, in milliseconds; 60,000 unless told. */
  readonly waitMilliseconds?: number;
};

/**
 * An open ledger. Any number of processes may have the same file open; they write one after the other.
 * Every method that writes is one transaction (or, where it says so, a series of them): once it has
 * returned, what it did survives a power cut. Methods throw only for bugs and broken disks.
 */
export class Ledger {
  readonly intake: Intake;
  readonly pools: Pools;
  readonly approvals: Approvals;
  readonly mailings: Mailings;
  readonly account: Account;
  readonly events: Events;
  readonly #store: Store;

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
    this.intake = new Intake(store);
    this.pools = new Pools(store);
    this.approvals = new Approvals(store);
    this.mailings = new Mailings(store);
    this.account = new Account(store);
    this.events = new Events(store);
  }

  close(): void {
    this.#store.close();
  }
}

function pragma(store: Store, name: string): number {
  return Object.values(store.get<Readonly<Record<string, number>>>(`PRAGMA ${name}`) ?? {})[0] ?? 0;
}

/** Why a file that has something in it is no ledger for this program. */
function notOurs(store: Store, path: string): readonly Problem[] {
  if (pragma(store, "application_id") !== applicationId)
    return [problem("ledger/not-a-ledger", { file: path })];
  const version = pragma(store, "user_version");
  if (version <= migrations.length) return [];
  const facts = { version, newest: migrations.length };
  return [problem("ledger/newer-than-this-program", { file: path }, facts)];
}

function prepare(store: Store, path: string, cacheMegabytes: number): readonly Problem[] {
  store.execute(`PRAGMA cache_size = ${-1024 * cacheMegabytes}`);
  const problems = pragma(store, "schema_version") === 0 ? [] : notOurs(store, path);
  if (problems.length > 0) return problems;
  store.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = FILE");
  if (pragma(store, "user_version") < migrations.length)
    store.write(() => {
      // Read again inside: another process may have lifted it while this one waited.
      const from = pragma(store, "user_version");
      for (const migration of migrations.slice(from)) store.execute(migration);
      store.execute(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`);
    });
  return [];
}

/**
 * Opens the ledger at `path`, or makes one; `:memory:` makes one that vanishes with `close` (for
 * `check`, which changes nothing). The value is undefined if the file is not a ledger or was written by a
 * newer program; the problem says which.
 * @example const { value: ledger, problems } = openLedger("incident/ledger.db");
 */
export function openLedger(path: string, options: LedgerOptions = {}): Read<Ledger | undefined> {
  // The ledger holds people's data: nobody but its owner may read it. SQLite gives its log the same mode.
  if (path !== ":memory:") closeSync(openSync(path, "a", 0o600));
  return opened(path, options, (store) => {
    const problems = prepare(store, path, options.cacheMegabytes ?? 64);
    return { value: problems.length === 0 ? new Ledger(store) : undefined, problems };
  });
}

/**
 * Opens the ledger at `path` to be looked at, as it is at this moment, whatever another process writes
 * meanwhile; writing to it throws. The value is undefined without a problem if nothing was ever
 * recorded there, and with one as in `openLedger`.
 */
export function readLedger(path: string, options: LedgerOptions = {}): Read<Ledger | undefined> {
  if (!existsSync(path)) return { value: undefined, problems: [] };
  return opened(path, options, (store) => {
    store.execute("PRAGMA query_only = ON; BEGIN");
    if (pragma(store, "schema_version") === 0) return { value: undefined, problems: [] };
    const problems = notOurs(store, path);
    return { value: problems.length === 0 ? new Ledger(store) : undefined, problems };
  });
}

/** Closes the file again if no ledger comes of it. */
function opened(
  path: string,
  { waitMilliseconds = 60_000 }: LedgerOptions,
  ready: (store: Store) => Read<Ledger | undefined>,
): Read<Ledger | undefined> {
  let store: Store | undefined;
  try {
    store = new Store(path, waitMilliseconds);
    const read = ready(store);
    if (read.value === undefined) store.close();
    return read;
  } catch (error) {
    store?.close();
    // 26 is SQLITE_NOTADB: the first page is not one of SQLite's.
    if ((error as { errcode?: number }).errcode === 26)
      return { value: undefined, problems: [problem("ledger/not-a-ledger", { file: path })] };
    throw error;
  }
}
