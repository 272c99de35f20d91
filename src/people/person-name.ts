import type { PersonName } from "./individual.ts";

/** The cells a name may come from, as plain text. */
export type NameCells = {
  readonly fullName: string;
  readonly prefix: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly lastName: string;
  readonly suffix: string;
};

/** A longer name is two columns run together, or not a name. */
export const longestName = 80;

/** The name as the envelope will bear it, or undefined if there is none. One word is a name. */
export function personName(cells: NameCells): PersonName | undefined {
  const { fullName, prefix, firstName: first, lastName: last, suffix } = cells;
  const middle = first !== "" || last !== "" ? cells.middleName : "";
  const named = fullName !== "" ? fullName : joined(first, middle, last);
  if (named === "") return undefined;
  const endsWithSuffix = suffix !== "" && nameKey(named).endsWith(` ${nameKey(suffix)}`);
  const hasPrefix = prefix !== "" && nameKey(named).startsWith(`${nameKey(prefix)} `);
  const name: { -readonly [Part in keyof PersonName]: PersonName[Part] } = {
    full: joined(hasPrefix ? "" : prefix, named, endsWithSuffix ? "" : suffix),
  };
  if (prefix !== "") name.prefix = prefix;
  if (first !== "") name.first = first;
  if (middle !== "") name.middle = middle;
  if (last !== "") name.last = last;
  if (suffix !== "") name.suffix = suffix;
  return name;
}

function joined(first: string, second: string, third: string): string {
  const both = first === "" || second === "" ? first + second : `${first} ${second}`;
  return both === "" || third === "" ? both + third : `${both} ${third}`;
}

const lastWords: ReadonlyMap<string, string> = new Map([
  ["JUNIOR", "JR"],
  ["SENIOR", "SR"],
  ["2ND", "II"],
  ["3RD", "III"],
  ["4TH", "IV"],
  ["1ST", "I"],
]);

// Most names, for which capitals and a look at the last word will do.
const plainName = /^[A-Za-z0-9.' -]+$/;

/**
 * The name as it is compared: capitals without accents or punctuation, generation in one spelling.
 * A father and his son keep their suffixes and so stay two.
 */
export function nameKey(name: string): string {
  if (plainName.test(name)) {
    const capitals = name.toUpperCase();
    const hasMarks = /[.'-]| {2}/.test(capitals);
    const words = (hasMarks ? capitals.replace(/[.']/g, "").replace(/[ -]+/g, " ") : capitals).trim();
    const space = words.lastIndexOf(" ");
    const known = space < 0 ? undefined : lastWords.get(words.slice(space + 1));
    return known === undefined ? words : words.slice(0, space + 1) + known;
  }
  const ascii = /[^\x20-\x7e]/.test(name) ? name.normalize("NFKD").replace(/\p{M}/gu, "") : name;
  const words = ascii
    .toUpperCase()
    .replace(/['’.]/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  const last = words.at(-1);
  if (words.length > 1 && last !== undefined) words[words.length - 1] = lastWords.get(last) ?? last;
  return words.join(" ");
}

/** True if a name looks like something else: markup, a formula, a number, a merge field. */
export function looksLikeNoName(name: string): boolean {
  return /[{}<>=@[\]|\\"$%^*_~+;:!?]|\d{2}/.test(name);
}

const noNames: ReadonlySet<string> = new Set([
  "UNKNOWN",
  "UNKNOWN UNKNOWN",
  "NA",
  "N A",
  "NONE",
  "NO NAME",
  "TBD",
]);

/** True if what stands for a name names nobody: no letter in it, or a word for “not known”. */
export function isNoName(name: string): boolean {
  // Most names show by their first letter that they are none of these.
  if (/^[A-MO-SV-Za-mo-sv-z]/.test(name)) return false;
  return noNames.has(nameKey(name.replaceAll("/", ""))) || !/\p{L}/u.test(name);
}

// What may follow a comma at the end of a name that is the right way round.
const afterComma =
  /^(?:JR|SR|I{1,3}|IV|V|ESQ|MD|DO|DDS|DMD|PHD|RN|NP|PA|PA C|CPA|JD|DVM|LCSW|PSYD|EDD|PHARMD)$/;

/** True if a name seems to be written last name first: it is printed as it stands, and told. */
export function looksReversed(name: string): boolean {
  if (!name.includes(",")) return false;
  const [, after] = name.split(",", 2);
  return after !== undefined && !afterComma.test(nameKey(after));
}
