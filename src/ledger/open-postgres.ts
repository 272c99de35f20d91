import { type Problem, problem, type Read } from "../problem/index.ts";
import { Ledger } from "./ledger.ts";
import type { LedgerOptions } from "./ledger-options.ts";
import { databaseTrouble } from "./ledger-trouble.ts";
import { migrate } from "./migrate.ts";
import { type PostgresAddress, postgresAddress } from "./postgres-address.ts";
import { PostgresError } from "./postgres-bridge.ts";
import { refuseChange } from "./postgres-sql.ts";
import { PostgresStore } from "./postgres-store.ts";
import { migrations } from "./schema.ts";

/** What is in the ledger's schema: nothing, a ledger of some version, or tables of something else. */
type Contents =
  | { readonly kind: "nothing"; readonly hasSchema: boolean }
  | { readonly kind: "ledger"; readonly version: number }
  | { readonly kind: "other" };

function contents(store: PostgresStore, schema: string): Contents {
  const tables = store.all<{ name: string | null }>(
    `SELECT c.relname AS name FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid
     WHERE n.nspname = ?`,
    schema,
  );
  if (tables.some(({ name }) => name === "ledger_version")) {
    const row = store.get<{ version: number }>("SELECT version FROM ledger_version");
    return row === undefined ? { kind: "other" } : { kind: "ledger", version: row.version };
  }
  if (tables.some(({ name }) => name !== null)) return { kind: "other" };
  return { kind: "nothing", hasSchema: tables.length > 0 };
}

function notOurs(found: Contents, { shown }: PostgresAddress): readonly Problem[] {
  if (found.kind === "other") return [problem("ledger/not-a-ledger", { file: shown })];
  if (found.kind === "nothing" || found.version <= migrations.length) return [];
  const facts = { version: found.version, newest: migrations.length };
  return [problem("ledger/newer-than-this-program", { file: shown }, facts)];
}

/** Makes the ledger, or lifts it to the newest version, alone among all who try. */
function lift(store: PostgresStore, schema: string): void {
  store.write(() => {
    const found = contents(store, schema);
    if (found.kind === "other") return;
    if (found.kind === "nothing") {
      if (!found.hasSchema) store.execute(`CREATE SCHEMA "${schema}"`);
      store.execute(`${refuseChange}
        CREATE TABLE ledger_version (version INTEGER NOT NULL) STRICT;
        INSERT INTO ledger_version (version) VALUES (0)`);
    }
    migrate(store, found.kind === "ledger" ? found.version : 0);
    store.run("UPDATE ledger_version SET version = ?", migrations.length);
  });
}

/** `openLedger` of a PostgreSQL database. */
export function openPostgres(place: string, options: LedgerOptions): Read<Ledger | undefined> {
  return opened(place, options, (store, address) => {
    let found = contents(store, address.schema);
    const isOld = found.kind === "ledger" && found.version < migrations.length;
    if (found.kind === "nothing" || isOld) {
      lift(store, address.schema);
      found = contents(store, address.schema);
    }
    const problems = notOurs(found, address);
    return { value: problems.length === 0 ? new Ledger(store) : undefined, problems };
  });
}

/** `readLedger` of a PostgreSQL database. */
export function readPostgres(place: string, options: LedgerOptions): Read<Ledger | undefined> {
  return opened(place, options, (store, address) => {
    const found = contents(store, address.schema);
    const problems = notOurs(found, address);
    if (problems.length > 0 || found.kind !== "ledger") return { value: undefined, problems };
    // Lifted without being kept, every table of it would be locked meanwhile; looking must hold nobody up.
    if (found.version < migrations.length) {
      const facts = { version: found.version, newest: migrations.length };
      return {
        value: undefined,
        problems: [problem("ledger/older-than-this-program", { file: address.shown }, facts)],
      };
    }
    store.readOnly();
    return { value: new Ledger(store), problems: [] };
  });
}

/** Why a database cannot be used, if it is nothing that the program did wrong: else undefined. */
export function unusable(error: unknown, shown: string): Problem | undefined {
  if (!(error instanceof PostgresError)) return undefined;
  const { code } = error;
  // SQLSTATE: 28… who asks is not let in, 3D000 no such database, 42501 may not do that.
  if (code.startsWith("28") || code === "3D000" || code === "42501")
    return problem("ledger/database-refused", { file: shown }, { reason: code });
  return databaseTrouble(code, shown);
}

/** Closes the connection again if no ledger comes of it. */
function opened(
  place: string,
  { schema, waitMilliseconds = 60_000 }: LedgerOptions,
  ready: (store: PostgresStore, address: PostgresAddress) => Read<Ledger | undefined>,
): Read<Ledger | undefined> {
  const address = postgresAddress(place, schema);
  if (address === undefined) return { value: undefined, problems: [problem("ledger/schema-name", {}, {})] };
  let store: PostgresStore | undefined;
  try {
    store = new PostgresStore(address, waitMilliseconds);
    const read = ready(store, address);
    if (read.value === undefined) store.close();
    return read;
  } catch (error) {
    store?.close();
    const known = unusable(error, address.shown);
    if (known === undefined) throw error;
    return { value: undefined, problems: [known] };
  }
}
