import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addMonths,
  day,
  daysBetween,
  formatDay,
  parseDay,
  weekday,
} from "../../src/calendar/index.ts";

describe("parseDay", () => {
  test.each(["2026-11-22", "2024-02-29", "2027-12-31"])("reads %s", (text) => {
    expect(parseDay(text)).toBe(text);
  });
  test.each([
    "2026-02-29",
    "2026-02-30",
    "2026-13-01",
    "2026-00-10",
    "1/2/2026",
    "2026-1-2",
    "",
    "2026-11-22T00:00",
  ])("reads nothing in “%s”", (text) => {
    expect(parseDay(text)).toBeUndefined();
  });
  test("day() throws where our own data is wrong", () => {
    expect(() => day("2026-02-30")).toThrow(RangeError);
  });
});

describe("counting: day 0 is the trigger day", () => {
  test.each([
    ["2026-11-22", 60, "2027-01-21", "example 1"],
    ["2026-12-31", 60, "2027-03-01", "example 2"],
    ["2027-12-31", 60, "2028-02-29", "example 2, over a leap day"],
    ["2026-03-02", 60, "2026-05-01", "over the change of clocks"],
    ["2026-12-01", 89, "2027-02-28", "example 18: day 90 of a posting counts the first day"],
    ["2026-03-01", -1, "2026-02-28", "backwards"],
  ])("%s + %i = %s (%s)", (from, count, to) => {
    expect(addDays(day(from), count)).toBe(to);
    expect(daysBetween(day(from), day(to))).toBe(count);
  });
  test.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2026-11-22", 24, "2028-11-22"],
  ])("%s + %i months = %s", (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(to);
  });
  test("there and back is the same day", () => {
    fc.assert(
      fc.property(fc.integer({ min: -4000, max: 4000 }), (count) => {
        const from = day("2026-03-08");
        expect(addDays(addDays(from, count), -count)).toBe(from);
      }),
    );
  });
});

test("weekdays and words", () => {
  expect(weekday(day("2026-11-22"))).toBe(0);
  expect(weekday(day("2027-01-21"))).toBe(4);
  expect(formatDay(day("2026-01-05"))).toBe("January 5, 2026");
});
