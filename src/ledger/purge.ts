import { createHash } from "node:crypto";
import { deleteInsertOnly } from "./delete-insert-only.ts";
import { recordEvents } from "./event-chain.ts";
import { forgetStatistics } from "./forget-statistics.ts";
import type { Store, Value } from "./store.ts";

/** How far the people of a ledger are purged: never begun, begun and to be gone on with, or gone. */
export type PurgeState =
  | { readonly kind: "none" }
  | {
      readonly kind: "begun" | "done";
      readonly onDay: string;
      readonly by: string;
      readonly startedAt: string;
    };

/** What the ledger had when it was purged. */
export type PurgedCounts = Readonly<Record<string, number>>;

// Whoever refers to another comes before it.
const tablesOfPeople = [
  "piece",
  "planned",
  "outcome",
  "binding",
  "code",
  "individual",
  "intake_row",
  "input_file",
  "intake",
  "press_order",
  "census",
] as const;
const neverChanged: ReadonlySet<string> = new Set(["piece", "binding"]);

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/**
 * What is left of a binding: SHA-256 (hex) over client, person, offer and code. Whoever has a letter in hand knows
 * all four and can show that the code was that person's; nobody can find the person from it, because the code
 * is as good as a random key.
 */
export function bindingProof(client: string, individual: string, offer: string, code: string): string {
  return sha256([client, individual, offer, code].join("\n"));
}

/**
 * Takes the people out of a ledger for good, when their time has come. Mailings, shards, files with their hashes,
 * approvals and events stay. A purged ledger takes no people, plan or codes again.
 */
export class Purge {
  readonly #store: Store;

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
  }

  state(): PurgeState {
    const row = this.#store.get<{ started: string; onDay: string; who: string; done: string | null }>(
      'SELECT started_at AS started, on_day AS "onDay", who, done_at AS done FROM purge',
    );
    if (row === undefined) return { kind: "none" };
    const { started, onDay, who, done } = row;
    return { kind: done === null ? "begun" : "done", onDay, by: who, startedAt: started };
  }

  /** Notes that a purge begins: from here on the ledger is closed. Nothing if one was begun before. */
  begin({ at, onDay, by }: { readonly at: string; readonly onDay: string; readonly by: string }): void {
    this.#store.write(() =>
      this.#store.run(
        "INSERT INTO purge (only_one, started_at, on_day, who) VALUES (1, ?, ?, ?) ON CONFLICT DO NOTHING",
        at,
        onDay,
        by,
      ),
    );
  }

  /** Counts and deletes, in one transaction; nothing if that was done before. Gives the counts. */
  clear(at: string): PurgedCounts {
    const cleared = this.#store.get<{ at: string | null }>("SELECT cleared_at AS at FROM purge");
    if (cleared === undefined) throw new Error("a purge that was not begun cannot go on");
    if (cleared.at === null)
      this.#store.write(() => {
        // Bytes are overwritten, not only given free; PostgreSQL rewrites the tables in `shrink`.
        if (this.#store.kind === "sqlite") this.#store.execute("PRAGMA secure_delete = ON");
        this.#count();
        this.#keepHashes();
        for (const table of tablesOfPeople) this.#empty(table);
        this.#store.run("UPDATE purge SET cleared_at = ?", at);
      });
    return this.counts();
  }

  counts(): PurgedCounts {
    const rows = this.#store.all<{ what: string; count: number }>(
      "SELECT what, count FROM purged_count ORDER BY what",
    );
    return Object.fromEntries(rows.map(({ what, count }) => [what, count]));
  }

  /** Rewrites the ledger without the room that people took, and empties its log: what was there is in no file of it. */
  shrink(): void {
    if (this.#store.kind === "postgres") {
      forgetStatistics(this.#store, tablesOfPeople);
      for (const table of tablesOfPeople) this.#store.execute(`VACUUM FULL ${table}`);
      return;
    }
    this.#store.execute("VACUUM");
    const busy = this.#store.get<{ busy: number }>("PRAGMA wal_checkpoint(TRUNCATE)")?.busy;
    // As SQLite says it where it throws: who reads at this moment keeps the log, with people in it.
    if (busy !== 0)
      throw Object.assign(new Error("the log of the ledger is in use"), {
        code: "ERR_SQLITE_ERROR",
        errcode: 5,
      });
  }

  /** Ends the purge and records it, with the counts, as an event. Nothing if it was ended before. */
  finish(at: string, facts: Readonly<Record<string, string | number>>): void {
    this.#store.write(() => {
      const state = this.state();
      if (state.kind !== "begun") return;
      this.#store.run("UPDATE purge SET done_at = ?", at);
      recordEvents(this.#store, [
        {
          at,
          by: state.by,
          kind: "mailingPurged",
          facts: { onDay: state.onDay, ...this.counts(), ...facts },
        },
      ]);
    });
  }

  #count(): void {
    const one = (sql: string) => this.#store.get<{ n: number }>(sql)?.n ?? 0;
    const counts: Readonly<Record<string, number>> = {
      rows: one("SELECT count(*) AS n FROM intake_row"),
      people: one("SELECT count(*) AS n FROM intake_row WHERE outcome = 'person'"),
      outcomes: one("SELECT count(*) AS n FROM outcome"),
      pieces: one("SELECT count(*) AS n FROM piece"),
      codes: one("SELECT count(*) AS n FROM code"),
      bindings: one("SELECT count(*) AS n FROM binding"),
    };
    this.#store.insertRows("purged_count", ["what", "count"], Object.entries(counts));
  }

  /** A code is never given again, also where only its hash is known. */
  #keepHashes(): void {
    this.#store.insertRows(
      "purged_code",
      ["offer", "hash"],
      this.#hashes(codesOf, ({ code }) => sha256(code)),
    );
    this.#store.insertRows(
      "purged_binding",
      ["offer", "proof"],
      this.#hashes(bindingsOf, ({ client, individual, id, code }) =>
        bindingProof(client, individual, id, code),
      ),
    );
  }

  /** Pool by pool in the order of the codes, so that a million are never in memory at once. */
  *#hashes(sql: string, hashOf: (row: HashedRow) => string): Generator<readonly Value[]> {
    for (const { key } of this.#store.all<{ key: number }>("SELECT key FROM pool ORDER BY key")) {
      const rows = this.#store.pages<HashedRow>(sql, ({ position }) => position, [key]);
      for (const row of rows) yield [row.offer, hashOf(row)];
    }
  }

  #empty(table: string): void {
    if (neverChanged.has(table)) deleteInsertOnly(this.#store, table);
    else this.#store.run(`DELETE FROM ${table}`);
  }
}

type HashedRow = {
  readonly position: number;
  readonly offer: number;
  readonly client: string;
  readonly individual: string;
  readonly id: string;
  readonly code: string;
};

const codesOf = `SELECT k.position, p.offer, k.code FROM pool p CROSS JOIN code k ON k.pool = p.key
  WHERE p.key = ? AND k.position > ? ORDER BY k.position LIMIT ?`;
const bindingsOf = `SELECT b.position, b.offer, c.id AS client, b.individual, o.id, k.code
  FROM binding b CROSS JOIN code k ON k.pool = b.pool AND k.position = b.position
  CROSS JOIN offer o ON o.key = b.offer CROSS JOIN client c ON c.key = o.client
  WHERE b.pool = ? AND b.position > ? ORDER BY b.position LIMIT ?`;
