import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import type { Duty } from "../../src/law/index.ts";
import { dutyReasons, dutySummary, dutyTable, vendorTotalsText, wrapped } from "../../src/report/index.ts";
import { duty } from "./example.ts";

const undated: Partial<Duty> = { due: null, target: null, practicalDay: null };
const due = (on: string): Partial<Duty> => ({ due: day(on), target: day(on), practicalDay: day(on) });
const withChanges = (...changes: readonly Partial<Duty>[]) =>
  changes.map((change, index) => ({ ...duty, id: `a/US-CA/p${index}`, name: `n${index}`, ...change }));

/** The cells of one column. */
function column(duties: readonly Duty[], title: string, on?: string): readonly string[] {
  const { header, rows } = dutyTable(duties, on === undefined ? undefined : day(on));
  return rows.map(({ cells }) => cells[header.indexOf(title)] ?? "no such column");
}

describe("the order is that of urgency", () => {
  test("without a day first, then by day over all clients, then by client and law", () => {
    const duties = withChanges(
      { ...due("2026-03-01"), client: "b" },
      { ...due("2026-03-01"), client: "a", jurisdiction: "US-TX" },
      { ...due("2026-03-01"), client: "a", jurisdiction: "US-CA" },
      { ...due("2026-02-01"), client: "z" },
      { ...undated, dueKind: "withoutUnreasonableDelay", client: "y" },
    );
    expect(column(duties, "whom")).toEqual(["n4", "n3", "n2", "n1", "n0"]);
  });

  test("what is not owed is not in the table", () => {
    const duties = withChanges({ status: "notOwed" }, { status: "deemed" }, {}, { status: "question" });
    expect(column(duties, "status")).toEqual(["deemed met", "owed", "QUESTION"]);
  });
});

describe("columns", () => {
  const titles = (duties: readonly Duty[], on?: string) =>
    dutyTable(duties, on === undefined ? undefined : day(on)).header;

  test.each<[string, Partial<Duty>[], string | undefined, readonly string[]]>([
    ["as few as will do", [{}], undefined, ["due", "status", "law", "whom", "count", "citation"]],
    [
      "days left on a day",
      [{}],
      "2026-02-01",
      ["due", "days left", "status", "law", "whom", "count", "citation"],
    ],
    [
      "the client where there are several",
      [{}, { client: "b" }],
      undefined,
      ["due", "status", "client", "law", "whom", "count", "citation"],
    ],
    [
      "the day to aim at, the last mailing day and the end of a hold where one differs",
      [{ target: day("2026-02-15"), practicalDay: day("2026-02-24"), notBefore: day("2026-02-05") }],
      undefined,
      ["due", "aim at", "mail by", "not before", "status", "law", "whom", "count", "citation"],
    ],
  ])("%s", (_, changes, on, wanted) => expect(titles(withChanges(...changes), on)).toEqual(wanted));

  test("a day to aim at stands only where it is not the last day", () => {
    expect(column(withChanges({ target: day("2026-02-15") }, {}), "aim at")).toEqual(["2026-02-15", ""]);
  });

  test.each<[string, Partial<Duty>, string]>([
    ["a day", {}, "2026-02-25"],
    ["none named", { ...undated, dueKind: "withoutUnreasonableDelay" }, "without delay"],
    ["with another duty", { ...undated, dueKind: "contemporaneously" }, "same time"],
    ["nothing due", { ...undated, status: "deemed", dueKind: "none" }, "–"],
  ])("due: %s", (_, change, wanted) => expect(column(withChanges(change), "due")).toEqual([wanted]));

  test.each([
    ["everything fits", 200, "citation", "A very long name of an office of the State"],
    ["the citations go first", 80, "count", "A very long name of an office of the State"],
    ["then the ends of long names", 60, "count", "A very long name of an of…"],
    ["but names stay names", 10, "count", "A very long name of an…"],
  ])("in less room: %s", (_, width, last, name) => {
    const duties = withChanges({ name: "A very long name of an office of the State" });
    const { header, rows } = dutyTable(duties, undefined, width);
    expect(header.at(-1)).toBe(last);
    expect(rows[0]?.cells[header.indexOf("whom")]).toBe(name);
  });

  test.each([
    [{ individuals: 28, parents: 3, nextOfKin: 1 }, "Affected (3 through parents, 1 through next of kin)"],
    [{ individuals: 28, parents: 0, nextOfKin: 0 }, "Affected"],
  ])("through whom individuals are told: %j", (recipients, wanted) =>
    expect(column(withChanges({ name: "Affected", recipients }), "whom")).toEqual([wanted]),
  );

  test("thousands are grouped", () => {
    expect(column(withChanges({ count: 1_200_345 }), "count")).toEqual(["1,200,345"]);
  });
});

describe("days left", () => {
  test.each<[string, string, Partial<Duty>, string, boolean]>([
    ["before the last day", "2026-02-20", {}, "5", false],
    ["on it", "2026-02-25", {}, "0", false],
    ["after it", "2026-02-26", {}, "OVERDUE -1", true],
    ["after it, in question", "2026-02-26", { status: "question" }, "OVERDUE -1", true],
    ["after it, but deemed met", "2026-02-26", { status: "deemed" }, "-1", false],
    ["without a day", "2026-02-26", { ...undated, dueKind: "withoutUnreasonableDelay" }, "", false],
  ])("%s", (_, on, change, wanted, overdue) => {
    const duties = withChanges(change);
    expect(column(duties, "days left", on)).toEqual([wanted]);
    expect(dutyTable(duties, day(on)).rows.map((row) => row.overdue)).toEqual([overdue]);
  });
});

test("the summary counts what is open, late and next", () => {
  const duties = withChanges(
    due("2026-02-01"),
    due("2026-03-01"),
    { ...due("2026-04-01"), status: "question" },
    { ...undated, dueKind: "withoutUnreasonableDelay" },
    { status: "notOwed" },
    { status: "deemed" },
    { ...due("2026-01-31"), by: "vendor" },
  );
  expect(dutySummary(duties, day("2026-02-10"))).toEqual([
    "7 duties looked at: 4 owed, 1 in question, 1 deemed met, 1 not owed (--json lists them).",
    "1 duty names no day: it is due now.",
    "2 duties are OVERDUE on 2026-02-10, 1 of them the vendor's own.",
    "The next last day is 2026-03-01, 19 days from 2026-02-10.",
  ]);
  expect(dutySummary(duties, undefined)).toEqual([
    "7 duties looked at: 4 owed, 1 in question, 1 deemed met, 1 not owed (--json lists them).",
    "1 duty names no day: it is due now.",
    "The first last day is 2026-01-31; --on DAY counts from a day and marks what is late.",
  ]);
});

test("a vendor's totals are told as information, estimates as such", () => {
  expect(vendorTotalsText([])).toBe("");
  expect(
    vendorTotalsText([
      { jurisdiction: "US-MA", individuals: 1200, clients: 3, estimated: false },
      { jurisdiction: "US-CA", individuals: 7, clients: 1, estimated: true },
    ]),
  ).toBe(
    "Over all clients of the vendor, for information only, since the laws count for each client alone: US-MA 1,200 (3 clients), US-CA about 7 (1 client).",
  );
});

describe("reasons", () => {
  const text = (change: Partial<Duty>, on?: string) =>
    wrapped(dutyReasons(withChanges(change), on === undefined ? undefined : day(on)), 200)
      .map((line) => line.text)
      .join("\n");

  test("every step, the citation, and the questions with both readings", () => {
    expect(
      text(
        {
          name: "Attorney General",
          target: day("2026-02-15"),
          questions: [
            {
              text: "From which day?",
              field: "dates.determined",
              blocking: false,
              conservative: "from discovery",
              alternative: "From the determination.",
            },
          ],
        },
        "2026-02-20",
      ),
    ).toBe(
      [
        "US-CA Attorney General, for a",
        "  owed: 2026-02-25, 5 days left. Aim at 2026-02-15.",
        "  - 501 is more than 500 (residents of California).",
        "  - 2026-02-10 + 15 calendar days = 2026-02-25.",
        "  Cal. Civ. Code § 1798.82(f) (read, checked 2026-11-22)",
        "  Questions:",
        "    - From which day? (answer in dates.determined)",
        "      - As used: From discovery.",
        "      - Alternative: From the determination.",
        "",
      ].join("\n"),
    );
  });

  test("what a regulator wants to be told, how, and with what", () => {
    const told = text({
      how: "the online portal",
      tell: ["the number of residents", "the dates"],
      sampleLetter: true,
    });
    expect(told).toContain(
      [
        "  How: The online portal.",
        "  To be told:",
        "    - the number of residents",
        "    - the dates",
        "  A sample of the letter to individuals goes with it.",
      ].join("\n"),
    );
    expect(text({ sampleLetter: false })).toContain("No sample of the letter is asked for.");
  });

  test.each([
    [
      { individuals: 1480, parents: 15, nextOfKin: 6 },
      "Notices: 1,480 to the individuals themselves, 15 to parents or guardians and 6 to next of kin or personal representatives.",
    ],
    [{ individuals: 3, parents: 0, nextOfKin: 0 }, "Notices: 3 to the individuals themselves."],
  ])("who is written to: %j", (recipients, sentence) =>
    expect(text({ to: "individuals", recipients })).toContain(sentence),
  );

  test("a late duty says by how much", () => {
    expect(text({}, "2026-02-27")).toContain("owed: 2026-02-25, OVERDUE by 2 days.");
  });

  test("what is not owed is left to --json", () => expect(text({ status: "notOwed" })).toBe(""));
});
