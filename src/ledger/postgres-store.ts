import type { PostgresAddress } from "./postgres-address.ts";
import { schemaLock } from "./postgres-address.ts";
import { PostgresConnection } from "./postgres-bridge.ts";
import { postgresDefinition, postgresStatement } from "./postgres-sql.ts";
import { attempted, inPages, insertedKey, type Store, type Value } from "./store.ts";

/** `NPRS`: locks of this program among those of others in the database. */
const lockSpace = 0x4e505253;

// Milliseconds between two statements of one transaction; the longest work between them is a batch of a plan.
const longestPause = 30_000;

/** The ledger in a schema of a PostgreSQL database: one connection; statements are prepared once. */
export class PostgresStore implements Store {
  readonly kind = "postgres";
  readonly #connection: PostgresConnection;
  readonly #lock: number;
  readonly #statements = new Map<string, string>();
  readonly #inserts = new Map<string, string>();
  #transaction: "none" | "reading" | "writing" = "none";

  /** Throws a `PostgresError` if the database cannot be reached. */
  constructor({ url, schema }: PostgresAddress, waitMilliseconds: number) {
    this.#lock = schemaLock(schema);
    this.#connection = new PostgresConnection(url);
    this.#connection.script(`SET search_path TO "${schema}"; SET lock_timeout TO ${waitMilliseconds};
      SET synchronous_commit TO on; SET client_min_messages TO warning; SET jit TO off; SET work_mem TO '64MB'`);
  }

  close(): void {
    this.#connection.close();
  }

  execute(sql: string): void {
    this.#connection.script(postgresDefinition(sql));
  }

  #ask(sql: string, parameters: readonly Value[]) {
    let text = this.#statements.get(sql);
    if (text === undefined) {
      text = postgresStatement(sql);
      this.#statements.set(sql, text);
    }
    return this.#connection.statement(text, parameters);
  }

  run(sql: string, ...parameters: Value[]): number {
    return this.#ask(sql, parameters).changed;
  }

  insert(sql: string, ...parameters: Value[]): number {
    return insertedKey(this, sql, parameters);
  }

  get<Row>(sql: string, ...parameters: Value[]): Row | undefined {
    return this.all<Row>(sql, ...parameters)[0];
  }

  all<Row>(sql: string, ...parameters: Value[]): Row[] {
    const { columns, rows } = this.#ask(sql, parameters);
    return rows.map((row) => {
      const named: Record<string, unknown> = {};
      for (let index = 0; index < columns.length; index++) named[columns[index] as string] = row[index];
      return named as Row;
    });
  }

  insertRows(
    table: string,
    columns: readonly string[],
    rows: Iterable<readonly Value[]>,
    orNothing = false,
  ): number {
    const statement = this.#insertStatement(table, columns, orNothing);
    let inserted = 0;
    let count = 0;
    let values: Value[][] = columns.map(() => []);
    const flush = () => {
      if (count > 0) inserted += this.#connection.statement(statement, values).changed;
      values = columns.map(() => []);
      count = 0;
    };
    for (const row of rows) {
      for (let index = 0; index < columns.length; index++) values[index]?.push(row[index] as Value);
      count += 1;
      if (count === 2500) flush();
    }
    flush();
    return inserted;
  }

  /** Columns travel as arrays: one statement and one answer for thousands of rows. */
  #insertStatement(table: string, columns: readonly string[], orNothing: boolean): string {
    const key = `${table} ${columns.join(" ")} ${orNothing}`;
    const known = this.#inserts.get(key);
    if (known !== undefined) return known;
    const types = new Map(
      this.all<{ name: string; type: string }>(
        `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
         WHERE attrelid = CAST(CAST(? AS text) AS regclass) AND attnum > 0`,
        postgresStatement(table),
      ).map(({ name, type }) => [name, type]),
    );
    const arrays = columns.map(
      (column, index) => `$${index + 1}::${types.get(column.replaceAll('"', ""))}[]`,
    );
    const statement = `INSERT INTO ${postgresStatement(table)} (${columns.join(", ")})
      SELECT * FROM unnest(${arrays.join(", ")})${orNothing ? " ON CONFLICT DO NOTHING" : ""}`;
    this.#inserts.set(key, statement);
    return statement;
  }

  readonly listed = "(SELECT place - 1 AS place, id FROM unnest(?::text[]) WITH ORDINALITY AS l (id, place))";

  list(ids: readonly string[]): Value {
    // The driver makes an array of it; no statement ever reads it as anything else.
    return ids as unknown as Value;
  }

  filled(table: string): void {
    this.#connection.script(`ANALYZE ${postgresStatement(table)}`);
  }

  pages<Row>(
    sql: string,
    keyOf: (row: Row) => number,
    parameters: readonly Value[] = [],
    from = -1,
  ): Generator<Row> {
    // Each page is a journey to the server and back.
    return inPages(this, 2000, sql, keyOf, parameters, from);
  }

  /** From now on everything is seen as it is at this moment, and nothing can be written. */
  readOnly(): void {
    this.#connection.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1");
    this.#transaction = "reading";
  }

  write<T>(work: () => T): T {
    if (this.#transaction !== "none") throw new Error(`a transaction was begun while ${this.#transaction}`);
    this.#transaction = "writing";
    try {
      // Writers come one after the other, as they do in a file; the lock goes with the transaction.
      // A machine that hangs in the midst of it must not keep the others waiting for ever.
      this.#connection.script(`BEGIN; SET LOCAL idle_in_transaction_session_timeout TO ${longestPause};
        SELECT pg_advisory_xact_lock(${lockSpace}, ${this.#lock})`);
      const result = work();
      // A transaction in which anything failed ends here without an error, undone.
      if (this.#connection.script("COMMIT") !== "COMMIT") throw new Error("a failed transaction went on");
      return result;
    } catch (error) {
      this.#undo();
      throw error;
    } finally {
      this.#transaction = "none";
    }
  }

  writeAhead<T>(work: () => T): T {
    return this.write(() => {
      this.#connection.script("SET LOCAL synchronous_commit TO off");
      return work();
    });
  }

  #undo(): void {
    try {
      this.#connection.script("ROLLBACK");
    } catch {
      // The connection is lost, and the transaction with it; what broke it is thrown already.
    }
  }

  attempt<T>(work: () => T): T {
    return attempted(this, work);
  }
}
