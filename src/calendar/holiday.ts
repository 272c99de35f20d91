import { addDays, type Day, day, weekday } from "./day.ts";

const monday = 1;
const thursday = 4;

/** Pub. L. 117-17 made Juneteenth a holiday on 2021-06-17. */
const firstYearOfJuneteenth = 2021;

function nth(year: number, month: number, which: number, on: number): Day {
  const first = day(`${year}-${String(month).padStart(2, "0")}-01`);
  return addDays(first, ((on - weekday(first) + 7) % 7) + 7 * (which - 1));
}

function lastMondayOfMay(year: number): Day {
  const last = day(`${year}-05-31`);
  return addDays(last, -((weekday(last) - monday + 7) % 7));
}

const actualByYear = new Map<number, ReadonlySet<Day>>();
const observedByYear = new Map<number, ReadonlySet<Day>>();

/**
 * The legal public holidays of a year on their own days (5 U.S.C. 6103(a)). Inauguration Day
 * (Washington area only) and one-off closures by executive order are not among them.
 */
export function actualHolidaysIn(year: number): ReadonlySet<Day> {
  const known = actualByYear.get(year);
  if (known !== undefined) return known;
  const days = new Set([
    day(`${year}-01-01`),
    nth(year, 1, 3, monday), // Birthday of Martin Luther King, Jr.
    nth(year, 2, 3, monday), // Washington's Birthday
    lastMondayOfMay(year), // Memorial Day
    ...(year >= firstYearOfJuneteenth ? [day(`${year}-06-19`)] : []),
    day(`${year}-07-04`),
    nth(year, 9, 1, monday), // Labor Day
    nth(year, 10, 2, monday), // Columbus Day
    day(`${year}-11-11`), // Veterans Day
    nth(year, 11, 4, thursday), // Thanksgiving Day
    day(`${year}-12-25`),
  ]);
  actualByYear.set(year, days);
  return days;
}

/** A Saturday holiday is kept on the Friday before (6103(b)), a Sunday one on the Monday after (EO 11582). */
function observed(holiday: Day): Day {
  if (weekday(holiday) === 6) return addDays(holiday, -1);
  return weekday(holiday) === 0 ? addDays(holiday, 1) : holiday;
}

/**
 * The days of a calendar year on which federal holidays are observed. New Year's Day of the
 * following year belongs to it when it falls on a Saturday.
 */
export function observedHolidaysIn(year: number): ReadonlySet<Day> {
  const known = observedByYear.get(year);
  if (known !== undefined) return known;
  const days = new Set(
    [...actualHolidaysIn(year), day(`${year + 1}-01-01`)]
      .map(observed)
      .filter((on) => Number(on.slice(0, 4)) === year),
  );
  observedByYear.set(year, days);
  return days;
}
