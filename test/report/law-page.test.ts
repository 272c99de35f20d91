import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import { readLaw } from "../../src/law/index.ts";
import { lawPage, wrapped } from "../../src/report/index.ts";
import { checked, exampleLaw, lines, pageText, regulator } from "./example.ts";

const { value: law } = readLaw(join(import.meta.dirname, "../../jurisdictions"));
const golden = join(import.meta.dirname, "../golden/report");

// GOLDEN=1 npx vitest run test/report writes them anew; the difference is for a person to read.
describe("the page reads as it did", () => {
  test.each(["US-CA", "US-MA", "US-NY"])("%s", (id) => {
    const jurisdiction = law.jurisdictions.get(id);
    if (jurisdiction === undefined) throw new Error(`${id} is not loaded`);
    const text = wrapped(lawPage(jurisdiction, day("2026-11-22")), 100)
      .map((line) => `${line.text}\n`)
      .join("");
    const file = join(golden, `${id.toLowerCase()}.txt`);
    if (process.env.GOLDEN === "1") {
      mkdirSync(golden, { recursive: true });
      writeFileSync(file, text);
    }
    expect(existsSync(file), `${file} is missing: run with GOLDEN=1`).toBe(true);
    expect(text).toBe(readFileSync(file, "utf8"));
  });
});

describe("nothing in a law file is left out of its page", () => {
  test.each([...law.jurisdictions.keys()])("%s", (id) => {
    const jurisdiction = law.jurisdictions.get(id);
    if (jurisdiction === undefined) throw new Error(`${id} is not loaded`);
    const page = plain(
      wrapped(lawPage(jurisdiction, day("2026-11-22")), 100)
        .map(({ text }) => text)
        .join(" "),
    );
    const said = (text: string) =>
      expect(page.toLowerCase().includes(plain(text).toLowerCase().replace(/\.$/, "")), text).toBe(true);
    for (const provision of jurisdiction.provisions) {
      said(`[${provision.id}]`);
      for (const part of [...(provision.tell ?? []), ...(provision.how === undefined ? [] : [provision.how])])
        said(part);
      for (const version of provision.versions) {
        said(version.cite);
        said(version.source.title);
        said(version.from);
      }
    }
    for (const text of proseOf([jurisdiction.provisions, jurisdiction.businessDayCalendar])) said(text);
    for (const { question, conservative, alternative } of jurisdiction.openQuestions ?? [])
      for (const part of [question, conservative, alternative]) said(part);
    for (const { office } of jurisdiction.addendum ?? []) said(office);
    for (const text of [...(jurisdiction.notes ?? []), ...(jurisdiction.customaryStatements ?? [])])
      said(text);
    for (const text of [jurisdiction.pending, jurisdiction.minorsOrDeceased])
      if (text !== undefined) said(text);
    for (const { reason } of jurisdiction.conflicts ?? []) said(reason);
    const times = (text: string, word: string) => text.split(word).length;
    for (const word of ["undefined", "NaN", "[object"])
      expect(times(page, word), word).toBeLessThanOrEqual(times(JSON.stringify(jurisdiction), word));
  });
});

const prose = ["note", "text", "detail", "documentation", "emailCondition", "other", "stillOwed", "cite"];

/** Every sentence that somebody wrote into the rules, wherever it stands. */
function proseOf(value: unknown, key = ""): readonly string[] {
  if (typeof value === "string")
    return prose.includes(key) && value !== "optional" && value !== "none" ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each) => proseOf(each, key));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, part]) => proseOf(part, name));
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

const within = { kind: "within", calendarDays: 30, after: "discovery" };

describe("a deadline is a sentence", () => {
  test.each([
    ["calendar days", within, "Within 30 calendar days after discovery of the breach."],
    [
      "one business day",
      { kind: "within", businessDays: 1, after: "confirmation" },
      "Within 1 business day after confirmation of the breach.",
    ],
    [
      "hours from the earlier of two days",
      { kind: "within", hours: 72, after: { anyOf: ["discovery", "notificationOfBreach"] } },
      "Within 72 hours after discovery of the breach or being told of the breach by the vendor, whichever is earlier.",
    ],
    [
      "or a day that comes sooner",
      { ...within, orEarlier: "individualNotice" },
      "Within 30 calendar days after discovery of the breach, or on the day of notice to individuals if that is sooner.",
    ],
    [
      "a delay, and what follows it",
      { ...within, delayFor: ["lawEnforcement"], afterHold: { businessDays: 15 } },
      "May be delayed while law enforcement asks for it. If the last day falls into a law-enforcement delay: within 15 business days after its end.",
    ],
    [
      "a stricter reading",
      { ...within, strictly: { after: "determination" } },
      "Read more strictly (an open question): counted from determination that there was a breach.",
    ],
    [
      "no number",
      { kind: "withoutUnreasonableDelay", after: "discovery" },
      "Without unreasonable delay after discovery of the breach; the law names no number of days.",
    ],
    [
      "the end of the year",
      { kind: "annualLog", calendarDays: 60 },
      "Within 60 calendar days after the end of the calendar year in which the breach was discovered.",
    ],
  ])("%s", (_, rule, sentence) => {
    expect(pageText(exampleLaw([regulator(rule)]))).toContain(sentence);
  });

  test("a clock that follows another names it in words", () => {
    const individuals = {
      id: "individual-notice",
      about: "notice to individuals",
      to: "individuals",
      name: "Affected individuals",
      versions: [{ from: "2023-01-01", rule: within, ...checked }],
    };
    const page = (kind: string) =>
      pageText(exampleLaw([individuals, regulator({ kind, duty: "individual-notice" })]));
    expect(page("noLaterThan")).toContain("Not later than “notice to individuals”.");
    expect(page("before")).toContain("Before “notice to individuals”.");
    expect(page("contemporaneously")).toContain("At the same time as “notice to individuals”.");
  });
});

describe("a threshold keeps its operator", () => {
  test.each([
    [{ residents: { moreThan: 500 } }, "if more than 500 residents of Exland are affected."],
    [{ residents: { atLeast: 1000 } }, "if at least 1,000 residents of Exland are affected."],
    [{ residents: { atLeast: 1 } }, "if any resident of Exland is affected."],
    [{ residents: { moreThan: 0 } }, "if any resident of Exland is affected."],
    [{ individuals: { fewerThan: 500 } }, "if fewer than 500 individuals are affected, wherever they live."],
    [
      { residents: { atLeast: 250 }, clientKinds: ["coveredEntity", "employer"] },
      "if at least 250 residents of Exland are affected, and the client is a HIPAA covered entity or an employer.",
    ],
    [{}, "Tell: Attorney General, whatever the number."],
  ])("%j", (when, phrase) => {
    expect(pageText(exampleLaw([regulator(within, { when })]))).toContain(phrase);
  });
});

describe("the version in force comes first, the others after it", () => {
  const changed = exampleLaw([
    {
      ...(regulator(within) as object),
      versions: [
        { from: "2023-01-01", until: "2024-05-31", rule: { ...within, calendarDays: 60 }, ...checked },
        { from: "2024-07-01", rule: within, ...checked },
        { from: "2027-01-01", rule: { ...within, calendarDays: 10 }, ...checked },
      ],
    },
  ]);
  test.each([
    ["2023-06-01", [60, "After: from 2024-07-01 to 2026-12-31", 30, "After: from 2027-01-01 on", 10]],
    ["2026-12-31", [30, "Before: from 2023-01-01 to 2024-05-31", 60, "After: from 2027-01-01 on", 10]],
    [
      "2027-01-01",
      [10, "Before: from 2023-01-01 to 2024-05-31", 60, "Before: from 2024-07-01 to 2026-12-31", 30],
    ],
    [
      "2024-06-15",
      [
        "Not in force on 2024-06-15.",
        "Before: from 2023-01-01 to 2024-05-31",
        60,
        "After: from 2024-07-01 to 2026-12-31",
        30,
        "After: from 2027-01-01 on",
        10,
      ],
    ],
  ])("on %s", (on, wanted) => {
    const told = lines(changed, on).flatMap((line): (string | number)[] => {
      const days = /Within (\d+) calendar days/.exec(line)?.[1];
      if (days !== undefined) return [Number(days)];
      return /Before: |After: |Not in force/.test(line) ? [line.trim()] : [];
    });
    expect(told).toEqual(wanted);
  });

  test("what was read from a chart or from memory says so", () => {
    const page = (confidence: string) =>
      pageText(exampleLaw([regulator(within, { confidence, verifiedOn: undefined })]));
    expect(page("secondary")).toContain("From a secondary source seen on 2026-11-22: Ex. Code");
    expect(page("recalled")).toContain("Recalled, to be checked before use; noted on 2026-11-22: Ex. Code");
  });

  test("a day before what was examined is not to be relied on", () => {
    expect(pageText(changed, "2020-01-01")).toContain(
      "The law was examined from 2023-01-01; for 2020-01-01 nothing here can be relied on.",
    );
  });
});

test("an earlier list is told by what differs", () => {
  const content = (required: readonly unknown[]) => ({ kind: "content", required });
  const date = { element: "dateOfNotice", cite: "Ex. Code § 2(a)" };
  const kinds = { element: "informationTypes", cite: "Ex. Code § 2(b)" };
  const counts = { element: "residentCount", cite: "Ex. Code § 2(c)" };
  const page = pageText(
    exampleLaw([
      {
        id: "letter-content",
        about: "what the letter says",
        versions: [
          { from: "2023-01-01", rule: content([date, counts]), ...checked },
          { from: "2025-01-01", rule: content([date, kinds]), ...checked },
        ],
      },
    ]),
  );
  const [now = "", before = ""] = page.split("Before: from 2023-01-01 to 2024-12-31");
  expect(now).toContain("The notice must say: - the date of the notice (Ex. Code § 2(a)) - the kinds of");
  expect(before).toContain("1 item of “must say” as shown above.");
  expect(before).toContain(
    "It must also, or otherwise, say: - the number of residents affected (Ex. Code § 2(c))",
  );
  expect(before).toContain("It need not say: - the kinds of information involved (Ex. Code § 2(b))");
});
