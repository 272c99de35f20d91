import type { Day } from "../calendar/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { type CommitResult, commitShard, type ShardCommit } from "./commit-shard.ts";
import { recordEvents } from "./event-chain.ts";
import type { Done, EventKind } from "./event-record.ts";
import { hasVoidCodes } from "./forget-plan.ts";
import { type IndividualRow, individualOfRow } from "./individual-json.ts";
import type { Mailing, Placement, PlannedPiece, PlanRequest, PlanResult, Shard } from "./mailing-plan.ts";
import { keepPlacements, planMailing, startPlacing, variantKey } from "./plan-mailing.ts";
import type { Store } from "./store.ts";

type PlannedRow = IndividualRow & {
  sequence: number;
  variant: string;
  offer: string | null;
  code: string | null;
  codeExpires: Day | null;
};

const mailingColumns = `m.id, m.purpose, m.state, m.inputs_hash AS inputsHash, m.planned_at AS plannedAt,
  coalesce((SELECT max(last) FROM shard s WHERE s.mailing = m.key), 0) AS pieces,
  (SELECT count(*) FROM shard s WHERE s.mailing = m.key) AS shards,
  (SELECT count(committed_at) FROM shard s WHERE s.mailing = m.key) AS shardsCommitted`;

const shardsOfMailings = `SELECT s.number, c.id AS client, s.channel, s.group_key AS "group", s.first, s.last,
  s.last - s.first + 1 AS count, CASE WHEN s.committed_at IS NULL THEN 'planned' ELSE 'committed' END AS state
  FROM mailing m JOIN shard s ON s.mailing = m.key JOIN client c ON c.key = s.client`;

/** Mailings: planned once, produced shard by shard, each shard committed as a unit, handed over. */
export class Mailings {
  readonly #store: Store;
  readonly #variants = new Map<string, number>();

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Forgets what was handed to `place` before. Variants that are named here get their numbers in this order, whoever
   * is placed first.
   */
  startPlacing(variants: Iterable<string> = []): void {
    this.#variants.clear();
    startPlacing(this.#store);
    this.#store.write(() => {
      for (const id of variants) variantKey(this.#store, id, this.#variants);
    });
  }

  /**
   * Hands over placements for the plan that comes next, a few thousand a call: with them the plan's own transaction
   * is short, and other things may happen between the calls. They are this connection's, and vanish with it.
   */
  place(placements: Iterable<Placement>): void {
    this.#store.write(() => keepPlacements(this.#store, placements, this.#variants));
  }

  /**
   * Plans a mailing over the intake that is done, in one transaction: gives everyone an outcome, puts the
   * pieces in order, cuts them into shards, binds the codes (in order of the individuals' ids, so that it
   * does not depend on who produces what when). Planned before: gives that mailing; withdrawn before: opens
   * it again, or, if a code of it was voided since, plans it anew with the codes of now, nothing of it made.
   * Refuses while another first mailing is open, without codes for everyone, and a first mailing that would tell
   * nobody because an earlier one did.
   */
  plan(request: PlanRequest): PlanResult {
    return this.#store.attempt<PlanResult>(() => {
      const kind = planMailing(this.#store, request);
      const mailing = this.get(request.id);
      if (mailing === undefined) throw new Error("a mailing just planned is not there");
      return { kind, mailing };
    });
  }

  get(id: string): Mailing | undefined {
    return this.#store.get<Mailing>(`SELECT ${mailingColumns} FROM mailing m WHERE m.id = ?`, id);
  }

  /** All mailings, oldest first. */
  all(): readonly Mailing[] {
    return this.#store.all<Mailing>(`SELECT ${mailingColumns} FROM mailing m ORDER BY m.key`);
  }

  /** Whether a code that this mailing reckons with was voided, on a piece or before it was made: see `plan`. */
  hasVoidCodes(id: string): boolean {
    const key = this.#store.get<{ key: number }>("SELECT key FROM mailing WHERE id = ?", id)?.key;
    return key !== undefined && hasVoidCodes(this.#store, key);
  }

  /**
   * Which of these individuals had a first notice (`told`) or were left to substitute notice by mailings that were
   * handed over, or by the one named; ids of all others are not in it.
   */
  heardOf(
    client: string,
    individuals: readonly string[],
    alsoBy?: string,
  ): ReadonlyMap<string, "told" | "substitute"> {
    const rows = this.#store.all<{ id: string; told: number }>(
      `SELECT j.id, max(o.is_first_notice) AS told FROM ${this.#store.listed} j
       CROSS JOIN client c ON c.id = ? CROSS JOIN outcome o ON o.client = c.key AND o.individual = j.id
       CROSS JOIN mailing m ON m.key = o.mailing AND (m.state = 'handedOver' OR m.id = ?)
       WHERE o.is_first_notice = 1 OR o.kind = 'substitute' GROUP BY j.id`,
      this.#store.list(individuals),
      client,
      alsoBy ?? null,
    );
    return new Map(rows.map(({ id, told }) => [id, told === 1 ? "told" : "substitute"]));
  }

  /** The shards of a mailing by number; those planned or committed only, if told. */
  shards(mailing: string, state?: Shard["state"]): readonly Shard[] {
    return this.#store.all<Shard>(
      `${shardsOfMailings} WHERE m.id = ?
         AND ${state === undefined ? "1 = 1" : `s.committed_at IS ${state === "planned" ? "NULL" : "NOT NULL"}`}
       ORDER BY s.number`,
      mailing,
    );
  }

  /** One shard, as it stands at this moment; there is none: undefined. */
  shard(mailing: string, number: number): Shard | undefined {
    return this.#store.get<Shard>(`${shardsOfMailings} WHERE m.id = ? AND s.number = ?`, mailing, number);
  }

  /**
   * The pieces of a shard in print order, with person and code: one that was made keeps the code that it was
   * made with, though it was voided since. Throws if the people of the mailing are
   * not the ones taken in last: take its inputs in again first.
   */
  pieces(mailing: string, shard: number): readonly PlannedPiece[] {
    const rows = this.#store.all<PlannedRow>(
      `SELECT p.sequence, v.id AS variant, o.id AS offer, c.id AS client, p.individual AS id, f.name AS file,
         r.row, i.json, CASE WHEN q.code IS NULL THEN k.code ELSE q.code END AS code,
         CASE WHEN q.code IS NULL THEN k.expires ELSE w.expires END AS "codeExpires"
       FROM mailing m
       JOIN intake t ON t.inputs_hash = m.inputs_hash AND t.state = 'done'
       CROSS JOIN shard s ON s.mailing = m.key AND s.number = ?
       CROSS JOIN planned p ON p.mailing = m.key AND p.sequence BETWEEN s.first AND s.last
       CROSS JOIN client c ON c.key = p.client
       CROSS JOIN variant v ON v.key = p.variant
       CROSS JOIN intake_row r ON r.seq = p.seq AND r.id = p.individual AND r.client = p.client
       CROSS JOIN input_file f ON f.key = r.file
       CROSS JOIN individual i ON i.seq = p.seq
       LEFT JOIN offer o ON o.key = p.offer
       LEFT JOIN assignment a ON a.offer = p.offer AND a.individual = p.individual
       LEFT JOIN code k ON k.pool = a.pool AND k.position = a.position
       LEFT JOIN piece q ON q.mailing = m.key AND q.sequence = p.sequence
       LEFT JOIN code w ON w.code = q.code
       WHERE m.id = ? ORDER BY p.sequence`,
      shard,
      mailing,
    );
    const planned = this.#store.get<{ count: number }>(
      "SELECT s.last - s.first + 1 AS count FROM mailing m JOIN shard s ON s.mailing = m.key WHERE m.id = ? AND s.number = ?",
      mailing,
      shard,
    )?.count;
    // Joined by row and by person: a list that was read in another way since must never shift anybody.
    if (planned === undefined || rows.length !== planned)
      throw new Error("no such shard, or the people taken in are not those that were planned");
    return rows.map(({ sequence, variant, offer, code, codeExpires, ...row }) => ({
      sequence,
      variant,
      offer,
      individual: individualOfRow(row),
      code,
      codeExpires,
    }));
  }

  /**
   * Commits a finished shard in one transaction: its files (already durable under their names) and its
   * pieces. A shard committed before is left as it is; `sameBytes` says whether these files are the same.
   * Pieces that are not exactly those planned, for those persons with those codes, are a bug and throw.
   */
  commitShard(commit: ShardCommit): CommitResult {
    return this.#store.write(() => commitShard(this.#store, commit));
  }

  /**
   * Closes a mailing: it went to the mail house. Problems (they stop) if it is not complete or withdrawn. `done`:
   * when and by whom, for the record; nothing is recorded without, nor if it was handed over before.
   */
  handOver(id: string, done?: Done): readonly Problem[] {
    return this.#store.write(() => {
      const mailing = this.get(id);
      if (mailing === undefined) return [problem("ledger/no-such-mailing", {}, { mailing: id })];
      if (mailing.state === "withdrawn") return [problem("ledger/mailing-withdrawn", {}, { mailing: id })];
      if (mailing.shardsCommitted < mailing.shards)
        return [
          problem(
            "ledger/mailing-not-complete",
            {},
            {
              mailing: id,
              shards: mailing.shards,
              committed: mailing.shardsCommitted,
            },
          ),
        ];
      this.#store.run("UPDATE mailing SET state = 'handedOver' WHERE id = ?", id);
      if (mailing.state !== "handedOver") this.#record("mailingHandedOver", mailing, done);
      return [];
    });
  }

  /**
   * Gives up a mailing that was not handed over: its people count as not told, its shards can no longer be
   * committed. Pieces stay on record, codes stay with their persons. `done` as in `handOver`.
   */
  withdraw(id: string, done?: Done): readonly Problem[] {
    return this.#store.write(() => {
      const mailing = this.get(id);
      if (mailing === undefined) return [problem("ledger/no-such-mailing", {}, { mailing: id })];
      if (mailing.state === "handedOver") return [problem("ledger/already-handed-over", {}, { mailing: id })];
      this.#store.run("UPDATE mailing SET state = 'withdrawn' WHERE id = ?", id);
      this.#store.run(
        `UPDATE outcome SET is_first_notice = 0
         WHERE mailing = (SELECT key FROM mailing WHERE id = ?) AND is_first_notice = 1`,
        id,
      );
      if (mailing.state !== "withdrawn") this.#record("mailingWithdrawn", mailing, done);
      return [];
    });
  }

  #record(kind: EventKind, { id, pieces, shardsCommitted }: Mailing, done: Done | undefined): void {
    if (done === undefined) return;
    recordEvents(this.#store, [{ ...done, kind, mailing: id, facts: { pieces, shardsCommitted } }]);
  }
}
