import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

/** A refusal inside a transaction: rolls it back and becomes a value at the edge of the ledger. */
export class Refusal<T> extends Error {
  readonly value: T;
  constructor(value: T) {
    super("refused");
    this.value = value;
  }
}

/** One connection to the ledger's file; statements are prepared once. Not for other folders. */
export class Store {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string, waitMilliseconds: number) {
    this.#db = new DatabaseSync(path, { timeout: waitMilliseconds, enableForeignKeyConstraints: true });
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  /** Statements without parameters or results: schema, pragmas. */
  execute(sql: string): void {
    this.#db.exec(sql);
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** Rows changed. */
  run(sql: string, ...parameters: SQLInputValue[]): number {
    return Number(this.#prepared(sql).run(...parameters).changes);
  }

  /** The key of the inserted row. */
  insert(sql: string, ...parameters: SQLInputValue[]): number {
    return Number(this.#prepared(sql).run(...parameters).lastInsertRowid);
  }

  get<Row>(sql: string, ...parameters: SQLInputValue[]): Row | undefined {
    return this.#prepared(sql).get(...parameters) as Row | undefined;
  }

  all<Row>(sql: string, ...parameters: SQLInputValue[]): Row[] {
    return this.#prepared(sql).all(...parameters) as Row[];
  }

  /**
   * All rows after the key `after`, in flat memory. `sql` takes the last key seen and a page size as its
   * last two parameters and orders by that key, so that no read stays open between pages and writing
   * meanwhile is safe.
   */
  *pages<Row>(
    sql: string,
    keyOf: (row: Row) => number,
    parameters: readonly SQLInputValue[] = [],
    from = -1,
  ): Generator<Row> {
    // Small, so that rows are gone before the collector counts them among what is kept for long.
    const size = 100;
    let after = from;
    while (true) {
      const rows = this.all<Row>(sql, ...parameters, after, size);
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < size) return;
      after = keyOf(last);
    }
  }

  /** Runs `work` as one transaction, alone among all writers of the file; anything thrown undoes it. */
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

  /** As `write`; a `Refusal` thrown by `work` undoes everything and is returned as its value. */
  attempt<T>(work: () => T): T {
    try {
      return this.write(work);
    } catch (error) {
      if (error instanceof Refusal) return error.value as T;
      throw error;
    }
  }
}
