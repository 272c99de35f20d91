import { closeSync, existsSync, openSync } from "node:fs";
import { type Problem, problem, type Read } from "../problem/index.ts";
import { Ledger } from "./ledger.ts";
import type { LedgerOptions } from "./ledger-options.ts";
import { ledgerTrouble } from "./ledger-trouble.ts";
import { migrate } from "./migrate.ts";
import { applicationId, migrations } from "./schema.ts";
import { SqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";

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

function useMemory(store: Store, { cacheMegabytes = 64, mapMegabytes = 0 }: LedgerOptions): void {
  store.execute(
    `PRAGMA cache_size = ${-1024 * cacheMegabytes}; PRAGMA mmap_size = ${1024 * 1024 * mapMegabytes}`,
  );
}

function prepare(store: Store, path: string): readonly Problem[] {
  const problems = pragma(store, "schema_version") === 0 ? [] : notOurs(store, path);
  if (problems.length > 0) return problems;
  store.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = FILE");
  if (pragma(store, "user_version") < migrations.length)
    store.write(() => {
      // Read again inside: another process may have lifted it while this one waited.
      migrate(store, pragma(store, "user_version"));
      store.execute(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`);
    });
  return [];
}

/** `openLedger` of a file. */
export function openSqlite(path: string, options: LedgerOptions): Read<Ledger | undefined> {
  // The ledger holds people's data: nobody but its owner may read it. SQLite gives its log the same mode.
  if (path !== ":memory:") closeSync(openSync(path, "a", 0o600));
  return opened(path, options, (store) => {
    useMemory(store, options);
    const problems = prepare(store, path);
    return { value: problems.length === 0 ? new Ledger(store) : undefined, problems };
  });
}

/** `readLedger` of a file. */
export function readSqlite(path: string, options: LedgerOptions): Read<Ledger | undefined> {
  if (!existsSync(path)) return { value: undefined, problems: [] };
  return opened(path, options, (store) => {
    const isEmpty = pragma(store, "schema_version") === 0;
    if (isEmpty) return { value: undefined, problems: [] };
    const problems = notOurs(store, path);
    if (problems.length > 0) return { value: undefined, problems };
    useMemory(store, options);
    const version = pragma(store, "user_version");
    if (version < migrations.length) {
      // What is asked for is not in a ledger of a former version: it is lifted in a transaction that never ends, so
      // that the file stays as it is. Whoever writes meanwhile waits.
      store.execute("BEGIN IMMEDIATE");
      migrate(store, version);
      store.execute("PRAGMA query_only = ON");
      return { value: new Ledger(store), problems };
    }
    store.execute("PRAGMA query_only = ON; BEGIN");
    // The first look is what fixes the moment.
    pragma(store, "schema_version");
    return { value: new Ledger(store), problems };
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
    store = new SqliteStore(path, waitMilliseconds);
    const read = ready(store);
    if (read.value === undefined) store.close();
    return read;
  } catch (error) {
    store?.close();
    // 26 is SQLITE_NOTADB: the first page is not one of SQLite's.
    if ((error as { errcode?: number }).errcode === 26)
      return { value: undefined, problems: [problem("ledger/not-a-ledger", { file: path })] };
    const trouble = ledgerTrouble(error, path);
    if (trouble === undefined) throw error;
    return { value: undefined, problems: [trouble] };
  }
}
