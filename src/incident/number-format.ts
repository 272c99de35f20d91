// ECMA-376 part 1, 18.8.30: numbers that stand for date formats without a code in the file; from 27 on in
// the languages of East Asia, from 71 on in Thai.
const builtInDates = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
  [71, 81],
] as const;

// In `mm/dd/yyyy` as well as in `yyyymmdd`; a number's placeholders and any other word are no date.
const dateToken = /^(?:(?:d{1,4}|m{1,5}|y{1,4}|h{1,2}|s{1,2})+|e{1,4}|g{1,3}|b{1,4}|a{3,5}|am|pm|a|p)$/;

function isDateSection(section: string): boolean {
  const bare = section
    // Colours, languages, conditions go; hours, minutes, seconds past their turn stay.
    .replace(/\[([hms]{1,2})\]/g, "$1")
    .replace(/\[[^\]]*\]/g, " ")
    .replace(/([hms])[.,]0+/g, "$1");
  const tokens = bare.match(/[a-z]+|[0#?%]+/g) ?? [];
  return tokens.length > 0 && tokens.every((token) => dateToken.test(token));
}

/**
 * Whether a number with this format is a day or a time (ECMA-376 part 1, 18.8.31). `code` is the format's
 * own text if the file has one. In doubt it is a number, which a reader of days names.
 */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (builtInDates.some(([first, last]) => id >= first && id <= last)) return true;
  if (code === undefined) return false;
  // Quoted and escaped text, padding and filling are shown as they are.
  const placeholders = code.toLowerCase().replace(/"[^"]*"|[\\_*]./g, " ");
  return placeholders.split(";").some(isDateSection);
}
