import { type Day, parseDay } from "../calendar/index.ts";
import { remembered } from "./remembered.ts";

export type DayInCell =
  | { readonly kind: "none" }
  | { readonly kind: "day"; readonly day: Day }
  | { readonly kind: "bad"; readonly why: "serial" | "twoDigitYear" | "form" };

const isoDay = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/;
const usDay = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: 0?0:00(?::00)?| 12:00(?::00)? AM)?$/;

/**
 * A calendar day as lists write it: `YYYY-MM-DD` or month/day/year, with or without a midnight. Excel's
 * serial numbers and two-digit years are named, not guessed: they are days only under an assumption.
 */
export function dayInCell(cell: string): DayInCell {
  if (cell === "") return none;
  const plain = parseDay(cell);
  return plain === undefined ? dayInText(cell) : { kind: "day", day: plain };
}

const none: DayInCell = { kind: "none" };

// Birth dates repeat: a century has some 37,000 days.
const dayInText = remembered(50_000, (cell): DayInCell => {
  const text = cell.trim();
  if (text === "") return none;
  const iso = isoDay.exec(text)?.[1];
  if (iso !== undefined) return dayOrBad(parseDay(iso));
  const us = usDay.exec(text);
  if (us !== null) {
    const [, month = "", dayOfMonth = "", year = ""] = us;
    return dayOrBad(parseDay(`${year}-${month.padStart(2, "0")}-${dayOfMonth.padStart(2, "0")}`));
  }
  if (/^\d{8}$/.test(text)) {
    return dayOrBad(parseDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`));
  }
  if (/^\d{1,5}(\.\d+)?$/.test(text)) return { kind: "bad", why: "serial" };
  if (/^\d{1,2}[/-]\d{1,2}[/-]\d{2}$/.test(text)) return { kind: "bad", why: "twoDigitYear" };
  return { kind: "bad", why: "form" };
});

function dayOrBad(day: Day | undefined): DayInCell {
  return day === undefined ? { kind: "bad", why: "form" } : { kind: "day", day };
}

/** Whole years from one day to another: age on that day. Born on 29 February, one is older on 1 March. */
export function yearsBetween(from: Day, to: Day): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}
