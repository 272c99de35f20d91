import type { Individual } from "../people/index.ts";
import { type Problem, type ProblemCode, problem } from "../problem/index.ts";
import { type IndividualRow, individualOfRow, individualToJson } from "./individual-json.ts";
import type { MergeDuplicate } from "./merge-duplicate.ts";
import type { Store } from "./store.ts";

const placeOf = `SELECT c.id AS client, r.id, f.name AS file, r.row, i.json
  FROM intake_row r CROSS JOIN client c ON c.key = r.client CROSS JOIN input_file f ON f.key = r.file
  CROSS JOIN individual i ON i.seq = r.seq WHERE r.seq = ?`;

function individualRow(store: Store, seq: number): IndividualRow {
  const row = store.get<IndividualRow>(placeOf, seq);
  if (row === undefined) throw new Error(`row ${seq} of the intake has no individual`);
  return row;
}

/** Holds a row for these reasons, beside any that it had. */
function hold(store: Store, seq: number, reasons: readonly Problem[]): void {
  const before = store.get<{ problems: string | null }>("SELECT problems FROM intake_row WHERE seq = ?", seq);
  const problems = [...(JSON.parse(before?.problems ?? "[]") as Problem[]), ...reasons];
  store.run(
    "UPDATE intake_row SET outcome = 'held', problems = ? WHERE seq = ?",
    JSON.stringify(problems),
    seq,
  );
}

/** Holds the `person` of each row of a temporary table because of its `other`; drops the table. */
function holdPairs(store: Store, table: "id_holder" | "look_alike", code: ProblemCode): void {
  const pairs = store.pages<{ person: number; other: number }>(
    `SELECT person, other FROM temp.${table} WHERE person > ? ORDER BY person LIMIT ?`,
    (pair) => pair.person,
  );
  for (const { person, other } of pairs) {
    const { client, file, row } = individualRow(store, person);
    const { file: otherFile, row: otherRow } = individualRow(store, other);
    hold(store, person, [problem(code, { client, file, row }, { otherFile, otherRow })]);
  }
  store.execute(`DROP TABLE temp.${table}`);
}

/** All rows of a person merged into one individual, or what contradicts between them. */
function mergeAll(
  store: Store,
  merge: MergeDuplicate,
  seqs: readonly number[],
): Individual | readonly Problem[] {
  let merged: Individual | undefined;
  for (const seq of seqs) {
    const individual = individualOfRow(individualRow(store, seq));
    const result: ReturnType<MergeDuplicate> = merged === undefined ? individual : merge(merged, individual);
    if (isProblems(result)) return result;
    if ("severity" in result) return [result];
    merged = result;
  }
  return merged ?? [];
}

// Array.isArray does not tell a readonly array from an object.
function isProblems(result: ReturnType<MergeDuplicate>): result is readonly Problem[] {
  return Array.isArray(result);
}

/** Rows of one person: merged into the first, or all held if they contradict each other. */
function settlePerson(store: Store, merge: MergeDuplicate, seqs: readonly number[]): void {
  const [first, ...later] = seqs;
  if (first === undefined) return;
  const merged = mergeAll(store, merge, seqs);
  if ("id" in merged) {
    store.run("UPDATE individual SET json = ? WHERE seq = ?", individualToJson(merged), first);
    store.run(
      "UPDATE intake_row SET jurisdiction = ?, delivery = ? WHERE seq = ?",
      merged.jurisdiction,
      merged.delivery,
      first,
    );
    for (const seq of later)
      store.run("UPDATE intake_row SET outcome = 'duplicate', first = ? WHERE seq = ?", first, seq);
    return;
  }
  for (const seq of seqs) {
    const { client, file, row } = individualRow(store, seq);
    hold(
      store,
      seq,
      merged.map((p) => ({ ...p, where: { ...p.where, client, file, row } })),
    );
    store.run("UPDATE intake_row SET first = ? WHERE seq = ?", first, seq);
  }
}

function settleDuplicates(store: Store, merge: MergeDuplicate): void {
  store.execute(`CREATE TEMP TABLE same_person (place INTEGER PRIMARY KEY, first INTEGER NOT NULL, seq INTEGER NOT NULL);
    INSERT INTO temp.same_person (place, first, seq)
    SELECT row_number() OVER (ORDER BY first, seq) AS place, first, seq FROM (
      SELECT seq, min(seq) OVER person AS first, count(*) OVER person AS size FROM intake_row
      WHERE outcome = 'person' WINDOW person AS (PARTITION BY client, duplicate_key)) s
    WHERE size > 1`);
  const rows = store.pages<{ place: number; first: number; seq: number }>(
    "SELECT place, first, seq FROM temp.same_person WHERE place > ? ORDER BY place LIMIT ?",
    (row) => row.place,
  );
  let group: number[] = [];
  for (const { first, seq } of rows) {
    if (group.length > 0 && group[0] !== first) {
      settlePerson(store, merge, group);
      group = [];
    }
    group.push(seq);
  }
  settlePerson(store, merge, group);
  store.execute("DROP TABLE temp.same_person");
}

/** An id stands for one person of its client, duplicates' ids included; else all persons under it are held. */
function settleIds(store: Store): void {
  store.execute(`CREATE TEMP TABLE id_holder (person INTEGER PRIMARY KEY, other INTEGER);
    INSERT INTO temp.id_holder
    SELECT person, min(CASE WHEN person = one THEN another ELSE one END) FROM (
      SELECT coalesce(r.first, r.seq) AS person, u.one, u.another FROM (
        SELECT client, id, min(coalesce(first, seq)) AS one, max(coalesce(first, seq)) AS another
        FROM intake_row INDEXED BY intake_row_by_id WHERE duplicate_key IS NOT NULL
        GROUP BY client, id HAVING min(coalesce(first, seq)) <> max(coalesce(first, seq))) u
      CROSS JOIN intake_row r ON r.client = u.client AND r.id = u.id AND r.duplicate_key IS NOT NULL) h
    GROUP BY person`);
  holdPairs(store, "id_holder", "ledger/id-used-twice");
}

/** Of persons who may be one and the same, the later ones are held. */
function settleLookAlikes(store: Store): void {
  store.execute(`CREATE TEMP TABLE look_alike (person INTEGER PRIMARY KEY, other INTEGER);
    INSERT INTO temp.look_alike
    SELECT seq, earliest FROM (
      SELECT seq, min(seq) OVER (PARTITION BY client, possible_key) AS earliest FROM intake_row
      WHERE possible_key IS NOT NULL AND coalesce(first, seq) = seq) s
    WHERE seq > earliest`);
  holdPairs(store, "look_alike", "ledger/possible-duplicate");
}

/** Settles who is who among the rows taken in. Part of the intake's closing transaction. */
export function resolveDuplicates(store: Store, merge: MergeDuplicate): void {
  settleDuplicates(store, merge);
  settleIds(store);
  settleLookAlikes(store);
}
