import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ledger, rowPacker } from "../../src/ledger/index.ts";
import type { RowOutcome } from "../../src/people/index.ts";
import { problem } from "../../src/problem/index.ts";
import { heldRow, merge, person, type Sketch, suppressedRow, takeIn } from "./fiction.ts";
import { inMemory } from "./open-ledger.ts";

/** Each row of a list as one word: what became of it, and why. */
function fate(rows: readonly RowOutcome[]): Readonly<Record<number, string>> {
  const ledger = inMemory();
  takeIn(ledger, "h", rows);
  const fates: Record<number, string> = {};
  for (const { individual } of ledger.intake.people())
    fates[individual.source.row] = `person ${individual.dataElements.join("+")}`;
  for (const { row, firstRow } of ledger.intake.duplicates()) fates[row] = `duplicate of ${firstRow}`;
  for (const { row, problems } of ledger.intake.held())
    fates[row] = `held ${problems.map((p) => p.code).join(", ")}`;
  for (const { row, reason } of ledger.intake.suppressed()) fates[row] = `suppressed ${reason}`;
  return fates;
}

const contradiction = "held people/column-unknown";
const reused = "held ledger/id-used-twice";
const maybe = "held ledger/possible-duplicate";

describe("who is who", () => {
  test.each<[string, Sketch[], Record<number, string>]>([
    ["different people stay different", [{ row: 2 }, { row: 3 }], { 2: "person ssn", 3: "person ssn" }],
    [
      "the same person twice is one person with the elements of both",
      [
        { row: 2, id: "X", name: "Ann", street: "1 ELM ST" },
        { row: 3, id: "X", name: "Ann", street: "1 ELM ST", elements: ["passport"] },
      ],
      { 2: "person ssn+passport", 3: "duplicate of 2" },
    ],
    [
      "three times, under three ids",
      [
        { row: 2, id: "X", name: "Ann", street: "1 ELM ST" },
        { row: 3, id: "Y", name: "Ann", street: "1 ELM ST", elements: ["passport"] },
        { row: 4, id: "Z", name: "Ann", street: "1 ELM ST", elements: ["biometric"] },
      ],
      { 2: "person ssn+passport+biometric", 3: "duplicate of 2", 4: "duplicate of 2" },
    ],
    [
      "rows of one person that contradict each other are all held",
      [
        { row: 2, id: "X", name: "Ann", street: "1 ELM ST" },
        { row: 3, id: "X", name: "Ann", street: "1 ELM ST" },
        { row: 4, id: "X", name: "Ann", street: "1 ELM ST", delivery: "substitute" },
        { row: 5 },
      ],
      { 2: contradiction, 3: contradiction, 4: contradiction, 5: "person ssn" },
    ],
    [
      "two persons under one id are both held",
      [{ row: 2, id: "X" }, { row: 3, id: "X" }, { row: 4 }],
      { 2: reused, 3: reused, 4: "person ssn" },
    ],
    [
      "three persons under one id are all held",
      [
        { row: 2, id: "X" },
        { row: 3, id: "X" },
        { row: 4, id: "X" },
      ],
      { 2: reused, 3: reused, 4: reused },
    ],
    [
      "the id of a duplicate counts as its person's",
      [
        { row: 2, id: "X", name: "Ann", street: "1 ELM ST" },
        { row: 3, id: "Y", name: "Ann", street: "1 ELM ST" },
        { row: 4, id: "Y", name: "Bob" },
      ],
      { 2: reused, 3: "duplicate of 2", 4: reused },
    ],
    [
      "of two who may be one, the later is held",
      [
        { row: 2, name: "Ann", street: "1 ELM ST" },
        { row: 3, name: "Ann", street: "9 OAK ST" },
      ],
      { 2: "person ssn", 3: maybe },
    ],
    [
      "a duplicate of a look-alike is a duplicate, and the look-alike is held",
      [
        { row: 2, name: "Ann", street: "1 ELM ST" },
        { row: 3, id: "X", name: "Ann", street: "9 OAK ST" },
        { row: 4, id: "X", name: "Ann", street: "9 OAK ST" },
      ],
      { 2: "person ssn", 3: maybe, 4: "duplicate of 3" },
    ],
    [
      "one can be held for two reasons",
      [
        { row: 2, id: "X", name: "Ann", street: "1 ELM ST" },
        { row: 3, id: "X", name: "Ann", street: "9 OAK ST" },
      ],
      { 2: reused, 3: `${reused}, ledger/possible-duplicate` },
    ],
  ])("%s", (_, sketches, fates) => {
    expect(fate(sketches.map(person))).toEqual(fates);
  });

  test("rows that the reader held or suppressed stay what they are, whatever their id", () => {
    expect(fate([person({ row: 2, id: "X" }), heldRow(3, "X"), suppressedRow(4)])).toEqual({
      2: "person ssn",
      3: contradiction,
      4: "suppressed optOut",
    });
  });

  test("the same name, address and id at two clients are two people", () => {
    const ledger = inMemory();
    ledger.intake.begin("h");
    for (const client of ["a", "b"])
      ledger.intake.add(client, "people.csv", [person({ row: 2, client, id: "X", name: "Ann" })]);
    ledger.intake.finish(merge);
    expect(ledger.intake.totals()).toMatchObject({ rows: 2, people: 2 });
    expect([...ledger.intake.people("b")].map(({ individual }) => individual.client)).toEqual(["b"]);
  });

  test("a held duplicate names the place of its row, not of the other", () => {
    const ledger = inMemory();
    takeIn(ledger, "h", [
      person({ row: 2, id: "X", name: "Ann", street: "1 ELM ST" }),
      person({ row: 7, id: "X", name: "Ann", street: "1 ELM ST", delivery: "substitute" }),
    ]);
    expect([...ledger.intake.held()].map(({ problems }) => problems[0]?.where.row)).toEqual([2, 7]);
  });

  test("a single problem is a contradiction as well as a list of them", () => {
    const ledger = inMemory();
    ledger.intake.begin("h");
    ledger.intake.add("a", "people.csv", [
      person({ row: 2, name: "Ann", street: "1" }),
      person({ row: 3, name: "Ann", street: "1" }),
    ]);
    ledger.intake.finish(() => problem("people/column-unknown", {}));
    expect(ledger.intake.totals()).toMatchObject({ rows: 2, held: 2 });
  });
});

describe("accounts", () => {
  const rows = [
    person({ row: 2, name: "Ann", street: "1 ELM ST" }),
    person({ row: 3, name: "Ann", street: "1 ELM ST" }),
    person({ row: 4, state: "TX", delivery: "substitute" }),
    heldRow(5),
    suppressedRow(6),
  ];

  test("totals by client, delivery and jurisdiction", () => {
    const ledger = inMemory();
    takeIn(ledger, "h", rows);
    const totals = ledger.intake.totals();
    expect(totals).toMatchObject({ rows: 5, people: 2, duplicates: 1, held: 1, suppressed: 1 });
    expect(totals.byDelivery).toEqual({ mail: 1, substitute: 1 });
    expect(totals.byClient.get("a")).toEqual({ rows: 5, people: 2, duplicates: 1, held: 1, suppressed: 1 });
    // A held and a suppressed person are residents of their state all the same.
    expect(Object.fromEntries(totals.residents.get("a") ?? [])).toEqual({
      "US-CA": 1,
      "US-TX": 2,
      "US-NV": 1,
    });
    expect(Object.fromEntries(totals.peopleByJurisdiction.get("a") ?? [])).toEqual({
      "US-CA": 1,
      "US-TX": 1,
    });
  });

  test.each([
    ["as many as the reader counted", 5, true],
    ["one less than the reader counted", 6, false],
    ["one more than the reader counted", 4, false],
  ])("a file with %s", (_, rowsRead, ties) => {
    const ledger = inMemory();
    ledger.intake.begin("h");
    ledger.intake.add("a", "people.csv", rows);
    ledger.intake.fileRead("a", "people.csv", rowsRead);
    ledger.intake.finish(merge);
    expect(ledger.intake.accounts()).toEqual([
      {
        client: "a",
        file: "people.csv",
        rows: 5,
        people: 2,
        duplicates: 1,
        held: 1,
        suppressed: 1,
        rowsRead,
        ties,
      },
    ]);
  });

  test("an empty file has an account too", () => {
    const ledger = inMemory();
    takeIn(ledger, "h", []);
    expect(ledger.intake.accounts()).toMatchObject([{ rows: 0, ties: true }]);
  });

  test("a row can have one outcome only", () => {
    const ledger = inMemory();
    ledger.intake.begin("h");
    ledger.intake.add("a", "people.csv", [person({ row: 2 })]);
    expect(() => ledger.intake.add("a", "people.csv", [person({ row: 3 }), heldRow(2)])).toThrow(/unique/i);
    ledger.intake.finish(merge);
    expect(ledger.intake.totals()).toMatchObject({ rows: 1, people: 1 });
  });

  test("individuals come back as they went in, field by field", () => {
    const ledger = inMemory();
    const { individual } = person({ row: 2, name: "Zoë Nguyễn-O’Hara", delivery: "emailOnly" });
    takeIn(ledger, "h", [{ ...person({ row: 2, name: "Zoë Nguyễn-O’Hara" }), individual }]);
    expect([...ledger.intake.people()]).toEqual([{ seq: 1, individual }]);
  });

  test("more people than a page come all, once and in order", () => {
    const ledger = inMemory();
    takeIn(
      ledger,
      "h",
      Array.from({ length: 2500 }, (_, index) => person({ row: index + 2 })),
    );
    expect([...ledger.intake.people()].map(({ individual }) => individual.source.row)).toEqual(
      Array.from({ length: 2500 }, (_, index) => index + 2),
    );
  });
});

describe("one intake at a time", () => {
  test("the same inputs again: nothing to do", () => {
    const ledger = inMemory();
    takeIn(ledger, "h", [person({ row: 2 })]);
    expect(ledger.intake.isDone("h")).toBe(true);
    expect(ledger.intake.begin("h")).toBe("done");
    expect(ledger.intake.totals().rows).toBe(1);
  });

  test("other inputs replace them", () => {
    const ledger = inMemory();
    takeIn(ledger, "h", [person({ row: 2 }), person({ row: 3 })]);
    takeIn(ledger, "other", [person({ row: 2 })]);
    expect(ledger.intake.isDone("h")).toBe(false);
    expect(ledger.intake.totals().rows).toBe(1);
  });

  test("an intake that stopped half way starts over", () => {
    const ledger = inMemory();
    ledger.intake.begin("h");
    ledger.intake.add("a", "people.csv", [person({ row: 2 }), person({ row: 3 })]);
    expect(ledger.intake.isDone("h")).toBe(false);
    takeIn(ledger, "h", [person({ row: 2 })]);
    expect(ledger.intake.totals().rows).toBe(1);
  });

  test("rows outside an intake are a bug", () => {
    const ledger = inMemory();
    expect(() => ledger.intake.add("a", "people.csv", [person({ row: 2 })])).toThrow(/not begun/);
    takeIn(ledger, "h", []);
    expect(() => ledger.intake.add("a", "people.csv", [person({ row: 2 })])).toThrow(/not begun/);
    expect(() => ledger.intake.finish(merge)).toThrow(/not begun/);
  });

  test("a person of another client is a bug", () => {
    const ledger = inMemory();
    ledger.intake.begin("h");
    expect(() => ledger.intake.add("b", "people.csv", [person({ row: 2 })])).toThrow(/another client/);
  });

  test("packed rows are those that were packed, in several packs too", () => {
    const rows: RowOutcome[] = [
      { ...person({ row: 2, name: "Ann \u001f Łukasz 王 😀", id: "" }), problems: [] },
      heldRow(3, "X"),
      heldRow(4),
      { ...person({ row: 5 }), problems: [problem("people/zip-zeros-restored", { row: 5 })] },
      suppressedRow(7),
      person({ row: 8, elements: [] }),
    ];
    const read = (add: (ledger: Ledger) => void) => {
      const ledger = inMemory();
      ledger.intake.begin("h");
      add(ledger);
      ledger.intake.finish(merge);
      const { people, held, suppressed, totals } = {
        people: [...ledger.intake.people()],
        held: [...ledger.intake.held()],
        suppressed: [...ledger.intake.suppressed()],
        totals: ledger.intake.totals(),
      };
      return { people, held, suppressed, totals };
    };
    const added = read((ledger) => ledger.intake.add("a", "people.csv", rows));
    const packer = rowPacker("a");
    const packOf = (...parts: (typeof rows)[]) => {
      for (const part of parts) packer.add(part);
      return packer.take();
    };
    const packed = read((ledger) =>
      ledger.intake.addPacked("a", "people.csv", [
        packOf(rows.slice(0, 3)),
        packOf([]),
        packOf(rows.slice(3, 4), rows.slice(4)),
      ]),
    );
    expect(packed).toEqual(added);
    expect(added.people.map(({ individual }) => individual.source.row)).toEqual([2, 5, 8]);
    expect(() => rowPacker("b").add(rows)).toThrow(/another client/);
  });
});

const anyRow = fc.record({
  kind: fc.constantFrom("person", "person", "person", "person", "held", "suppressed"),
  client: fc.constantFrom("a", "b"),
  id: fc.integer({ min: 0, max: 12 }).map((n) => `P-${n}`),
  name: fc.constantFrom("Ann", "Bob", "Cid", "Dee", "Eve"),
  street: fc.constantFrom("1 ELM ST", "2 OAK ST", "3 ASH ST"),
  delivery: fc.constantFrom("mail" as const, "mail" as const, "mail" as const, "substitute" as const),
});

describe("any list at all", () => {
  test("every row has exactly one outcome, ids stand for one person, and order of batches does not matter", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (drawn, batch) => {
        const rows = drawn.map(({ kind, client, ...sketch }, index) => ({
          client,
          outcome:
            kind === "person"
              ? person({ row: index + 2, client, ...sketch })
              : kind === "held"
                ? heldRow(index + 2, sketch.id)
                : suppressedRow(index + 2),
        }));
        const run = (size: number) => {
          const ledger = inMemory();
          ledger.intake.begin("h");
          for (const client of ["a", "b"]) {
            const own = rows.filter((row) => row.client === client).map(({ outcome }) => outcome);
            for (let at = 0; at < own.length; at += size)
              ledger.intake.add(client, "people.csv", own.slice(at, at + size));
          }
          ledger.intake.finish(merge);
          return {
            totals: ledger.intake.totals(),
            people: [...ledger.intake.people()],
            listed: [
              ...[...ledger.intake.people()].map(({ individual: i }) => `${i.client} ${i.source.row}`),
              ...[...ledger.intake.duplicates()].map((r) => `${r.client} ${r.row}`),
              ...[...ledger.intake.held()].map((r) => `${r.client} ${r.row}`),
              ...[...ledger.intake.suppressed()].map((r) => `${r.client} ${r.row}`),
            ],
          };
        };
        const { totals, people, listed } = run(batch);
        expect(listed.sort()).toEqual(rows.map(({ client }, index) => `${client} ${index + 2}`).sort());
        expect(totals.people + totals.duplicates + totals.held + totals.suppressed).toBe(rows.length);
        expect(totals.rows).toBe(rows.length);
        const ids = people.map(({ individual }) => `${individual.client} ${individual.id}`);
        expect(new Set(ids).size).toBe(ids.length);
        // Nobody who is to be told is the same person as another, nor may be.
        const names = people.map(({ individual }) => `${individual.client} ${individual.name.full}`);
        expect(new Set(names).size).toBe(names.length);
        expect(run(1000).people).toEqual(people);
      }),
      { numRuns: 60 },
    );
  });
});
