import type { Day } from "../calendar/index.ts";
import { type Binding, type BoundCode, bindCodes, codesBoundTo } from "./bind-codes.ts";
import {
  codeOf,
  codesOf,
  isSpent,
  type VoidedCode,
  voidedOf,
  voidOnPieces,
  withoutCode,
} from "./codes-of-people.ts";
import { recordEvents } from "./event-chain.ts";
import type { Done } from "./event-record.ts";
import { copyGivenCodes, offerFor } from "./given-codes.ts";
import { offerKey } from "./keys.ts";
import { type Loading, placeCodes } from "./load-pool.ts";
import type { PoolCode, PoolFile, PoolLoad, PoolState } from "./pool-file.ts";
import { type CodeReplacement, replaceCode, type Voiding } from "./replace-code.ts";
import type { Store } from "./store.ts";

// Codes are random: the more of them a transaction brings, the fewer times it writes a page of their index.
const batchSize = 50_000;

/** The enrolment codes: each in one file of one offer, and given to one person for ever. */
export class Pools {
  readonly #store: Store;

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Says which files are the pools now, and gives those that must be loaded. Codes of any other file that
   * nobody has are no longer given out, and a file that names them may take them over. Codes that were given
   * stay with their people whatever becomes of the file. `done`: when, for the record; nothing is recorded without.
   */
  declare(files: readonly PoolFile[], done?: Done): readonly PoolFile[] {
    return this.#store.write(() => {
      const kept = new Set<number>();
      const missing = files.filter((file) => {
        const known = this.#currentPool(file);
        // Codes that were refused may be sound by now: where they were twice, the other one may be gone.
        const isWhole = known !== undefined && this.#report(known).refused === 0;
        if (isWhole) kept.add(known);
        return !isWhole;
      });
      for (const pool of this.#store.all<{
        key: number;
        file: string;
        sha256: string;
        client: string;
        state: string;
      }>(
        `SELECT p.key, p.file, p.sha256, p.state, k.id AS client FROM pool p JOIN offer o ON o.key = p.offer
         JOIN client k ON k.key = o.client WHERE p.state <> 'retired' ORDER BY p.key`,
      )) {
        if (kept.has(pool.key)) continue;
        this.#store.run("UPDATE pool SET state = 'retired' WHERE key = ?", pool.key);
        const { client, file, sha256, state } = pool;
        if (done !== undefined && state === "current")
          recordEvents(this.#store, [{ ...done, kind: "poolRetired", client, facts: { file, sha256 } }]);
      }
      return missing;
    });
  }

  /**
   * Loads the codes of a file in flat memory, in transactions of 50,000; the file is used once all are in. The
   * same file again does nothing and gives the former result; an interrupted load starts over. `done` as in
   * `declare`.
   */
  async load(
    file: PoolFile,
    codes: AsyncIterable<PoolCode> | Iterable<PoolCode>,
    done?: Done,
  ): Promise<PoolLoad> {
    const known = this.#currentPool(file);
    if (known !== undefined) return this.#report(known);
    const store = this.#store;
    const loading = store.write(() => this.#open(file));
    const { load, offer, pool } = loading;
    let batch: PoolCode[] = [];
    const flush = () => {
      store.write(() => placeCodes(store, loading, batch));
      batch = [];
    };
    for await (const code of codes) {
      if (batch.push(code) >= batchSize) flush();
    }
    flush();
    store.write(() => {
      store.run(
        "UPDATE pool SET state = 'retired' WHERE offer = ? AND file = ? AND state = 'current'",
        offer,
        file.file,
      );
      const closed = store.run(
        "UPDATE pool SET state = 'current', size = ?, report = ?, checked = ? WHERE key = ? AND state = 'loading'",
        load.added,
        JSON.stringify(load),
        file.checked ?? null,
        pool,
      );
      if (closed === 0) throw new Error("a pool was declared or loaded anew while it was being loaded");
      if (done === undefined) return;
      const { rows, added, bound, refused } = load;
      const facts = { offer: file.offer, file: file.file, sha256: file.sha256, rows, added, bound, refused };
      recordEvents(store, [{ ...done, kind: "poolLoaded", client: file.client, facts }]);
    });
    return load;
  }

  /** Whether the codes of a file that is loaded were checked against what it says under `checked`. */
  isChecked(file: PoolFile): boolean {
    const pool = this.#currentPool(file);
    if (pool === undefined) return false;
    const row = this.#store.get<{ checked: string | null }>("SELECT checked FROM pool WHERE key = ?", pool);
    return row !== undefined && row.checked === (file.checked ?? null);
  }

  /** Whether a file is a pool now, with every code of it in use. */
  isLoaded(file: PoolFile): boolean {
    const pool = this.#currentPool(file);
    return pool !== undefined && this.#report(pool).refused === 0 && this.isChecked(file);
  }

  /** Notes that they were, and found sound. */
  markChecked(file: PoolFile): void {
    this.#store.write(() =>
      this.#store.run(
        "UPDATE pool SET checked = ? WHERE key = ?",
        file.checked ?? null,
        this.#currentPool(file) ?? null,
      ),
    );
  }

  /** How many codes an offer has and has left; undefined if it has no file. */
  state(client: string, offer: string): PoolState | undefined {
    const key = offerKey(this.#store, client, offer);
    if (key === undefined) return undefined;
    const pools = this.#store.get<{ files: number; size: number; next: number }>(
      `SELECT count(*) AS files, coalesce(sum(size), 0) AS size, coalesce(sum(next), 0) AS next
       FROM pool WHERE offer = ? AND state = 'current'`,
      key,
    );
    if (pools === undefined || pools.files === 0) return undefined;
    const given = (which: string) =>
      this.#store.get<{ count: number }>(
        `SELECT count(*) AS count FROM binding WHERE offer = ? ${which}`,
        key,
      )?.count ?? 0;
    // Every replacement voids one code.
    const voided = given("AND replaces IS NOT NULL");
    const free = this.#store.get<{ expires: Day | null }>(
      `SELECT min(c.expires) AS expires FROM pool p CROSS JOIN code c ON c.pool = p.key AND c.position >= p.next
       WHERE p.offer = ? AND p.state = 'current'`,
      key,
    );
    const { size, next } = pools;
    return {
      size,
      given: next,
      free: size - next,
      bound: given("") - voided,
      voided,
      earliestExpiry: free?.expires ?? null,
    };
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

  /**
   * Voids the code of this offer that a person has and binds the next free one, in one transaction. The former
   * stays on record and is never given to anybody. Refused, with nothing changed, if the person has none, if no
   * code is free, or while a letter with it is planned and not made.
   */
  replace(voiding: Voiding): CodeReplacement {
    return this.#store.attempt<CodeReplacement>(() => replaceCode(this.#store, voiding));
  }

  /**
   * The code of this offer that a person has, or undefined: for asking once a person. `printed`: the code on a
   * piece; if it was theirs and is void now, it is given instead, since paper does not change.
   */
  codeOf(client: string, offer: string, individual: string, printed?: string | null): BoundCode | undefined {
    return codeOf(this.#store, client, offer, individual, printed ?? undefined);
  }

  /** As `codeOf`, of a few thousand persons at once, by individual; whoever has none is not in it. */
  boundTo(client: string, offer: string, individuals: readonly string[]): ReadonlyMap<string, BoundCode> {
    return codesBoundTo(this.#store, client, offer, individuals);
  }

  /** The codes that a person has, one for each offer at most. */
  codesOf(client: string, individual: string): readonly (BoundCode & { readonly offer: string })[] {
    return codesOf(this.#store, client, individual);
  }

  /** The codes that a person had and that were voided, oldest first, with who said so, when and why. */
  voidedOf(client: string, individual: string): readonly VoidedCode[] {
    return voidedOf(this.#store, client, individual);
  }

  /** Pieces of mailings that are not handed over yet on which a code stands that was voided since, by piece id. */
  voidOnPieces(): readonly { readonly client: string; readonly piece: string; readonly mailing: string }[] {
    return voidOnPieces(this.#store);
  }

  /** Those of these individuals who have no code of the offer, in the order given. */
  without(client: string, offer: string, individuals: readonly string[]): readonly string[] {
    return withoutCode(this.#store, client, offer, individuals);
  }

  /** Whether anybody has a code of the offer. */
  isGiven(client: string, offer: string): boolean {
    const given = this.#store.get(
      "SELECT 1 FROM binding WHERE offer = ? LIMIT 1",
      offerKey(this.#store, client, offer) ?? null,
    );
    return given !== undefined;
  }

  /** Whether a code of the offer will be printed no more: it was voided, or its person had the first notice. */
  isSpent(client: string, offer: string, code: string): boolean {
    return isSpent(this.#store, client, offer, code);
  }

  /** Takes over from another ledger which codes were ever given, and to whom; this one must be empty. */
  copyGiven(from: Pools): void {
    copyGivenCodes(from.#store, this.#store);
  }

  #currentPool({ client, offer, file, sha256 }: PoolFile): number | undefined {
    return this.#store.get<{ key: number }>(
      "SELECT key FROM pool WHERE offer = ? AND file = ? AND sha256 = ? AND state = 'current'",
      offerKey(this.#store, client, offer) ?? null,
      file,
      sha256,
    )?.key;
  }

  #report(pool: number): PoolLoad {
    const row = this.#store.get<{ report: string }>("SELECT report FROM pool WHERE key = ?", pool);
    return JSON.parse(row?.report ?? "{}") as PoolLoad;
  }

  #open(file: PoolFile): Loading {
    const offer = offerFor(this.#store, file);
    this.#store.run(
      "UPDATE pool SET state = 'retired' WHERE offer = ? AND file = ? AND state = 'loading'",
      offer,
      file.file,
    );
    const pool = this.#store.insert(
      "INSERT INTO pool (offer, file, sha256, state, ordinal) VALUES (?, ?, ?, 'loading', ?)",
      offer,
      file.file,
      file.sha256,
      file.ordinal ?? 0,
    );
    return { file, offer, pool, load: { rows: 0, added: 0, bound: 0, refused: 0, problems: [] } };
  }
}
