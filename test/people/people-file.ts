import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { day } from "../../src/calendar/index.ts";
import { type Client, clientSchema, type InputFile } from "../../src/incident/index.ts";
import { type CanPrint, type PeopleOutcome, type RowOutcome, readPeople } from "../../src/people/index.ts";

/** The mailing day of all cases here. */
const asOf = day("2026-02-10");

/** Fonts that print Latin letters and common signs, and nothing else. */
const latinOnly: CanPrint = (text) =>
  [...text]
    .filter((c) => !/[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(c))
    .map((c) => c.codePointAt(0) ?? 0);

export function clientWith(more: Record<string, unknown> = {}): Client {
  return clientSchema.parse({
    format: 1,
    id: "harbor",
    name: "Harbor Clinic",
    kind: "coveredEntity",
    languages: ["en", "es"],
    ...more,
  });
}

const dir = mkdtempSync(join(tmpdir(), "people-"));
let count = 0;

/** Writes a file and names it as one of the incident folder. */
export function fileOf(content: string | Uint8Array, name = "people.csv"): InputFile {
  const path = join(dir, `${count++}-${name}`);
  writeFileSync(path, content);
  return inputFileAt(path, `clients/harbor/${name}`);
}

export function inputFileAt(path: string, name: string): InputFile {
  return { name, path, bytes: statSync(path).size };
}

export async function outcomesOf(file: InputFile, client = clientWith()): Promise<readonly PeopleOutcome[]> {
  const all: PeopleOutcome[] = [];
  for await (const outcome of readPeople(client, file, asOf, latinOnly)) all.push(outcome);
  return all;
}

/** A row that is right in every way, to be spoilt in one. */
export const goodRow = {
  id: "P-1",
  firstName: "Maria",
  middleName: "",
  lastName: "Lopez",
  address1: "12 Main St",
  city: "Austin",
  state: "TX",
  zip: "78701",
  dateOfBirth: "1980-04-02",
  status: "adult",
  dataElements: "ssn",
};

/** The outcome of the one row that differs from a good one in these cells. */
export async function outcomeOf(
  cells: Readonly<Record<string, string>>,
  client = clientWith(),
): Promise<RowOutcome> {
  const row: Record<string, string> = { ...goodRow, ...cells };
  const [outcome] = (await outcomesOf(fileOf(csv(Object.keys(row), [Object.values(row)])), client)).filter(
    (one) => one.kind !== "file",
  );
  if (outcome === undefined) throw new Error("the row gave no outcome");
  return outcome;
}

export function csv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  return [header, ...rows].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

export function codesOf(outcomes: readonly PeopleOutcome[]): readonly string[] {
  return [...new Set(outcomes.flatMap((outcome) => outcome.problems.map((p) => p.code)))].sort();
}
