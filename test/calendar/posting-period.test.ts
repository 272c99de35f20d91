import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, day, daysBetween, postingPeriod } from "../../src/calendar/index.ts";

describe("a posting", () => {
  test.each([
    [
      "90 days over a year's end (example 18 of the calendar)",
      "2026-12-01",
      90,
      "2027-02-28",
      "2027-03-01",
      "2027-03-02",
    ],
    ["90 days over a leap day", "2027-12-01", 90, "2028-02-28", "2028-02-29", "2028-03-01"],
    ["30 days, the first one counted", "2026-03-02", 30, "2026-03-31", "2026-04-01", "2026-04-02"],
    ["a single day", "2026-03-02", 1, "2026-03-02", "2026-03-03", "2026-03-04"],
  ])("of %s", (_, from, days, through, spare, removableOn) => {
    expect(postingPeriod(day(from), days)).toEqual({ from, through, spare, removableOn });
  });

  test("is there on as many days as are owed, and on one more", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 400 }), (offset, days) => {
        const period = postingPeriod(addDays(day("2023-01-01"), offset), days);
        expect(daysBetween(period.from, period.through) + 1).toBe(days);
        expect(daysBetween(period.from, period.removableOn)).toBe(days + 1);
      }),
    );
  });
});
