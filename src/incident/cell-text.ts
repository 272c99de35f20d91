import { type SharedStrings, withoutEscapes } from "./shared-strings.ts";

/** What the cells of a sheet lean on. */
export type CellContext = {
  readonly strings: SharedStrings;
  readonly dateStyles: readonly boolean[];
  readonly is1904: boolean;
};

const dayMilliseconds = 86_400_000;
// ECMA-376 part 1, 18.17.4.1: serial numbers of 1 January 1970, and of 31 December 9999.
const epoch = 25_569;
const lastDay = 2_958_465;
const from1904 = 1_462;
// The 1900 system has a 29 February 1900, which never was: serial 60. Before it, days are off by one.
const phantomDay = 60;

/** A number as text, in a style that shows days: `YYYY-MM-DD`, or its digits if no day has it. */
function dayText(digits: string, is1904: boolean): string | undefined {
  const given = Number(digits);
  if (Number.isNaN(given)) return undefined;
  const serial = Math.floor(given + (is1904 ? from1904 : 0));
  if (serial < 1 || serial > lastDay || serial === phantomDay) return digits;
  const days = serial - epoch + (serial < phantomDay ? 1 : 0);
  return new Date(days * dayMilliseconds).toISOString().slice(0, 10);
}

/**
 * What a cell says (ECMA-376 part 1, 18.3.1.4 and 18.18.11): numbers keep the digits that the file has, days
 * become `YYYY-MM-DD`, a formula is its last result, an error is an empty cell. `value` is the `v` element's
 * text, undefined if there is none. Undefined if the cell cannot mean anything.
 */
export function cellText(
  type: string | undefined,
  style: string | undefined,
  value: string | undefined,
  context: CellContext,
): string | undefined {
  if (value === undefined || value === "") return "";
  switch (type ?? "n") {
    case "s":
      return context.strings(Number(value));
    case "n":
      if (style !== undefined && context.dateStyles[Number(style)] === true)
        return dayText(value, context.is1904);
      return value;
    case "str":
      return withoutEscapes(value);
    case "b":
      return value === "1" || value === "true"
        ? "true"
        : value === "0" || value === "false"
          ? "false"
          : undefined;
    case "d":
      // Of a day with a time, the day as it is written there.
      return /^\d{4}-\d\d-\d\d(?:T|$)/.test(value.trim()) ? value.trim().slice(0, 10) : undefined;
    case "e":
      return "";
    default:
      return undefined;
  }
}
