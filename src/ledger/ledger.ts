import { closeSync, openSync } from "node:fs";
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

function prepare(store: Store, path: string, cacheMegabytes: number): readonly Problem[] {
  store.execute(`PRAGMA cache_size = ${-1024 * cacheMegabytes}`);
  const pragma = (name: string) =>
    Object.values(store.get<Readonly<Record<string, number>>>(`PRAGMA ${name}`) ?? {})[0] ?? 0;
  const isEmpty = pragma("schema_version") === 0;
  if (!isEmpty && pragma("application_id") !== applicationId)
    return [problem("ledger/not-a-ledger", { file: path })];
  if (pragma("user_version") > migrations.length)
    return [
      problem(
        "ledger/newer-than-this-program",
        { file: path },
        {
          version: pragma("user_version"),
          newest: migrations.length,
        },
      ),
    ];
  store.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = FILE");
  if (pragma("user_version") < migrations.length)
    store.write(() => {
      // Read again inside: another process may have lifted it while this one waited.
      const from = Number(Object.values(store.get<Record<string, number>>("PRAGMA user_version") ?? {})[0]);
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
  let store: Store | undefined;
  try {
    // The ledger holds people's data: nobody but its owner may read it. SQLite gives its log the same mode.
    if (path !== ":memory:") closeSync(openSync(path, "a", 0o600));
    store = new Store(path, options.waitMilliseconds ?? 60_000);
    const problems = prepare(store, path, options.cacheMegabytes ?? 64);
    if (problems.length === 0) return { value: new Ledger(store), problems };
    store.close();
    return { value: undefined, problems };
  } catch (error) {
    store?.close();
    // 26 is SQLITE_NOTADB: the first page is not one of SQLite's.
    if ((error as { errcode?: number }).errcode === 26)
      return { value: undefined, problems: [problem("ledger/not-a-ledger", { file: path })] };
    throw error;
  }
}
