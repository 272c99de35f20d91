/** What a statement takes and gives: booleans are 0 and 1, days and times are text. */
export type Value = string | number | null | Uint8Array;

/** A refusal inside a transaction: rolls it back and becomes a value at the edge of the ledger. */
export class Refusal<T> extends Error {
  readonly value: T;
  constructor(value: T) {
    super("refused");
    this.value = value;
  }
}

/**
 * One connection to where the ledger is kept. Not for other folders. Statements are written once, in what SQLite
 * and PostgreSQL both understand, with `?` parameters; `CROSS JOIN … ON` fixes SQLite's order of a join and is
 * an ordinary one in PostgreSQL. Every call returns when it is done: a transaction is one function, and nothing
 * else can come in between.
 */
export type Store = {
  readonly kind: "sqlite" | "postgres";
  close(): void;

  /** Statements without parameters or results: schema, temporary tables, indexes. */
  execute(sql: string): void;
  /** Rows changed. */
  run(sql: string, ...parameters: Value[]): number;
  /** The `key` of the inserted row. */
  insert(sql: string, ...parameters: Value[]): number;
  get<Row>(sql: string, ...parameters: Value[]): Row | undefined;
  all<Row>(sql: string, ...parameters: Value[]): Row[];

  /**
   * Inserts many rows, each an array of the columns' values, in order and in flat memory; gives how many were
   * inserted. With `orNothing`, a row that breaks a uniqueness is passed over; else it throws. Inside `write` only.
   */
  insertRows(
    table: string,
    columns: readonly string[],
    rows: Iterable<readonly Value[]>,
    orNothing?: boolean,
  ): number;

  /**
   * A list of texts as a table with the columns `place` (from 0) and `id`: stands in a FROM clause and takes one
   * parameter, which `list` makes.
   * @example store.all(`SELECT j.id FROM ${store.listed} j ORDER BY j.place`, store.list(["a", "b"]))
   */
  readonly listed: string;
  list(ids: readonly string[]): Value;

  /** To be called after a table was filled: PostgreSQL plans by what it knows of it. */
  filled(table: string): void;

  /**
   * All rows after the key `after`, in flat memory. `sql` takes the last key seen and a page size as its
   * last two parameters and orders by that key, so that no read stays open between pages and writing
   * meanwhile is safe.
   */
  pages<Row>(
    sql: string,
    keyOf: (row: Row) => number,
    parameters?: readonly Value[],
    from?: number,
  ): Generator<Row>;

  /** Runs `work` as one transaction, alone among all writers; anything thrown undoes it. */
  write<T>(work: () => T): T;
  /**
   * As `write`, but a power cut may undo it, whole, as long as no `write` that changed something has
   * returned after it: the disk is not waited for. For what is worth nothing until it is closed by a `write`.
   */
  writeAhead<T>(work: () => T): T;
  /** As `write`; a `Refusal` thrown by `work` undoes everything and is returned as its value. */
  attempt<T>(work: () => T): T;
};

/** How every store reads pages of `size` rows: one `all` after another. */
export function* inPages<Row>(
  store: Store,
  size: number,
  sql: string,
  keyOf: (row: Row) => number,
  parameters: readonly Value[],
  from: number,
): Generator<Row> {
  let after = from;
  while (true) {
    const rows = store.all<Row>(sql, ...parameters, after, size);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < size) return;
    after = keyOf(last);
  }
}

/** How every store turns a refusal back into a value. */
export function attempted<T>(store: Store, work: () => T): T {
  try {
    return store.write(work);
  } catch (error) {
    if (error instanceof Refusal) return error.value as T;
    throw error;
  }
}

/** How every store gives the key of a row that it inserts. */
export function insertedKey(store: Store, sql: string, parameters: readonly Value[]): number {
  const row = store.get<{ key: number }>(`${sql} RETURNING key`, ...parameters);
  if (row === undefined) throw new Error("a row was not inserted");
  return row.key;
}
