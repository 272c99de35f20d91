import { DatabaseSync, type StatementSync } from "node:sqlite";
import { withRefusals } from "./insert-only.ts";
import { attempted, inPages, insertedKey, type Store, type Value } from "./store.ts";

const refusals = (table: string) => `
CREATE TRIGGER ${table}_is_never_changed BEFORE UPDATE ON ${table} BEGIN
  SELECT raise(ABORT, '${table} is insert-only');
END;
CREATE TRIGGER ${table}_is_never_deleted BEFORE DELETE ON ${table} BEGIN
  SELECT raise(ABORT, '${table} is insert-only');
END;`;

// A call of a statement costs as much as some rows; beyond a few hundred values nothing more is saved.
const valuesAtOnce = 260;

/** The ledger in a file of its own: one connection; statements are prepared once. */
export class SqliteStore implements Store {
  readonly kind = "sqlite";
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string, waitMilliseconds: number) {
    this.#db = new DatabaseSync(path, { timeout: waitMilliseconds, enableForeignKeyConstraints: true });
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  execute(sql: string): void {
    this.#db.exec(withRefusals(sql, refusals));
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  run(sql: string, ...parameters: Value[]): number {
    return Number(this.#prepared(sql).run(...parameters).changes);
  }

  insert(sql: string, ...parameters: Value[]): number {
    return insertedKey(this, sql, parameters);
  }

  get<Row>(sql: string, ...parameters: Value[]): Row | undefined {
    return this.#prepared(sql).get(...parameters) as Row | undefined;
  }

  all<Row>(sql: string, ...parameters: Value[]): Row[] {
    return this.#prepared(sql).all(...parameters) as Row[];
  }

  insertRows(
    table: string,
    columns: readonly string[],
    rows: Iterable<readonly Value[]>,
    orNothing = false,
  ): number {
    const one = `(${columns.map(() => "?").join(", ")})`;
    const prepared = (count: number) =>
      this.#prepared(
        `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${Array(count).fill(one).join(", ")}${
          orNothing ? " ON CONFLICT DO NOTHING" : ""
        }`,
      );
    const atOnce = Math.max(1, Math.floor(valuesAtOnce / columns.length));
    const several = prepared(atOnce);
    let values: Value[] = [];
    let inserted = 0;
    for (const row of rows) {
      if (row.length !== columns.length) throw new Error(`a row for ${table} has not its number of values`);
      for (const value of row) values.push(value);
      if (values.length < atOnce * columns.length) continue;
      inserted += Number(several.run(...values).changes);
      values = [];
    }
    for (let at = 0; at < values.length; at += columns.length)
      inserted += Number(prepared(1).run(...values.slice(at, at + columns.length)).changes);
    return inserted;
  }

  readonly listed = "(SELECT key AS place, value AS id FROM json_each(?))";

  list(ids: readonly string[]): Value {
    return JSON.stringify(ids);
  }

  filled(): void {
    // SQLite joins in the order in which a statement is written and asks for no statistics.
  }

  pages<Row>(
    sql: string,
    keyOf: (row: Row) => number,
    parameters: readonly Value[] = [],
    from = -1,
  ): Generator<Row> {
    // Small, so that rows are gone before the collector counts them among what is kept for long.
    return inPages(this, 100, sql, keyOf, parameters, from);
  }

  write<T>(work: () => T): T {
    // Immediate: a transaction that begins by reading could not be made to wait for another writer.
    this.#prepared("BEGIN IMMEDIATE").run();
    try {
      const result = work();
      this.#prepared("COMMIT").run();
      return result;
    } catch (error) {
      // A full disk or a broken file may have ended the transaction already.
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      throw error;
    }
  }

  writeAhead<T>(work: () => T): T {
    // In a log, that is still whole transactions in their order; the next full one syncs the log with all of them.
    this.#db.exec("PRAGMA synchronous = NORMAL");
    try {
      return this.write(work);
    } finally {
      // Where not even the undoing went through, this would only hide why.
      if (!this.#db.isTransaction) this.#db.exec("PRAGMA synchronous = FULL");
    }
  }

  attempt<T>(work: () => T): T {
    return attempted(this, work);
  }
}
