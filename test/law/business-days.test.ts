import { describe, expect, test } from "vitest";
import { day, type HolidayList, keptHolidaysIn } from "../../src/calendar/index.ts";
import { clientSchema, incidentSchema } from "../../src/incident/index.ts";
import { duties, estimatedPopulation } from "../../src/law/index.ts";
import { law } from "./law-case.ts";

function duty(state: string, provision: string, kind: string, dates: object, count = 501) {
  const client = clientSchema.parse({
    format: 1,
    id: "a",
    name: "Company A",
    kind,
    licences: ["ca-licensed-facility"],
    estimated: { counts: { [state]: count }, dataElements: ["ssn", "medicalInformation"] },
  });
  const incident = incidentSchema.parse({
    format: 1,
    id: "case",
    title: "Case",
    notifier: { role: "client" },
    dates,
  });
  const { duties: found } = duties(law, incident, client, estimatedPopulation(client));
  const one = found.find(({ id }) => id === `a/${state}/${provision}`);
  if (one === undefined) throw new Error(`no duty ${state} ${provision}`);
  return one;
}
const mailed = (on: string) => ({ discovered: "2026-01-05", individualNotice: on });

describe("business days: Monday to Friday without the days that both lists keep", () => {
  const iowa = (on: string) => duty("US-IA", "attorney-general", "employer", mailed(on));
  test("example 20: mailed on 2026-11-19, five business days over Thanksgiving", () => {
    const { due, why } = iowa("2026-11-19");
    expect(due).toBe("2026-11-27");
    expect(why.join("\n")).toContain(
      "By the federal list alone: 2026-11-27; by the State's list alone: 2026-11-30. The earliest is used.",
    );
  });
  test.each([
    ["Columbus Day is not kept in Iowa", "2026-10-08", "2026-10-15", "2026-10-16"],
    ["nor is Juneteenth", "2026-06-15", "2026-06-22", "2026-06-23"],
    ["nor Washington's Birthday", "2026-02-12", "2026-02-19", "2026-02-20"],
  ])("%s: mailed on %s, due %s, by the federal list %s", (_, on, due, federal) => {
    expect(iowa(on).due).toBe(due);
    expect(iowa(on).why.join("\n")).toContain(`By the federal list alone: ${federal}`);
  });
  test("where no holiday comes between, both lists give the same day and the reason says so", () => {
    const { due, why } = iowa("2026-08-03");
    expect(due).toBe("2026-08-10");
    expect(why.join("\n")).toContain("give the same day");
  });
  test("New York does not move a Saturday holiday: Friday 2026-07-03 counts", () => {
    const { due, why } = duty("US-NY", "attorney-general-hipaa", "coveredEntity", {
      discovered: "2026-05-04",
      individualNotice: "2026-06-29",
      hhsNotice: "2026-06-29",
    });
    expect(due).toBe("2026-07-06");
    expect(why.join("\n")).toContain("By the federal list alone: 2026-07-07");
  });
  test("Vermont keeps Town Meeting Day, the federal list does not: it counts, and the other day is told", () => {
    const { due, why } = duty("US-VT", "attorney-general", "employer", { discovered: "2026-03-02" });
    expect(due).toBe("2026-03-20");
    expect(why.join("\n")).toContain("by the State's list alone: 2026-03-23");
  });
  test("California's licensed facilities: Native American Day counts", () => {
    const { due, why } = duty("US-CA", "licensed-facility-public-health", "coveredEntity", {
      discovered: "2026-09-18",
    });
    expect(due).toBe("2026-10-09");
    expect(why.join("\n")).toContain("by the State's list alone: 2026-10-13");
  });
});

describe("lists of holidays", () => {
  const list = (
    on: HolidayList["holidays"][number]["on"],
    more: Partial<HolidayList["holidays"][number]> = {},
    weekend: Omit<HolidayList, "holidays"> = { saturday: "stays", sunday: "stays" },
  ): HolidayList => ({ holidays: [{ name: "A holiday", on, ...more }], ...weekend });
  test.each<[string, HolidayList, number, string[]]>([
    ["a date", list({ month: 3, day: 31 }), 2026, ["2026-03-31"]],
    ["the first Tuesday in March", list({ month: 3, nth: 1, weekday: "tuesday" }), 2026, ["2026-03-03"]],
    ["the last Monday in May", list({ month: 5, nth: "last", weekday: "monday" }), 2026, ["2026-05-25"]],
    [
      "the last Thursday of a year",
      list({ month: 12, nth: "last", weekday: "thursday" }),
      2026,
      ["2026-12-31"],
    ],
    [
      "the Friday after Thanksgiving",
      list({ month: 11, nth: 4, weekday: "thursday", plusDays: 1 }),
      2026,
      ["2026-11-27"],
    ],
    [
      "the Tuesday after the first Monday in November, when the 1st is a Tuesday",
      list({ month: 11, nth: 1, weekday: "monday", plusDays: 1 }),
      2022,
      ["2022-11-08"],
    ],
    ["an even year's day", list({ month: 11, day: 3 }, { years: "even" }), 2026, ["2026-11-03"]],
    ["an even year's day in an odd year", list({ month: 11, day: 3 }, { years: "even" }), 2027, []],
    ["the first year of a holiday", list({ month: 6, day: 19 }, { firstYear: 2022 }), 2022, ["2022-06-19"]],
    ["the year before it", list({ month: 6, day: 19 }, { firstYear: 2022 }), 2021, []],
    ["Good Friday 2023", list({ easter: -2 }), 2023, ["2023-04-07"]],
    ["Good Friday 2024, in March", list({ easter: -2 }), 2024, ["2024-03-29"]],
    ["Easter 2025", list({ easter: 0 }), 2025, ["2025-04-20"]],
    ["Easter 2026", list({ easter: 0 }), 2026, ["2026-04-05"]],
    ["Easter 2027", list({ easter: 0 }), 2027, ["2027-03-28"]],
    ["Easter 2038, the latest", list({ easter: 0 }), 2038, ["2038-04-25"]],
    [
      "New Year's Day on a Saturday, kept in the year before",
      list({ month: 1, day: 1 }, {}, { saturday: "friday", sunday: "monday" }),
      2027,
      ["2027-01-01", "2027-12-31"],
    ],
    [
      "a Sunday kept on Monday",
      list({ month: 7, day: 4 }, {}, { saturday: "friday", sunday: "monday" }),
      2027,
      ["2027-07-05"],
    ],
    ["a Sunday that stays", list({ month: 7, day: 4 }), 2027, ["2027-07-04"]],
    [
      "one holiday moved from Saturday in a list that moves none",
      list({ month: 11, day: 11 }, { saturday: "friday" }),
      2028,
      ["2028-11-10"],
    ],
  ])("%s", (_, holidays, year, kept) => {
    expect([...keptHolidaysIn(holidays, year)].sort()).toEqual(kept.map(day));
  });
});
