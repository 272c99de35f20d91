import { UTCDate } from "@date-fns/utc";
import {
  addDays as addDaysTo,
  addMonths as addMonthsTo,
  differenceInCalendarDays,
  format,
  isValid,
} from "date-fns";

declare const dayBrand: unique symbol;

/**
 * A plain calendar day, `YYYY-MM-DD`: never an instant, never in a time zone. Days compare as
 * strings (`a < b`).
 */
export type Day = string & { readonly [dayBrand]: true };

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

function dateOf(day: Day): UTCDate {
  return new UTCDate(`${day}T00:00:00Z`);
}

/** The day that the text names, or undefined if it names none (`2026-02-30`, `1/2/2026`). */
export function parseDay(text: string): Day | undefined {
  if (!dayPattern.test(text)) return undefined;
  const date = new UTCDate(`${text}T00:00:00Z`);
  return isValid(date) && format(date, "yyyy-MM-dd") === text ? (text as Day) : undefined;
}

/** Same, for days written in our own data; throws a RangeError, because that is a bug. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new RangeError(`not a calendar day: ${text}`);
  return parsed;
}

/** The day `count` calendar days later (earlier when negative). Day 0 is the day itself. */
export function addDays(from: Day, count: number): Day {
  return format(addDaysTo(dateOf(from), count), "yyyy-MM-dd") as Day;
}

/** The same day number `count` months later, else the last day of that month. */
export function addMonths(from: Day, count: number): Day {
  return format(addMonthsTo(dateOf(from), count), "yyyy-MM-dd") as Day;
}

/** Calendar days from `from` to `to`; negative if `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return differenceInCalendarDays(dateOf(to), dateOf(from));
}

/** 0 is Sunday, 6 is Saturday. */
export function weekday(of: Day): number {
  return dateOf(of).getDay();
}

/** The day as a letter writes it in English: `January 5, 2026`. */
export function formatDay(of: Day): string {
  return format(dateOf(of), "MMMM d, yyyy");
}
