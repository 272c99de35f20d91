import fc from "fast-check";
import { expect, test } from "vitest";
import {
  annotationColumns,
  type PeopleOutcome,
  personColumnNames,
  type RowOutcome,
  writeAnnotatedCopy,
} from "../../src/people/index.ts";
import { clientWith, csv, fileOf, goodRow, inputFileAt, outcomesOf } from "./people-file.ts";

const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "",
    " ",
    '"',
    '""',
    ",",
    "\r\n",
    "\n",
    "=1+1",
    "'=1",
    "{{code}}",
    "\u202e",
    "\ufeff",
    "\0",
    "é",
    "王",
    "constructor",
    "__proto__",
  ),
  fc.constantFrom(
    "adult",
    "minor",
    "deceased",
    "2015-01-01",
    "1980-04-02",
    "42000",
    "TX",
    "78701",
    "2139",
    "ssn;dob",
    "yes",
    "es",
  ),
);
const table = fc.uniqueArray(fc.constantFrom(...personColumnNames), { minLength: 8 }).chain((more) => {
  const columns = [...new Set([...Object.keys(goodRow), ...more])];
  const row = fc.tuple(...columns.map((name) => fc.oneof(nasty, fc.constant(goodRow[name as "id"] ?? ""))));
  return fc.tuple(fc.constant(columns), fc.array(row, { maxLength: 6 }));
});

const dataRows = (rows: readonly (readonly string[])[]) =>
  rows.filter((cells) => cells.some((cell) => cell.trim() !== "")).length;
const isRow = (outcome: PeopleOutcome): outcome is RowOutcome => outcome.kind !== "file";

test("any cells whatever: every data row gives exactly one outcome, in order, twice the same", async () => {
  await fc.assert(
    fc.asyncProperty(table, async ([columns, rows]) => {
      const file = fileOf(csv(columns, rows));
      const outcomes = await outcomesOf(file);
      const given = outcomes.filter(isRow);
      expect(given).toHaveLength(dataRows(rows));
      const numbers = given.map((outcome) => outcome.row);
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      for (const outcome of outcomes) {
        const severities = outcome.problems.map((p) => p.severity);
        if (outcome.kind === "held") expect(severities).toContain("holds");
        else if (outcome.kind !== "file")
          expect(new Set([...severities, "warns"])).toEqual(new Set(["warns"]));
      }
      expect(await outcomesOf(file)).toEqual(outcomes);
    }),
    { numRuns: 150 },
  );
});

test("any bytes whatever are read or named, never thrown", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, withHeader) => {
      const header = Buffer.from(`${Object.keys(goodRow).join(",")}\r\n`);
      const outcomes = await outcomesOf(fileOf(withHeader ? Buffer.concat([header, bytes]) : bytes));
      expect(outcomes.length).toBeGreaterThan(0);
    }),
    { numRuns: 150 },
  );
});

test("who is written to was never misread: a person's cells are sound, dated and addressed", async () => {
  await fc.assert(
    fc.asyncProperty(table, async ([columns, rows]) => {
      for (const outcome of await outcomesOf(fileOf(csv(columns, rows)))) {
        if (outcome.kind !== "person") continue;
        const { individual } = outcome;
        expect(individual.name.full).not.toMatch(/[\p{Cc}\p{Cf}\ufffd]/u);
        expect(individual.id).not.toBe("");
        if (individual.status === "minor") expect(individual.dateOfBirth).toBeDefined();
        if (individual.status === "deceased") {
          expect(
            individual.dateOfDeath ?? ("name" in individual.recipient && individual.recipient.name),
          ).toBeTruthy();
        }
        if (individual.delivery === "mail") expect(individual.address.lines.length).toBeGreaterThan(0);
        if (individual.email !== undefined) expect(individual.email.address).not.toMatch(/[\s,;<>]/);
      }
    }),
    { numRuns: 100 },
  );
});

test("an annotated copy keeps every row, and reads as the original does", async () => {
  await fc.assert(
    fc.asyncProperty(table, async ([columns, rows]) => {
      const file = fileOf(csv(columns, rows));
      const before = await outcomesOf(file);
      const notes = before.filter(isRow);
      const target = `${file.path}.copy.csv`;
      const { annotated } = await writeAnnotatedCopy(file, notes, target);
      expect(annotated).toBe(notes.filter((note) => note.problems.length > 0).length);
      expect(await outcomesOf(inputFileAt(target, file.name), clientWith())).toEqual(before);
      expect(annotationColumns).toHaveLength(2);
    }),
    { numRuns: 80 },
  );
});
