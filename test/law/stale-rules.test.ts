import { describe, expect, test } from "vitest";
import { addMonths, day } from "../../src/calendar/index.ts";
import {
  type Law,
  lawOverview,
  loadLaw,
  readLaw,
  staleRuleProblems,
  staleRules,
} from "../../src/law/index.ts";

const { value: real } = readLaw("jurisdictions");

function lawWith(versions: readonly object[], more: object = {}): Law {
  const read = loadLaw(
    new Map([
      [
        "us-zz.json",
        {
          format: 1,
          kind: "jurisdiction",
          jurisdiction: "US-ZZ",
          name: "Zed",
          level: "state",
          coversFrom: "2023-01-01",
          statutes: [{ citation: "Z.S. 1", scope: "all" }],
          provisions: [{ id: "trigger", about: "what was lost", versions }],
          openQuestions: [
            { about: ["trigger"], question: "Is it?", conservative: "It is.", alternative: "It is not." },
          ],
          ...more,
        },
      ],
    ]),
  );
  expect(read.problems.map(({ code }) => code)).toEqual(["law/contacts-missing"]);
  return read.value;
}

const version = (from: string, seen: string, verifiedOn?: string) => ({
  from,
  rule: { kind: "trigger", requiresName: false, elements: "any" },
  cite: "Z.S. 1",
  source: { title: "text", seen },
  confidence: verifiedOn === undefined ? "recalled" : "read",
  ...(verifiedOn === undefined ? {} : { verifiedOn }),
});

const law = lawWith([
  version("2023-01-01", "2026-02-28"),
  version("2024-01-01", "2026-02-28", "2026-05-31"),
  version("2025-01-01", "2026-11-22", "2026-11-22"),
]);

describe("a rule is stale when it was last seen more than so many months before the day", () => {
  test.each([
    ["six months to the day are not more than six months", "2026-08-28", []],
    ["a day more", "2026-08-29", ["2023-01-01"]],
    ["31 May and six months is 30 November", "2026-11-30", ["2023-01-01"]],
    [
      "the day it was read counts, not the day the source was seen",
      "2026-12-01",
      ["2023-01-01", "2024-01-01"],
    ],
    ["all of them, oldest first", "2027-05-23", ["2023-01-01", "2024-01-01", "2025-01-01"]],
  ])("%s: %s", (_, on, from) => {
    expect(staleRules(law, day(on), 6).map((rule) => rule.from)).toEqual(from);
  });
  test("each says where it is and how far it was read", () => {
    expect(staleRules(law, day("2026-08-29"), 6)).toEqual([
      {
        jurisdiction: "US-ZZ",
        provision: "trigger",
        from: "2023-01-01",
        lastSeen: "2026-02-28",
        confidence: "recalled",
      },
    ]);
  });
  const seenOn = (seen: string, verifiedOn?: string) => ({
    source: { title: "text", seen },
    confidence: "secondary",
    ...(verifiedOn === undefined ? {} : { verifiedOn }),
  });
  test("a list of holidays and an office grow stale as a rule does", () => {
    const office = {
      office: "Attorney General",
      address: ["1 Zed Road"],
      phone: [],
      use: "required",
      reason: "Z",
    };
    const found = staleRules(
      lawWith([version("2023-01-01", "2026-11-22")], {
        businessDayCalendar: {
          holidays: [{ name: "Zed Day", on: { month: 3, day: 1 } }],
          saturday: "stays",
          sunday: "stays",
          cite: "Z.S. 2",
          ...seenOn("2026-02-28"),
        },
        addendum: [
          { ...office, ...seenOn("2026-02-01", "2026-03-01") },
          { ...office, office: "Comptroller", ...seenOn("2026-02-28", "2026-11-22") },
        ],
      }),
      day("2026-09-02"),
      6,
    );
    expect(found.map(({ provision, from, lastSeen }) => [provision, from, lastSeen])).toEqual([
      ["businessDayCalendar", null, "2026-02-28"],
      ["addendum: Attorney General", null, "2026-03-01"],
    ]);
  });
  test("one warning for each jurisdiction, with its oldest day", () => {
    expect(staleRuleProblems(staleRules(law, day("2027-05-23"), 6))).toMatchObject([
      {
        code: "law/rule-stale",
        severity: "warns",
        where: { jurisdiction: "US-ZZ", provision: "trigger" },
        facts: { count: 3, lastSeen: "2026-02-28" },
      },
    ]);
    expect(staleRuleProblems([])).toEqual([]);
  });
  test("every real rule is stale some day, and none on the day it was seen", () => {
    const versions = [...real.jurisdictions.values()].flatMap(({ provisions }) =>
      provisions.flatMap((provision) => provision.versions),
    );
    const later = staleRules(real, day("2126-01-01"), 6);
    expect(later.filter(({ from }) => from !== null)).toHaveLength(versions.length);
    const calendars = [...real.jurisdictions.values()].filter(
      (each) => each.businessDayCalendar !== undefined,
    );
    expect(later.filter(({ provision }) => provision === "businessDayCalendar")).toHaveLength(
      calendars.length,
    );
    const offices = [...real.jurisdictions.values()].flatMap(({ addendum = [] }) => addendum);
    expect(later.filter(({ provision }) => provision.startsWith("addendum: "))).toHaveLength(offices.length);
    const ofCountry = later.filter(({ jurisdiction }) => jurisdiction === "US-CONTACTS");
    expect(ofCountry.map(({ provision }) => provision)).toEqual(
      expect.arrayContaining(["Equifax, fraudAlert", "ftc", "irsIpPin", "additionalFreeReports", "minors"]),
    );
    const first = versions.map((each) => each.verifiedOn ?? each.source.seen).sort()[0] ?? "";
    expect(staleRules(real, addMonths(day(first), 6), 6)).toEqual([]);
  });
});

describe("the overview", () => {
  test("counts versions by how far they were read", () => {
    expect(lawOverview(law)).toEqual([
      {
        jurisdiction: "US-ZZ",
        name: "Zed",
        level: "state",
        provisions: 1,
        versions: 3,
        read: 2,
        secondary: 0,
        recalled: 1,
        oldestVerifiedOn: "2026-05-31",
        oldestSeen: "2026-02-28",
        openQuestions: ["Is it?"],
      },
    ]);
  });
  test("a law of which no text was read has no day of reading", () => {
    expect(lawOverview(lawWith([version("2023-01-01", "2026-02-28")]))[0]?.oldestVerifiedOn).toBeNull();
  });
  test("real law: federal first, then by name; the parts add up", () => {
    const overview = lawOverview(real);
    expect(overview).toHaveLength(real.jurisdictions.size);
    const levels = overview.map(({ level }) => level);
    expect(levels).toEqual([...levels].sort());
    for (const each of overview)
      expect(each.read + each.secondary + each.recalled, each.jurisdiction).toBe(each.versions);
  });
});
