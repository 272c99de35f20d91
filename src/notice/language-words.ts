import { z } from "zod";
import { type DataElement, dataElements } from "../incident/index.ts";
import type { ContentElement } from "../law/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";

/** Content elements that are proved by words of the notice's language, not by a number or a name. */
export const wordedElements = [
  "freezeIsFree",
  "securityFreezeInfo",
  "fraudAlertInfo",
  "policeReportRight",
  "reportIdentityTheftAdvice",
  "identityTheftInformationSources",
  "passwordChangeAdvice",
  "credentialAdvice",
  "lawEnforcementDelayStatement",
  "fcraRights",
  "informationInquiry",
] as const satisfies readonly ContentElement[];

const line = z.string().min(1);
const words = z.array(line).min(1);

/** A text with places in braces; each that is named must be in it. */
function withPlaces(...places: readonly string[]) {
  return line.refine((text) => places.every((place) => text.includes(`{${place}}`)), {
    message: `a text with ${places.map((place) => `{${place}}`).join(" and ")}`,
  });
}

/** “and”, “or”: in Spanish “y” is “e” before the sound of an i. */
const conjunction = z.strictObject({
  word: line,
  instead: line.optional(),
  /** Beginnings of a word before which `instead` is said, and longer ones before which it is not. */
  before: z.array(line).optional(),
  butNot: z.array(line).optional(),
});
export type Conjunction = z.infer<typeof conjunction>;

/**
 * `templates/<language>/words.json`: what the engine itself says or looks for in a language. Lists of
 * words to look for: `*` ends a word of any ending, a blank also stands for a hyphen, case is ignored.
 */
export const languageWordsSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(1),
  language: line,
  dates: z.strictObject({
    months: z.array(line).length(12),
    day: withPlaces("day", "month", "year"),
    on: withPlaces("day"),
    onOrBefore: withPlaces("day"),
    between: withPlaces("from", "to"),
  }),
  /** What stands between thousands. */
  thousands: line,
  lists: z.strictObject({ and: conjunction, or: conjunction, commaBeforeLast: z.boolean() }),
  /** At the foot of every page of a letter. */
  pageOf: withPlaces("page", "pages"),
  /** Who is greeted when a parent or a family has no name. */
  salutation: z.strictObject({ parentOrGuardian: withPlaces("name"), nextOfKin: withPlaces("name") }),
  dataElementPhrase: z.strictObject({
    /** `{list}` has no articles, `{theList}` has them; `{your}` fits the first item. */
    reader: withPlaces("list"),
    named: withPlaces("name"),
    your: line,
    /** Article → the “your” that takes its place. */
    articles: z.record(z.string(), line),
  }),
  /** After “your” or “Ana’s”; with its article in a language that has them. */
  dataElements: z.record(z.enum(dataElements), line),
  /** Forms in which the notice can be had. */
  textFormats: z.strictObject({ largePrint: line, braille: line, audio: line }),
  /** States whose name differs from the law's. */
  jurisdictions: z.record(z.string(), line),
  /** Titles and headings that a law fixes in English → what a notice in this language says. */
  fixedWords: z.record(z.string(), line),
  /** Element → groups of words; the text under its mark must hold one of each group. */
  evidence: z.record(z.enum(wordedElements), z.array(words).min(1)),
  /** Words that tell how a breach happened. */
  natureOfBreach: words,
  /** A sentence that asks for one of the data, and has none of the words of denial, requests it. */
  personalInformationRequest: z.strictObject({ asking: words, data: words, denial: words }),
  /** Words that hang an offer on a card or a payment, in a sentence without a word of denial. */
  conditionedOffer: z.strictObject({ conditions: words, denial: words }),
  /** Words that say what someone is: a correction must not repeat the wrong one. */
  statusOfPerson: words,
  /** `notCounting`: “one of our employees” counts nobody. */
  countOfPeople: z.strictObject({
    notCounting: words,
    joiner: line,
    numbers: words,
    between: words,
    people: words,
  }),
});
export type LanguageWords = Readonly<z.infer<typeof languageWordsSchema>>;
/** A client's own words for kinds of data, in one language. */
export type OwnTerms = Readonly<Partial<Record<DataElement, string>>>;

/** `templates/taglines.json`: language → one line in it that says where to call for help in it. */
export const taglinesSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(1),
  taglines: z.record(z.string(), withPlaces("tollFree")),
});

/** Reads one of the JSON files beside the templates. `template` is its name for problems. */
export function readWords<T>(template: string, text: string, schema: z.ZodType<T>): Read<T | undefined> {
  const unusable = (path: string, wanted: string): Problem =>
    problem("notice/words-unusable", { template, path }, { wanted });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { value: undefined, problems: [unusable("(all of it)", "JSON")] };
  }
  const read = schema.safeParse(json);
  if (read.success) return { value: read.data, problems: [] };
  return {
    value: undefined,
    problems: read.error.issues.map(({ path, message }) =>
      unusable(path.length === 0 ? "(top)" : path.join("."), message),
    ),
  };
}

/** The text with each `{place}` that has a value filled in; values are never looked at for places. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
