import { describe, expect, test } from "vitest";
import { personColumnNames, personColumns } from "../../src/people/index.ts";
import { clientWith, codesOf, csv, fileOf, goodRow, outcomesOf } from "./people-file.ts";

const cells = Object.values(goodRow);
const header = Object.keys(goodRow);
const read = (headers: readonly string[], row: readonly string[], columns: Record<string, string> = {}) =>
  outcomesOf(fileOf(csv(headers, [row])), clientWith({ people: { columns } }));
const renamed = (from: string, to: string) => header.map((name) => (name === from ? to : name));

test("no header is known for two columns", () => {
  const keys = personColumnNames.flatMap((name) =>
    [name, ...personColumns[name].aliases].map((alias) => alias.toLowerCase()),
  );
  expect(new Set(keys).size).toBe(keys.length);
});

describe("known headers", () => {
  test.each([
    ["dateOfBirth", "Date of Birth"],
    ["dateOfBirth", "DATE_OF_BIRTH"],
    ["dateOfBirth", "dob"],
    ["firstName", " First Name "],
    ["zip", "ZIP Code"],
    ["address1", "Address Line 1"],
    ["dataElements", "Data-Elements"],
  ])("%s is known as “%s”", async (name, alias) => {
    const outcomes = await read(renamed(name, alias), cells);
    expect(codesOf(outcomes)).toEqual([]);
    expect(outcomes).toMatchObject([{ kind: "person" }]);
  });
});

describe("mapping", () => {
  test("the client's own headers", async () => {
    const outcomes = await read(renamed("zip", "PLZ"), cells, { PLZ: "zip" });
    expect(outcomes).toMatchObject([{ kind: "person", individual: { address: { zip: "78701" } } }]);
  });

  test("a mapping wins over a known header", async () => {
    const outcomes = await read([...renamed("lastName", "Surname Now"), "lastName"], [...cells, "Old"], {
      "surname now": "lastName",
      lastName: "ignore",
    });
    expect(codesOf(outcomes)).toEqual([]);
    expect(outcomes).toMatchObject([{ individual: { name: { last: "Lopez" } } }]);
  });

  test.each([
    ["two columns for one field", [...header, "DOB"], {}, "people/column-twice"],
    ["a mapped and a known one", [...header, "Born"], { Born: "dateOfBirth" }, "people/column-twice"],
    [
      "one header twice, mapped",
      [...header.slice(0, -1), "dataElements", "Dx", "Dx"],
      { Dx: "careOf" },
      "people/column-twice",
    ],
    ["an unknown field", [...header, "Fax"], { Fax: "faxNumber" }, "people/column-mapped-to-unknown"],
    [
      "a field every object has",
      [...header, "Fax"],
      { Fax: "constructor" },
      "people/column-mapped-to-unknown",
    ],
  ])("%s stops", async (_label, headers, mapping, code) => {
    const row = headers.map((_, index) => cells[index] ?? "");
    const outcomes = await read(headers, row, mapping as unknown as Record<string, string>);
    expect(outcomes.every((outcome) => outcome.kind === "file")).toBe(true);
    expect(codesOf(outcomes)).toContain(code);
  });

  test("a mapped column that is not there is told", async () => {
    expect(codesOf(await read(header, cells, { Fax: "careOf" }))).toEqual([
      "people/column-mapped-but-missing",
    ]);
  });

  test("a column to be ignored is not told of", async () => {
    expect(codesOf(await read([...header, "Fax"], [...cells, "1"], { Fax: "ignore" }))).toEqual([]);
  });
});

describe("columns that are missing", () => {
  test.each(["id", "address1", "city", "state", "zip", "dataElements"])("%s stops", async (name) => {
    const outcomes = await read(renamed(name, "something else"), cells);
    expect(outcomes.every((outcome) => outcome.kind === "file")).toBe(true);
    expect(codesOf(outcomes)).toContain("people/column-missing");
  });

  test("status is told of, and people are adults", async () => {
    const outcomes = await read(renamed("status", "something else"), cells);
    expect(codesOf(outcomes)).toEqual(["people/column-status-missing", "people/column-unknown"]);
    expect(outcomes.at(-1)).toMatchObject({ kind: "person", individual: { status: "adult" } });
  });
});

test("a column without a header is told by its number, one at the right edge is not there", async () => {
  const outcomes = await read([...header, "", "careOf", ""], [...cells, "x", "", ""]);
  expect(outcomes).toMatchObject([
    { kind: "file", problems: [{ code: "people/column-without-header", where: { column: "number 12" } }] },
    { kind: "person" },
  ]);
  expect(outcomes[0]?.problems).toHaveLength(1);
});

test("an unknown column is not guessed into a field", async () => {
  const outcomes = await read([...header, "City of birth"], [...cells, "Laredo"]);
  expect(outcomes).toMatchObject([
    {
      kind: "file",
      problems: [{ code: "people/column-unknown", where: { column: "City of birth", row: 1 } }],
    },
    { kind: "person", individual: { address: { city: "AUSTIN" } } },
  ]);
});

test("a list without a header does not tell its first person", async () => {
  const outcomes = await outcomesOf(fileOf(csv(cells, [cells])));
  expect(codesOf(outcomes)).toEqual(["people/header-missing"]);
  expect(JSON.stringify(outcomes)).not.toMatch(/Maria|Lopez|Main St/);
});
