import { describe, expect, test } from "vitest";
import { type Individual, mergeDuplicate } from "../../src/people/index.ts";
import { outcomeOf } from "./people-file.ts";

type Cells = Readonly<Record<string, string>>;

async function person(cells: Cells) {
  const outcome = await outcomeOf(cells);
  if (outcome.kind !== "person") throw new Error(`held: ${outcome.problems.map((p) => p.code).join(", ")}`);
  return outcome;
}

describe("the same person", () => {
  const same: readonly (readonly [string, Cells, Cells])[] = [
    ["another id", {}, { id: "P-9" }],
    ["case and accents", { firstName: "José" }, { firstName: "JOSE", id: "P-9" }],
    [
      "street written long and short",
      { address1: "12 North Main Street, Apt. 4" },
      { address1: "12 N MAIN ST", address2: "APT 4", id: "P-9" },
    ],
    ["ZIP with and without +4", { zip: "78701-1234" }, { zip: "78701", id: "P-9" }],
    [
      "suffix in its own column or not",
      { lastName: "Lopez", suffix: "Junior" },
      { lastName: "Lopez Jr.", id: "P-9" },
    ],
    ["parts or a whole name", {}, { fullName: "Maria Lopez", id: "P-9" }],
    ["a form of address", { prefix: "Dr." }, { id: "P-9" }],
    ["other data elements", { dataElements: "ssn" }, { dataElements: "dob", id: "P-9" }],
    ["an apostrophe", { lastName: "O'Brien" }, { lastName: "O’Brien", id: "P-9" }],
    ["no birth date, but the same id", { dateOfBirth: "" }, { dateOfBirth: "" }],
  ];
  test.each(same)("%s", async (_label, one, other) => {
    expect((await person(one)).duplicateKey).toBe((await person(other)).duplicateKey);
  });
});

describe("never a household", () => {
  const different: readonly (readonly [string, Cells, Cells])[] = [
    ["father and son: suffix", { suffix: "Sr." }, { suffix: "Jr.", id: "P-9" }],
    ["father and son: only one has a suffix", {}, { suffix: "Jr.", id: "P-9" }],
    ["father and son: birth date", {}, { dateOfBirth: "1955-01-01", id: "P-9" }],
    ["one of them has no birth date", {}, { dateOfBirth: "", id: "P-9" }],
    ["neither has a birth date", { dateOfBirth: "" }, { dateOfBirth: "", id: "P-9" }],
    [
      "neither has an address",
      { address1: "", city: "", zip: "" },
      { address1: "", city: "", zip: "", id: "P-9" },
    ],
    ["twins: first name", {}, { firstName: "Mario", id: "P-9" }],
    ["another address", {}, { address1: "14 Main St", id: "P-9" }],
    ["another apartment", { address2: "Apt 1" }, { address2: "Apt 11", id: "P-9" }],
    ["somebody checked", {}, { confirmedDistinct: "yes", id: "P-9" }],
    [
      "a given name that is also a form of address",
      { firstName: "Hon Wai", lastName: "Lee" },
      { firstName: "Wai", lastName: "Lee", id: "P-9" },
    ],
  ];
  test.each(different)("%s", async (_label, one, other) => {
    expect((await person(one)).duplicateKey).not.toBe((await person(other)).duplicateKey);
  });

  test.each([
    ["another address may be a move", {}, { address1: "14 Main St", id: "P-9" }, true],
    ["neither has a birth date, same address", { dateOfBirth: "" }, { dateOfBirth: "", id: "P-9" }, true],
    [
      "neither has a birth date, another address",
      { dateOfBirth: "" },
      { dateOfBirth: "", address1: "9 Elm", id: "P-9" },
      false,
    ],
    ["another birth date", {}, { dateOfBirth: "1955-01-01", id: "P-9" }, false],
    ["somebody checked", {}, { address1: "14 Main St", confirmedDistinct: "yes", id: "P-9" }, false],
  ])("may be the same: %s", async (_label, one, other, maybe) => {
    expect((await person(one)).possibleDuplicateKey === (await person(other)).possibleDuplicateKey).toBe(
      maybe,
    );
  });
});

describe("merging", () => {
  const merged = async (one: Cells, other: Cells) =>
    mergeDuplicate((await person(one)).individual, (await person(other)).individual);

  test("the union of data elements, worst first; the first row stays", async () => {
    const result = await merged(
      { dataElements: "dob;medicalInformation" },
      { dataElements: "ssn;dob", id: "P-9" },
    );
    expect(result).toMatchObject({
      kind: "merged",
      individual: {
        id: "P-1",
        dataElements: ["ssn", "medicalInformation", "dateOfBirth"],
        source: { row: 2 },
      },
    });
  });

  test("the newer consent to e-mail is kept", async () => {
    const result = await merged(
      { email: "old@example.org", emailConsent: "2024-01-01" },
      { email: "new@example.org", emailConsent: "2025-01-01" },
    );
    expect(result).toMatchObject({ individual: { email: { address: "new@example.org" } } });
  });

  test("what only the second row knows is taken over", async () => {
    const minor = { status: "minor", dateOfBirth: "2015-01-01" };
    const result = await merged(minor, { ...minor, representative: "Ana Lopez", careOf: "Harbor House" });
    expect(result).toMatchObject({
      individual: { recipient: { name: "Ana Lopez" }, careOf: "Harbor House" },
    });
  });

  const minor = { status: "minor", dateOfBirth: "2008-02-11" };
  const conflicts: readonly (readonly [string, Cells, Cells, string])[] = [
    ["adult and deceased", {}, { status: "deceased", dateOfDeath: "2025-01-01" }, "status, recipient"],
    [
      "two guardians",
      { ...minor, representative: "Ana" },
      { ...minor, representative: "Eva" },
      "representative",
    ],
    ["two languages", {}, { language: "es" }, "language"],
    ["two care-ofs", { careOf: "Harbor House" }, { careOf: "Oak House" }, "careOf"],
    ["two states", {}, { state: "CA", zip: "90001" }, "state, address"],
  ];
  test.each(conflicts)("%s contradict", async (_label, one, other, columns) => {
    const result = await merged(one, other);
    expect(result).toMatchObject({
      kind: "conflict",
      problem: {
        code: "people/duplicate-contradicts",
        severity: "holds",
        where: { row: 2 },
        facts: { columns, otherRow: 2 },
      },
    });
  });

  test("merging with itself changes nothing", async () => {
    const { individual } = await person({
      email: "a@example.org",
      emailConsent: "2025-01-01",
      dataElements: "ssn;dob",
    });
    expect(mergeDuplicate(individual, individual)).toEqual({ kind: "merged", individual });
  });

  test("the two clients of one person are never one", async () => {
    const { individual } = await person({});
    const other: Individual = { ...individual, client: "bay" };
    expect(mergeDuplicate(individual, other).kind).toBe("conflict");
  });
});
