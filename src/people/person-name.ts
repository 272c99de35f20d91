import type { PersonName } from "./individual.ts";
import { plainText } from "./plain-text.ts";

/** The cells a name may come from, as they stand. */
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
  const first = plainText(cells.firstName);
  const middle = plainText(cells.middleName);
  const last = plainText(cells.lastName);
  const prefix = plainText(cells.prefix);
  const suffix = plainText(cells.suffix);
  const whole = plainText(cells.fullName);
  const hasParts = first !== "" || last !== "";
  const middlePart = hasParts ? middle : "";
  const named = whole !== "" ? whole : joined(first, middlePart, last);
  if (named === "") return undefined;
  const endsWithSuffix = suffix !== "" && nameKey(named).endsWith(` ${nameKey(suffix)}`);
  const hasPrefix = prefix !== "" && nameKey(named).startsWith(`${nameKey(prefix)} `);
  return {
    full: joined(hasPrefix ? "" : prefix, named, endsWithSuffix ? "" : suffix),
    ...(prefix === "" ? {} : { prefix }),
    ...(first === "" ? {} : { first }),
    ...(middlePart === "" ? {} : { middle: middlePart }),
    ...(last === "" ? {} : { last }),
    ...(suffix === "" ? {} : { suffix }),
  };
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}

const lastWords: Readonly<Record<string, string>> = {
  JUNIOR: "JR",
  SENIOR: "SR",
  "2ND": "II",
  "3RD": "III",
  "4TH": "IV",
  "1ST": "I",
};

/**
 * The name as it is compared: capitals without accents or punctuation, generation in one spelling.
 * A father and his son keep their suffixes and so stay two.
 */
export function nameKey(name: string): string {
  const ascii = /[^\x20-\x7e]/.test(name) ? name.normalize("NFKD").replace(/\p{M}/gu, "") : name;
  const words = ascii
    .toUpperCase()
    .replace(/['’.]/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  const last = words.at(-1);
  if (words.length > 1 && last !== undefined) words[words.length - 1] = lastWords[last] ?? last;
  return words.join(" ");
}

/** True if a name looks like something else: markup, a formula, a number, a merge field. */
export function looksLikeNoName(name: string): boolean {
  return /[{}<>=@[\]|\\"$%^*_~+;:!?]|\d{2}/.test(name);
}

/** True if what stands for a name names nobody: no letter in it, or a word for “not known”. */
export function isNoName(name: string): boolean {
  return (
    !/\p{L}/u.test(name) ||
    /^(?:UNKNOWN(?: UNKNOWN)?|N ?A|NONE|NO NAME|TBD)$/.test(nameKey(name.replaceAll("/", "")))
  );
}

// What may follow a comma at the end of a name that is the right way round.
const afterComma =
  /^(?:JR|SR|I{1,3}|IV|V|ESQ|MD|DO|DDS|DMD|PHD|RN|NP|PA|PA C|CPA|JD|DVM|LCSW|PSYD|EDD|PHARMD)$/;

/** True if a name seems to be written last name first: it is printed as it stands, and told. */
export function looksReversed(name: string): boolean {
  const [, after] = name.split(",", 2);
  return after !== undefined && !afterComma.test(nameKey(after));
}
