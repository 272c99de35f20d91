import { addDays, type Day, day, weekday } from "./day.ts";

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
export type Weekday = (typeof weekdays)[number];

/** One holiday of a list: on a date, on the nth weekday of a month (some days later), or by Easter. */
export type HolidayRule = {
  readonly name: string;
  readonly on:
    | { readonly month: number; readonly day: number }
    | {
        readonly month: number;
        readonly nth: number | "last";
        readonly weekday: Weekday;
        /** Days after it: the Friday after Thanksgiving is 1 day after the fourth Thursday of November. */
        readonly plusDays?: number | undefined;
      }
    /** Days from Easter Sunday; Good Friday is −2. */
    | { readonly easter: number };
  readonly years?: "even" | undefined;
  readonly firstYear?: number | undefined;
  /** Kept on the Friday before, or not moved, when it falls on a Saturday; by the list's rule when absent. */
  readonly saturday?: "friday" | "stays" | undefined;
};

/** The holidays that a State keeps, and when it keeps those that fall on a weekend. */
export type HolidayList = {
  readonly holidays: readonly HolidayRule[];
  readonly saturday: "friday" | "stays";
  readonly sunday: "monday" | "stays";
};

/** The days of a calendar year on which the list's holidays are kept. */
export function keptHolidaysIn(list: HolidayList, year: number): ReadonlySet<Day> {
  // New Year's Day of the next year may be kept on the last Friday of this one.
  const kept = [year - 1, year, year + 1].flatMap((each) =>
    list.holidays.flatMap((rule) => {
      const on = dayOfRule(rule, each);
      return on === undefined ? [] : [keptOn(on, rule, list)];
    }),
  );
  return new Set(kept.filter((on) => Number(on.slice(0, 4)) === year));
}

function keptOn(on: Day, rule: HolidayRule, { saturday, sunday }: HolidayList): Day {
  if (weekday(on) === 6 && (rule.saturday ?? saturday) === "friday") return addDays(on, -1);
  return weekday(on) === 0 && sunday === "monday" ? addDays(on, 1) : on;
}

function dayOfRule({ on, years, firstYear }: HolidayRule, year: number): Day | undefined {
  if (firstYear !== undefined && year < firstYear) return undefined;
  if (years === "even" && year % 2 !== 0) return undefined;
  if ("easter" in on) return addDays(easterSunday(year), on.easter);
  if ("day" in on) return dateOf(year, on.month, on.day);
  return addDays(nthWeekday(year, on.month, on.nth, weekdays.indexOf(on.weekday)), on.plusDays ?? 0);
}

function dateOf(year: number, month: number, date: number): Day {
  return day(`${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`);
}

function nthWeekday(year: number, month: number, nth: number | "last", on: number): Day {
  if (nth === "last") {
    const last = addDays(month === 12 ? dateOf(year + 1, 1, 1) : dateOf(year, month + 1, 1), -1);
    return addDays(last, -((weekday(last) - on + 7) % 7));
  }
  const first = dateOf(year, month, 1);
  return addDays(first, ((on - weekday(first) + 7) % 7) + 7 * (nth - 1));
}

/** Western Easter, by the Gregorian reckoning (anonymous algorithm, Meeus, Astronomical Algorithms, ch. 8). */
function easterSunday(year: number): Day {
  const goldenNumber = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * goldenNumber + century - Math.floor(century / 4) - moonShift + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const correction = Math.floor((goldenNumber + 11 * epact + 22 * toSunday) / 451);
  const march = epact + toSunday - 7 * correction + 114;
  return dateOf(year, Math.floor(march / 31), (march % 31) + 1);
}
