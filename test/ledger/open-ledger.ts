import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { type Ledger, openLedger } from "../../src/ledger/index.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

/** Undefined: the tests of this process use SQLite. */
let place: (() => string) | undefined;

/** From now on every test of the file has its ledgers in PostgreSQL, each in a schema of its own. */
export function useStore(kind: "postgres"): void {
  let server: PostgresServer | undefined;
  let ledgers = 0;
  // A ledger takes a moment to make there; the random cases were all tried over SQLite.
  fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 12 });
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    await server?.stop();
  });
  place = () => {
    if (server === undefined) throw new Error(`${kind} is not running`);
    ledgers += 1;
    return `${server.url("postgres")}&schema=ledger_${ledgers}`;
  };
}

/** A ledger that must open. */
export function open(path: string): Ledger {
  const { value, problems } = openLedger(path);
  if (value === undefined) throw new Error(JSON.stringify(problems));
  return value;
}

/** A place for a ledger of its own, gone after the test (a schema: after the file). */
export function ledgerPath(): string {
  if (place !== undefined) return place();
  const dir = mkdtempSync(join(tmpdir(), "ledger-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, "ledger.sqlite");
}

/**
 * Changes a ledger behind the program's back, as somebody with a database tool could: the refusals of `table` are
 * taken away first, and no reference is checked.
 */
export async function slipIn(path: string, table: string, sql: string): Promise<void> {
  if (place === undefined) {
    const file = new DatabaseSync(path, { enableForeignKeyConstraints: false });
    file.exec(`DROP TRIGGER ${table}_is_never_changed; DROP TRIGGER ${table}_is_never_deleted; ${sql}`);
    file.close();
    return;
  }
  const [url = "", schema = ""] = path.split("&schema=");
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`SET search_path TO "${schema}"; SET session_replication_role TO replica; ${sql}`);
  await client.end();
}

/** A ledger that is gone after the test. */
export function inMemory(): Ledger {
  const ledger = open(place === undefined ? ":memory:" : place());
  onTestFinished(() => ledger.close());
  return ledger;
}
