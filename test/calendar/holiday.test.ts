import { describe, expect, test } from "vitest";
import { actualHolidaysIn, observedHolidaysIn } from "../../src/calendar/index.ts";

/** Month and day of the eleven holidays in statutory order; “/” separates the day they are observed. */
const table: Record<number, string> = {
  2023: "01-01/01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-11/11-10 11-23 12-25",
  2024: "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
  2025: "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
  2026: "01-01 01-19 02-16 05-25 06-19 07-04/07-03 09-07 10-12 11-11 11-26 12-25",
  2027: "01-01 01-18 02-15 05-31 06-19/06-18 07-04/07-05 09-06 10-11 11-11 11-25 12-25/12-24",
  2029: "01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-11/11-12 11-22 12-25",
  2030: "01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
};

describe("the federal holidays", () => {
  test.each(Object.entries(table))("%s", (year, days) => {
    const cells = days.split(" ").map((cell) => cell.split("/"));
    expect([...actualHolidaysIn(Number(year))].sort()).toEqual(cells.map(([on]) => `${year}-${on}`).sort());
    const observed = cells.map(([on, kept]) => `${year}-${kept ?? on}`);
    const nextNewYear = year === "2027" ? ["2027-12-31"] : [];
    expect([...observedHolidaysIn(Number(year))].sort()).toEqual([...observed, ...nextNewYear].sort());
  });

  test("New Year's Day of 2028 is a Saturday and is observed in 2027", () => {
    expect([...actualHolidaysIn(2028)]).toContain("2028-01-01");
    expect([...observedHolidaysIn(2028)]).not.toContain("2028-01-01");
    expect([...observedHolidaysIn(2028)].sort()).toEqual(
      "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25".split(" ").map((on) => `2028-${on}`),
    );
  });

  test("Juneteenth is a holiday from 2021", () => {
    expect([...actualHolidaysIn(2020)]).not.toContain("2020-06-19");
    expect([...actualHolidaysIn(2021)]).toContain("2021-06-19");
    expect([...observedHolidaysIn(2021)]).toContain("2021-06-18");
  });

  test("Inauguration Day is not a holiday of the whole country", () => {
    expect([...actualHolidaysIn(2025)].filter((on) => on === "2025-01-20")).toHaveLength(1); // MLK falls on it
    expect([...actualHolidaysIn(2029)]).not.toContain("2029-01-20");
  });
});
