import type { Individual, SuppressReason } from "../people/index.ts";
import type { Problem } from "../problem/index.ts";
import { type IndividualRow, individualFrom, individualOfRow } from "./individual-json.ts";
import type { Store } from "./store.ts";

/** Rows by outcome. They tie: `rows` = people + duplicates + held + suppressed. */
export type RowCounts = {
  readonly rows: number;
  readonly people: number;
  readonly duplicates: number;
  readonly held: number;
  readonly suppressed: number;
};

export type IntakeTotals = RowCounts & {
  /** Of the people, those reached by `mail`, `emailOnly` or `substitute`. */
  readonly byDelivery: Readonly<Record<string, number>>;
  readonly byClient: ReadonlyMap<string, RowCounts>;
  /** All rows but duplicates (held and suppressed people are residents too), by client, then jurisdiction. */
  readonly residents: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** People (to be told) only, by client, then jurisdiction. */
  readonly peopleByJurisdiction: ReadonlyMap<string, ReadonlyMap<string, number>>;
};

/** One file's rows by outcome; `ties` if they are as many as its reader counted by itself. */
export type FileAccount = RowCounts & {
  readonly client: string;
  readonly file: string;
  /** Undefined if the reader did not say. */
  readonly rowsRead?: number;
  readonly ties: boolean;
};

/** Somebody who is to be told; `seq` is the input order and names the person in a mailing's plan. */
export type Person = { readonly seq: number; readonly individual: Individual };

export type HeldRow = {
  readonly client: string;
  readonly file: string;
  readonly row: number;
  readonly id?: string;
  readonly problems: readonly Problem[];
};

export type SuppressedRow = {
  readonly client: string;
  readonly file: string;
  readonly row: number;
  readonly id?: string;
  readonly reason: SuppressReason;
};

type Outcome = "person" | "duplicate" | "held" | "suppressed";
const countOf = {
  person: "people",
  duplicate: "duplicates",
  held: "held",
  suppressed: "suppressed",
} as const;
const nothing: RowCounts = { rows: 0, people: 0, duplicates: 0, held: 0, suppressed: 0 };

function plus(counts: RowCounts, outcome: Outcome, count: number): RowCounts {
  const name = countOf[outcome];
  return { ...counts, rows: counts.rows + count, [name]: counts[name] + count };
}

function addTo(
  counts: Map<string, Map<string, number>>,
  client: string,
  jurisdiction: string,
  count: number,
): void {
  const ofClient = counts.get(client) ?? new Map<string, number>();
  ofClient.set(jurisdiction, (ofClient.get(jurisdiction) ?? 0) + count);
  counts.set(client, ofClient);
}

/** Counts the rows themselves, every time: nothing is kept that could drift from them. */
export function intakeTotals(store: Store): IntakeTotals {
  const groups = store.all<{
    client: string;
    outcome: Outcome;
    jurisdiction: string | null;
    delivery: string | null;
    count: number;
  }>(
    `SELECT c.id AS client, g.outcome, g.jurisdiction, g.delivery, g.count FROM
       (SELECT client, outcome, jurisdiction, delivery, count(*) AS count FROM intake_row
        GROUP BY client, outcome, jurisdiction, delivery) g
     JOIN client c ON c.key = g.client ORDER BY c.id, g.jurisdiction`,
  );
  let all = nothing;
  const byClient = new Map<string, RowCounts>();
  const byDelivery: Record<string, number> = {};
  const residents = new Map<string, Map<string, number>>();
  const peopleByJurisdiction = new Map<string, Map<string, number>>();
  for (const { client, outcome, jurisdiction, delivery, count } of groups) {
    all = plus(all, outcome, count);
    byClient.set(client, plus(byClient.get(client) ?? nothing, outcome, count));
    if (outcome !== "duplicate") addTo(residents, client, jurisdiction ?? "UNKNOWN", count);
    if (outcome !== "person") continue;
    addTo(peopleByJurisdiction, client, jurisdiction ?? "UNKNOWN", count);
    if (delivery !== null) byDelivery[delivery] = (byDelivery[delivery] ?? 0) + count;
  }
  return { ...all, byDelivery, byClient, residents, peopleByJurisdiction };
}

export function fileAccounts(store: Store): readonly FileAccount[] {
  const files = store.all<{ key: number; client: string; file: string; rowsRead: number | null }>(
    `SELECT f.key, c.id AS client, f.name AS file, f.rows_read AS rowsRead
     FROM input_file f JOIN client c ON c.key = f.client ORDER BY f.key`,
  );
  const groups = store.all<{ file: number; outcome: Outcome; count: number }>(
    "SELECT file, outcome, count(*) AS count FROM intake_row GROUP BY file, outcome",
  );
  return files.map(({ key, client, file, rowsRead }) => {
    const counts = groups
      .filter((group) => group.file === key)
      .reduce((sum, group) => plus(sum, group.outcome, group.count), nothing);
    const ties = rowsRead === null || rowsRead === counts.rows;
    return { client, file, ...counts, ...(rowsRead === null ? {} : { rowsRead }), ties };
  });
}

const rowColumns = `r.seq, c.id AS client, r.id, f.name AS file, r.row`;
// CROSS JOIN: the rows come first, in input order, whatever SQLite thinks of the sizes.
const rowSource = `intake_row r CROSS JOIN client c ON c.key = r.client CROSS JOIN input_file f ON f.key = r.file`;

/** What the rows of `people` refer to by number. */
function namesOf(store: Store, table: "client" | "input_file"): ReadonlyMap<number, string> {
  const column = table === "client" ? "id" : "name";
  const rows = store.all<{ key: number; name: string }>(`SELECT key, ${column} AS name FROM ${table}`);
  return new Map(rows.map(({ key, name }) => [key, name]));
}

/** Somebody who is to be told as the ledger keeps them: `individualOfRow` says what `json` does. */
export type KeptPerson = IndividualRow & { readonly seq: number };

type PersonRow = { seq: number; client: number; id: string; file: number; row: number; json: string };

const personRows = `SELECT r.seq, r.client, r.id, r.file, r.row, i.json
  FROM intake_row r CROSS JOIN individual i ON i.seq = r.seq WHERE r.outcome = 'person'`;

/** Gives persons their client and list by name: looked up, not joined, and all who share a name share one text. */
function keptPersonOf(store: Store): (row: PersonRow) => KeptPerson {
  const clients = namesOf(store, "client");
  const files = namesOf(store, "input_file");
  return ({ seq, client, id, file, row, json }) => ({
    seq,
    client: clients.get(client) ?? "",
    id,
    file: files.get(file) ?? "",
    row,
    json,
  });
}

function personOf({ seq, client, id, file, row, json }: KeptPerson): Person {
  return { seq, individual: individualFrom(client, id, file, row, json) };
}

export function* people(store: Store, client?: string): Generator<Person> {
  for (const kept of keptPeople(store, client)) yield personOf(kept);
}

// The plus keeps the index of ids from being used: for every page, it would go through all rows of the client.
const ofClient = "+r.client = (SELECT key FROM client WHERE id = ?)";

export function* keptPeople(store: Store, client?: string): Generator<KeptPerson> {
  const kept = keptPersonOf(store);
  for (const row of client === undefined ? everyRow(store) : rowsOfClient(store, client)) yield kept(row);
}

function everyRow(store: Store): Generator<PersonRow> {
  return store.pages<PersonRow>(`${personRows} AND r.seq > ? ORDER BY r.seq LIMIT ?`, (row) => row.seq);
}

function* rowsOfClient(store: Store, client: string): Generator<PersonRow> {
  const span = store.get<RowRange>(
    `SELECT min(r.seq) AS first, max(r.seq) AS last FROM client c JOIN intake_row r ON r.client = c.key
     WHERE c.id = ? GROUP BY c.key`,
    client,
  );
  if (span === undefined) return;
  yield* store.pages<PersonRow>(
    `${personRows} AND ${ofClient} AND r.seq <= ? AND r.seq > ? ORDER BY r.seq LIMIT ?`,
    (row) => row.seq,
    [client, span.last],
    span.first - 1,
  );
}

/** Rows by their places in the input order, counted from 1; both are included. */
export type RowRange = { readonly first: number; readonly last: number };

/** Rows of a client. */
export type RowSpan = RowRange & { readonly client: string };

export function spans(store: Store): readonly RowSpan[] {
  return store.all<RowSpan>(
    `SELECT c.id AS client, s.first, s.last FROM (
       SELECT client, min(seq) AS first, max(seq) AS last FROM intake_row GROUP BY client) s
     CROSS JOIN client c ON c.key = s.client ORDER BY s.first`,
  );
}

export function* peopleIn(store: Store, { first, last }: RowRange): Generator<Person> {
  const kept = keptPersonOf(store);
  const rows = store.pages<PersonRow>(
    `${personRows} AND r.seq <= ? AND r.seq > ? ORDER BY r.seq LIMIT ?`,
    (row) => row.seq,
    [last],
    first - 1,
  );
  for (const row of rows) yield personOf(kept(row));
}

export function peopleAmong(store: Store, { client, first, last }: RowSpan): readonly Person[] {
  const kept = keptPersonOf(store);
  return store
    .all<PersonRow>(
      `${personRows} AND ${ofClient} AND r.seq BETWEEN ? AND ? ORDER BY r.seq`,
      client,
      first,
      last,
    )
    .map((row) => personOf(kept(row)));
}

/** One person by place in the input order; undefined if there is none, or if the data was purged. */
export function personAt(store: Store, seq: number): Individual | undefined {
  const row = store.get<IndividualRow>(
    `SELECT c.id AS client, r.id, f.name AS file, r.row, i.json FROM ${rowSource}
     CROSS JOIN individual i ON i.seq = r.seq WHERE r.outcome = 'person' AND r.seq = ?`,
    seq,
  );
  return row && individualOfRow(row);
}

type ListedRow = { seq: number; client: string; id: string | null; file: string; row: number };

function place({ client, id, file, row }: ListedRow) {
  return { client, file, row, ...(id === null ? {} : { id }) };
}

export function* heldRows(store: Store): Generator<HeldRow> {
  const rows = store.pages<ListedRow & { problems: string }>(
    `SELECT ${rowColumns}, r.problems FROM ${rowSource}
     WHERE r.outcome = 'held' AND r.seq > ? ORDER BY r.seq LIMIT ?`,
    (row) => row.seq,
  );
  for (const row of rows) yield { ...place(row), problems: JSON.parse(row.problems) as Problem[] };
}

export function* suppressedRows(store: Store): Generator<SuppressedRow> {
  const rows = store.pages<ListedRow & { reason: SuppressReason }>(
    `SELECT ${rowColumns}, r.reason FROM ${rowSource}
     WHERE r.outcome = 'suppressed' AND r.seq > ? ORDER BY r.seq LIMIT ?`,
    (row) => row.seq,
  );
  for (const row of rows) yield { ...place(row), reason: row.reason };
}
