import { addDays, type Day, day, weekday } from "./day.ts";
import { actualHolidaysIn, observedHolidaysIn } from "./holiday.ts";

const saturday = 6;
const sunday = 0;
const yearOf = (of: Day) => Number(of.slice(0, 4));

/** The days of a calendar year on which business rests beside weekends. */
export type ClosedDays = (year: number) => ReadonlySet<Day>;

/** Whether it is a Monday to Friday that is not a holiday; the federal holidays as observed unless given. */
export function isBusinessDay(of: Day, closedIn: ClosedDays = observedHolidaysIn): boolean {
  const on = weekday(of);
  if (on === saturday || on === sunday) return false;
  return !closedIn(yearOf(of)).has(of);
}

/**
 * The day on which `count` business days have passed; the day it counts from is day 0 and need not
 * be a business day. `count` is a whole number, 0 or more; 0 is the day itself.
 * @example addBusinessDays(day("2026-11-19"), 5) // "2026-11-27": Thanksgiving is skipped
 */
export function addBusinessDays(from: Day, count: number, closedIn: ClosedDays = observedHolidaysIn): Day {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a count of business days: ${count}`);
  let on = from;
  for (let left = count; left > 0; ) {
    on = addDays(on, 1);
    if (isBusinessDay(on, closedIn)) left -= 1;
  }
  return on;
}

/** Whether the post takes mail: every day but Sundays and federal holidays on their actual day. */
export function isMailingDay(of: Day): boolean {
  if (weekday(of) === sunday) return false;
  // USPS works the Friday before a Saturday holiday, and rests on the Monday after a Sunday one.
  if (actualHolidaysIn(yearOf(of)).has(of)) return false;
  return weekday(of) !== 1 || !actualHolidaysIn(yearOf(of)).has(addDays(of, -1));
}

/** The day itself if the post takes mail then, else the last earlier day on which it does. */
export function mailingDayOnOrBefore(of: Day): Day {
  let on = of;
  while (!isMailingDay(on)) on = addDays(on, -1);
  return on;
}

/** The day itself if the post takes mail then, else the first later day on which it does. */
export function mailingDayOnOrAfter(of: Day): Day {
  let on = of;
  while (!isMailingDay(on)) on = addDays(on, 1);
  return on;
}

/** The last day of the calendar year that the day lies in. */
export function endOfYear(of: Day): Day {
  return day(`${of.slice(0, 4)}-12-31`);
}
