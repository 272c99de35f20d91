import type { Individual, RowOutcome } from "../people/index.ts";
import { emptyIntake } from "./empty-intake.ts";
import { recordEvents } from "./event-chain.ts";
import type { Done } from "./event-record.ts";
import {
  type FileAccount,
  fileAccounts,
  type HeldRow,
  heldRows,
  type IntakeTotals,
  intakeTotals,
  type KeptPerson,
  keptPeople,
  type Person,
  people,
  peopleAmong,
  peopleIn,
  personAt,
  type RowRange,
  type RowSpan,
  type SuppressedRow,
  spans,
  suppressedRows,
} from "./intake-account.ts";
import { clientKey } from "./keys.ts";
import type { MergeDuplicate } from "./merge-duplicate.ts";
import { type PackedRows, type RowEntry, rowColumns, rowEntry, unpackRows } from "./packed-rows.ts";
import { resolveDuplicates } from "./resolve-duplicates.ts";
import type { Store } from "./store.ts";

/** Of which inputs an intake is, and whether it came to its end. */
export type CurrentIntake = { readonly inputsHash: string; readonly state: "started" | "done" };

/** The people files, row by row, and what came of them. One intake at a time; a new one replaces it. */
export class Intake {
  readonly #store: Store;

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
  }

  /** True if these very inputs were taken in, to the end. */
  isDone(inputsHash: string): boolean {
    return (
      this.#store.get("SELECT 1 FROM intake WHERE inputs_hash = ? AND state = 'done'", inputsHash) !==
      undefined
    );
  }

  /** The intake that the ledger holds, of whatever inputs; undefined before the first. */
  current(): CurrentIntake | undefined {
    return this.#store.get<CurrentIntake>("SELECT inputs_hash AS inputsHash, state FROM intake");
  }

  /**
   * Starts an intake of inputs with this hash and says `"started"`; or `"done"`, and nothing is left to do.
   * Whatever another or an unfinished intake had brought is forgotten; codes, pieces and approvals stay.
   */
  begin(inputsHash: string): "started" | "done" {
    if (this.isDone(inputsHash)) return "done";
    this.#store.write(() => {
      emptyIntake(this.#store);
      this.#store.run("DELETE FROM intake");
      this.#store.run(
        "INSERT INTO intake (only_one, inputs_hash, state) VALUES (1, ?, 'started')",
        inputsHash,
      );
    });
    return "started";
  }

  /**
   * Adds rows of one file in one transaction: a few thousand a call. Files must be added in the same
   * order every time, because the first of two duplicates is the one that came first. What was added is safe from a
   * power cut once `finish` has returned; before, the intake starts over anyway.
   */
  add(client: string, file: string, rows: Iterable<RowOutcome>): void {
    this.#addEntries(client, file, entriesOf(client, rows));
  }

  /** As `add`, of rows that a `rowPacker` packed: several packs in one transaction. */
  addPacked(client: string, file: string, packs: readonly PackedRows[]): void {
    this.#addEntries(client, file, entriesIn(packs));
  }

  #addEntries(client: string, file: string, entries: Iterable<RowEntry>): void {
    this.#store.writeAhead(() => {
      if (this.#store.get("SELECT 1 FROM intake WHERE state = 'started'") === undefined)
        throw new Error("rows were added to an intake that was not begun");
      const ofClient = clientKey(this.#store, client);
      const ofFile = this.#fileKey(ofClient, file);
      const last = this.#store.get<{ seq: number }>("SELECT seq FROM intake_row ORDER BY seq DESC LIMIT 1");
      let seq = last?.seq ?? 0;
      const people: [number, string][] = [];
      const rows = function* () {
        for (const { values, json } of entries) {
          seq += 1;
          if (json !== undefined) people.push([seq, json]);
          yield [seq, ofClient, ofFile, ...values];
        }
      };
      this.#store.insertRows("intake_row", ["seq", "client", "file", ...rowColumns], rows());
      this.#store.insertRows("individual", ["seq", "json"], people);
    });
  }

  /** Notes how many data rows the reader counted in a file, by its own count: `accounts` compares. */
  fileRead(client: string, file: string, rows: number): void {
    this.#store.writeAhead(() => {
      const key = this.#fileKey(clientKey(this.#store, client), file);
      this.#store.run("UPDATE input_file SET rows_read = ? WHERE key = ?", rows, key);
    });
  }

  /**
   * Settles who is who and closes the intake, in one transaction. Rows with the same duplicate key become
   * one person (the first row's, merged); a contradiction holds them all. One id for two persons holds both.
   * The later of two that may be the same person is held, unless one of the two is confirmed distinct. `done`:
   * when, for the record; nothing is recorded without.
   */
  finish(merge: MergeDuplicate, done?: Done): void {
    this.#store.write(() => {
      if (this.#store.get("SELECT 1 FROM intake WHERE state = 'started'") === undefined)
        throw new Error("an intake was finished that was not begun");
      // Built by sorting once: kept up row by row, an index over random keys costs a page a row.
      this.#store.execute("CREATE INDEX IF NOT EXISTS intake_row_by_id ON intake_row (client, id)");
      resolveDuplicates(this.#store, merge);
      this.#store.run("UPDATE intake SET state = 'done'");
      if (done === undefined) return;
      const { rows, people: persons, duplicates, held, suppressed } = intakeTotals(this.#store);
      const facts = {
        inputs: this.current()?.inputsHash ?? "",
        rows,
        people: persons,
        duplicates,
        held,
        suppressed,
      };
      recordEvents(this.#store, [{ ...done, kind: "intakeDone", facts }]);
    });
  }

  /** Rows by outcome: in all, by client and by jurisdiction. */
  totals(): IntakeTotals {
    return intakeTotals(this.#store);
  }

  /** Rows by outcome for each file, beside what the reader counted. */
  accounts(): readonly FileAccount[] {
    return fileAccounts(this.#store);
  }

  /** Everyone who is to be told, in input order: of one client, or all. Writing meanwhile is safe. */
  people(client?: string): Generator<Person> {
    return people(this.#store, client);
  }

  /** As `people`, in the words that they are kept in, for whoever reads only some of them. */
  keptPeople(client?: string): Generator<KeptPerson> {
    return keptPeople(this.#store, client);
  }

  /** As `people`, of these rows, whosever they are. */
  peopleIn(rows: RowRange): Generator<Person> {
    return peopleIn(this.#store, rows);
  }

  /** Where the rows of each client are, in input order; they may hold some of another's. */
  spans(): readonly RowSpan[] {
    return spans(this.#store);
  }

  /** Those of them in a part of a client's rows, all at once. */
  peopleAmong(span: RowSpan): readonly Person[] {
    return peopleAmong(this.#store, span);
  }

  /** One of them by place in the input order; undefined if nobody is there, or the data was purged. */
  personAt(seq: number): Individual | undefined {
    return personAt(this.#store, seq);
  }

  /** Rows that are the same person as an earlier one, in input order. */
  duplicates(): Generator<{
    client: string;
    file: string;
    row: number;
    firstFile: string;
    firstRow: number;
  }> {
    return this.#store.pages(
      `SELECT r.seq, c.id AS client, f.name AS file, r.row, g.name AS firstFile, o.row AS firstRow
       FROM intake_row r CROSS JOIN client c ON c.key = r.client CROSS JOIN input_file f ON f.key = r.file
       CROSS JOIN intake_row o ON o.seq = r.first CROSS JOIN input_file g ON g.key = o.file
       WHERE r.outcome = 'duplicate' AND r.seq > ? ORDER BY r.seq LIMIT ?`,
      (row: {
        seq: number;
        client: string;
        file: string;
        row: number;
        firstFile: string;
        firstRow: number;
      }) => row.seq,
    );
  }

  /** Rows that are held, with all that holds them, in input order. */
  held(): Generator<HeldRow> {
    return heldRows(this.#store);
  }

  /** Rows not written to by a listed decision, in input order. */
  suppressed(): Generator<SuppressedRow> {
    return suppressedRows(this.#store);
  }

  #fileKey(client: number, name: string): number {
    const known = this.#store.get<{ key: number }>(
      "SELECT key FROM input_file WHERE client = ? AND name = ?",
      client,
      name,
    );
    return (
      known?.key ?? this.#store.insert("INSERT INTO input_file (client, name) VALUES (?, ?)", client, name)
    );
  }
}

function* entriesOf(client: string, rows: Iterable<RowOutcome>): Generator<RowEntry> {
  for (const row of rows) yield rowEntry(row, client);
}

function* entriesIn(packs: readonly PackedRows[]): Generator<RowEntry> {
  for (const pack of packs) yield* unpackRows(pack);
}
