import { UTCDate } from "@date-fns/utc";
// By subpath: the package's index loads every locale, half a gigabyte and most of a second.
import { addMonths as addMonthsTo } from "date-fns/addMonths";
import { format } from "date-fns/format";

declare const dayBrand: unique symbol;

/**
 * A plain calendar day, `YYYY-MM-DD`: never an instant, never in a time zone. Days compare as
 * strings (`a < b`).
 */
export type Day = string & { readonly [dayBrand]: true };

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

const millisecondsOfDay = 86_400_000;

/** Days since 1970-01-01. Duties count days by the hundred thousand, which a date library is too slow for. */
function numberOf(on: string): number {
  return (
    Date.UTC(Number(on.slice(0, 4)), Number(on.slice(5, 7)) - 1, Number(on.slice(8))) / millisecondsOfDay
  );
}

function dayOf(number: number): Day {
  return new Date(number * millisecondsOfDay).toISOString().slice(0, 10) as Day;
}

function dateOf(day: Day): UTCDate {
  return new UTCDate(`${day}T00:00:00Z`);
}

function lengthOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The day that the text names, or undefined if it names none (`2026-02-30`, `1/2/2026`). */
export function parseDay(text: string): Day | undefined {
  if (text.length !== 10 || !dayPattern.test(text)) return undefined;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const dayOfMonth = Number(text.slice(8));
  // The clock's own arithmetic takes the years before 100 for those of the last century: none is a day of ours.
  if (year < 100 || month < 1 || month > 12 || dayOfMonth < 1) return undefined;
  return dayOfMonth <= lengthOfMonth(year, month) ? (text as Day) : undefined;
}

/** Same, for days written in our own data; throws a RangeError, because that is a bug. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new RangeError(`not a calendar day: ${text}`);
  return parsed;
}

/** The day `count` calendar days later (earlier when negative). Day 0 is the day itself. */
export function addDays(from: Day, count: number): Day {
  return dayOf(numberOf(from) + count);
}

/** The same day number `count` months later, else the last day of that month. */
export function addMonths(from: Day, count: number): Day {
  return format(addMonthsTo(dateOf(from), count), "yyyy-MM-dd") as Day;
}

/** Calendar days from `from` to `to`; negative if `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from);
}

/** 0 is Sunday, 6 is Saturday. */
export function weekday(of: Day): number {
  // 1970-01-01 was a Thursday.
  return (((numberOf(of) + 4) % 7) + 7) % 7;
}

/** The day as a letter writes it in English: `January 5, 2026`. */
export function formatDay(of: Day): string {
  return format(dateOf(of), "MMMM d, yyyy");
}
