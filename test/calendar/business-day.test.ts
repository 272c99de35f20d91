import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addBusinessDays,
  addDays,
  type Day,
  day,
  daysBetween,
  endOfYear,
  isBusinessDay,
  isMailingDay,
  mailingDayOnOrAfter,
  mailingDayOnOrBefore,
  weekday,
} from "../../src/calendar/index.ts";

const anyDay = fc.integer({ min: 0, max: 5000 }).map((count) => addDays(day("2021-01-01"), count));

describe("isBusinessDay", () => {
  test.each([
    ["2026-11-20", true, "a Friday"],
    ["2026-11-21", false, "a Saturday"],
    ["2026-11-22", false, "a Sunday"],
    ["2026-11-26", false, "Thanksgiving"],
    ["2026-11-27", true, "the day after Thanksgiving, a holiday of some States only"],
    ["2026-07-03", false, "the Friday on which Independence Day is observed"],
    ["2027-07-05", false, "the Monday on which Independence Day is observed"],
    ["2027-12-31", false, "the Friday on which New Year's Day of 2028 is observed"],
    ["2020-06-19", true, "Juneteenth before it was a holiday"],
  ])("%s is %s: %s", (on, is) => {
    expect(isBusinessDay(day(on))).toBe(is);
  });
});

describe("addBusinessDays", () => {
  test.each([
    ["2026-11-19", 5, "2026-11-27", "Thanksgiving is skipped"],
    ["2026-11-19", 0, "2026-11-19", "day 0 is the day itself"],
    ["2026-11-21", 1, "2026-11-23", "from a Saturday to Monday"],
    ["2026-11-20", 1, "2026-11-23", "from a Friday to Monday"],
    ["2026-07-02", 1, "2026-07-06", "over the observed Friday and the weekend"],
    ["2026-12-24", 5, "2027-01-04", "over Christmas and the New Year"],
    ["2026-03-02", 14, "2026-03-20", "fourteen without a holiday"],
    ["2026-03-06", 1, "2026-03-09", "over the change to daylight-saving time"],
  ])("%s + %i = %s: %s", (from, count, to) => {
    expect(addBusinessDays(day(from), count)).toBe(to);
  });

  test.each([-1, 1.5, Number.NaN])("%d is no count of days", (count) => {
    expect(() => addBusinessDays(day("2026-11-19"), count)).toThrow(RangeError);
  });

  test("lands on a business day with exactly that many on the way", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (from, count) => {
        const to = addBusinessDays(from, count);
        const passed = Array.from({ length: daysBetween(from, to) }, (_, index) => addDays(from, index + 1));
        expect(isBusinessDay(to)).toBe(true);
        expect(passed.filter((on) => isBusinessDay(on))).toHaveLength(count);
      }),
    );
  });
});

describe("mailing days", () => {
  test.each<[string, boolean, string]>([
    ["2026-11-21", true, "a Saturday"],
    ["2026-11-22", false, "a Sunday"],
    ["2026-11-26", false, "Thanksgiving"],
    ["2026-07-04", false, "a holiday on a Saturday"],
    ["2026-07-03", true, "the Friday before it: the post works"],
    ["2027-07-05", false, "the Monday after a holiday on a Sunday"],
    ["2023-01-02", false, "the Monday after New Year's Day on a Sunday"],
    ["2027-12-31", true, "the Friday before New Year's Day on a Saturday"],
  ])("%s is %s: %s", (on, is) => {
    expect(isMailingDay(day(on))).toBe(is);
  });

  test.each([
    ["2026-10-31", "2026-10-31", "a Saturday stays"],
    ["2026-03-01", "2026-02-28", "Sunday goes back to Saturday"],
    ["2027-07-05", "2027-07-03", "Monday after a Sunday holiday goes back over the weekend"],
    ["2026-12-25", "2026-12-24", "Christmas goes back to the eve"],
  ])("the mailing day on or before %s is %s: %s", (on, before) => {
    expect(mailingDayOnOrBefore(day(on))).toBe(before);
  });

  test("the mailing day on or after a Sunday is Monday", () => {
    expect(mailingDayOnOrAfter(day("2026-11-22"))).toBe("2026-11-23");
    expect(mailingDayOnOrAfter(day("2026-11-23"))).toBe("2026-11-23");
  });

  test("no day is further than three days from a mailing day on either side", () => {
    fc.assert(
      fc.property(anyDay, (on: Day) => {
        const before = mailingDayOnOrBefore(on);
        const after = mailingDayOnOrAfter(on);
        expect(before <= on && on <= after).toBe(true);
        expect(isMailingDay(before) && isMailingDay(after)).toBe(true);
        expect(daysBetween(before, after)).toBeLessThanOrEqual(3);
        expect(weekday(before)).not.toBe(0);
      }),
    );
  });
});

test("the year ends on 31 December", () => {
  expect(endOfYear(day("2027-02-28"))).toBe("2027-12-31");
  expect(endOfYear(day("2027-12-31"))).toBe("2027-12-31");
});
