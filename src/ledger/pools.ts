import type { Day } from "../calendar/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { type Binding, type BoundCode, bindCodes } from "./bind-codes.ts";
import { clientKey, offerKey } from "./keys.ts";
import type { Store } from "./store.ts";

/** The file that is an offer's pool now; an offer has one. */
export type PoolFile = {
  readonly client: string;
  readonly offer: string;
  /** Whom the product is for; no code may be in pools of both. */
  readonly for: "adult" | "minor";
  /** For problems: relative to the incident folder. */
  readonly file: string;
  /** Hex, of the file's bytes. */
  readonly sha256: string;
};

export type PoolCode = { readonly row: number; readonly code: string; readonly expires?: Day };

/** What loading a pool brought: rows = added + bound + refused. */
export type PoolLoad = {
  readonly rows: number;
  /** Codes that may be given out. */
  readonly added: number;
  /** Codes that people had already from an earlier file of the same offer. */
  readonly bound: number;
  /** Codes that were there before: in this file, in another offer's, or with somebody of another offer. */
  readonly refused: number;
  /** The first 20 refused codes by place; each stops the run. */
  readonly problems: readonly Problem[];
};

export type PoolState = {
  readonly size: number;
  readonly given: number;
  readonly free: number;
  /** The first day on which one of its codes is of no use any more, or null. */
  readonly earliestExpiry: Day | null;
};

const shownProblems = 20;
// Codes are random: the more of them a transaction brings, the fewer times it writes a page of their index.
const batchSize = 50_000;

type Claim = {
  pool: number;
  row: number;
  file: string;
  offer: number;
  audience: string;
  state: string;
  given: number;
};

/** The enrolment codes: each in one pool, and bound to one person for ever. */
export class Pools {
  readonly #store: Store;

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Says which files are the pools now, and gives those that must be loaded. Codes of any other file that
   * nobody has are no longer given out, and a file that names them may take them over.
   */
  declare(pools: readonly PoolFile[]): readonly PoolFile[] {
    return this.#store.write(() => {
      const kept = new Set<number>();
      const missing = pools.filter((pool) => {
        const key = this.#currentPool(pool);
        if (key !== undefined) kept.add(key);
        return key === undefined;
      });
      for (const { key } of this.#store.all<{ key: number }>("SELECT key FROM pool WHERE state <> 'retired'"))
        if (!kept.has(key)) this.#store.run("UPDATE pool SET state = 'retired' WHERE key = ?", key);
      return missing;
    });
  }

  /**
   * Loads the codes of a pool in flat memory, in transactions of 50,000; the pool is used once all
   * are in. The same file again does nothing and gives the former result; an interrupted load starts over.
   */
  async load(pool: PoolFile, codes: AsyncIterable<PoolCode> | Iterable<PoolCode>): Promise<PoolLoad> {
    const done = this.#currentPool(pool);
    if (done !== undefined) return this.#report(done);
    const { offer, key } = this.#store.write(() => this.#open(pool));
    const load = { rows: 0, added: 0, bound: 0, refused: 0, problems: [] as Problem[] };
    let batch: PoolCode[] = [];
    const flush = () => {
      this.#store.write(() => {
        for (const code of batch) this.#place(pool, offer, key, code, load);
      });
      batch = [];
    };
    for await (const code of codes) {
      if (batch.push(code) >= batchSize) flush();
    }
    flush();
    this.#store.write(() => {
      this.#store.run("UPDATE pool SET state = 'retired' WHERE offer = ? AND state = 'current'", offer);
      const closed = this.#store.run(
        "UPDATE pool SET state = 'current', size = ?, report = ? WHERE key = ? AND state = 'loading'",
        load.added,
        JSON.stringify(load),
        key,
      );
      if (closed === 0) throw new Error("a pool was declared or loaded anew while it was being loaded");
    });
    return load;
  }

  /** How many codes an offer has and has left; undefined if it has no pool. */
  state(client: string, offer: string): PoolState | undefined {
    return this.#store.get<PoolState>(
      `SELECT p.size, p.next AS given, p.size - p.next AS free,
         (SELECT min(expires) FROM code WHERE pool = p.key AND position >= p.next) AS earliestExpiry
       FROM pool p WHERE p.offer = ? AND p.state = 'current'`,
      offerKey(this.#store, client, offer) ?? null,
    );
  }

  /**
   * Binds a code of the offer to each of these individuals, in the order given, in one transaction; whoever
   * has one of this offer keeps it. Either all have one afterwards or nothing was bound. Ids in ascending
   * order bind fastest.
   */
  bind(client: string, offer: string, individuals: readonly string[]): Binding {
    return this.#store.attempt<Binding>(() => ({
      kind: "bound",
      codes: bindCodes(this.#store, client, offer, individuals),
    }));
  }

  /** The code of this offer that a person has, or undefined: for asking once a person. */
  codeOf(client: string, offer: string, individual: string): BoundCode | undefined {
    const bound = this.#store.get<{ code: string; expires: Day | null }>(
      `SELECT c.code, c.expires FROM client cl CROSS JOIN offer o ON o.client = cl.key AND o.id = ?2
       CROSS JOIN assignment a ON a.offer = o.key AND a.individual = ?3
       CROSS JOIN code c ON c.pool = a.pool AND c.position = a.position WHERE cl.id = ?1`,
      client,
      offer,
      individual,
    );
    return (
      bound && { individual, code: bound.code, ...(bound.expires === null ? {} : { expires: bound.expires }) }
    );
  }

  /** The codes that a person has, one for each offer at most. */
  codesOf(client: string, individual: string): readonly (BoundCode & { readonly offer: string })[] {
    return this.#store
      .all<{ individual: string; offer: string; code: string; expires: Day | null }>(
        `SELECT a.individual, o.id AS offer, c.code, c.expires FROM client cl
         JOIN offer o ON o.client = cl.key JOIN assignment a ON a.offer = o.key
         JOIN code c ON c.pool = a.pool AND c.position = a.position
         WHERE cl.id = ? AND a.individual = ? ORDER BY o.id`,
        client,
        individual,
      )
      .map(({ expires, ...rest }) => ({ ...rest, ...(expires === null ? {} : { expires }) }));
  }

  #currentPool({ client, offer, sha256 }: PoolFile): number | undefined {
    return this.#store.get<{ key: number }>(
      "SELECT key FROM pool WHERE offer = ? AND sha256 = ? AND state = 'current'",
      offerKey(this.#store, client, offer) ?? null,
      sha256,
    )?.key;
  }

  #report(pool: number): PoolLoad {
    const row = this.#store.get<{ report: string }>("SELECT report FROM pool WHERE key = ?", pool);
    return JSON.parse(row?.report ?? "{}") as PoolLoad;
  }

  #open(pool: PoolFile): { offer: number; key: number } {
    const client = clientKey(this.#store, pool.client);
    this.#store.run(
      `INSERT INTO offer (client, id, audience) VALUES (?, ?, ?)
       ON CONFLICT (client, id) DO UPDATE SET audience = excluded.audience`,
      client,
      pool.offer,
      pool.for,
    );
    const offer = offerKey(this.#store, pool.client, pool.offer);
    if (offer === undefined) throw new Error("an offer just recorded is not there");
    this.#store.run("UPDATE pool SET state = 'retired' WHERE offer = ? AND state = 'loading'", offer);
    const key = this.#store.insert(
      "INSERT INTO pool (offer, file, sha256, state) VALUES (?, ?, ?, 'loading')",
      offer,
      pool.file,
      pool.sha256,
    );
    return { offer, key };
  }

  #place(
    { client, file, for: audience }: PoolFile,
    offer: number,
    pool: number,
    { row, code, expires }: PoolCode,
    load: { rows: number; added: number; bound: number; refused: number; problems: Problem[] },
  ): void {
    load.rows += 1;
    const inserted = this.#store.run(
      "INSERT INTO code VALUES (?, ?, ?, ?, ?) ON CONFLICT (code) DO NOTHING",
      pool,
      load.added,
      code,
      expires ?? null,
      row,
    );
    if (inserted === 1) {
      load.added += 1;
      return;
    }
    const claim = this.#store.get<Claim>(
      `SELECT c.pool, c.row, p.file, p.offer, o.audience, p.state,
         EXISTS (SELECT 1 FROM assignment a WHERE a.pool = c.pool AND a.position = c.position) AS given
       FROM code c JOIN pool p ON p.key = c.pool JOIN offer o ON o.key = p.offer WHERE c.code = ?`,
      code,
    );
    if (claim === undefined) throw new Error("a code that could not be added is not there");
    const isOurs = claim.offer === offer && claim.pool !== pool;
    if (claim.given === 1 && isOurs) {
      load.bound += 1;
    } else if (claim.given === 0 && (isOurs || claim.state === "retired")) {
      this.#store.run(
        "UPDATE code SET pool = ?, position = ?, expires = ?, row = ? WHERE code = ?",
        pool,
        load.added,
        expires ?? null,
        row,
        code,
      );
      load.added += 1;
    } else {
      load.refused += 1;
      const problemCode =
        claim.pool === pool
          ? "ledger/code-twice-in-pool"
          : claim.audience === audience
            ? "ledger/code-in-two-pools"
            : "ledger/code-for-adults-and-minors";
      if (load.problems.length < shownProblems)
        load.problems.push(
          problem(
            problemCode,
            { client, file, row, column: "code" },
            { otherFile: claim.file, otherRow: claim.row },
          ),
        );
    }
  }
}
