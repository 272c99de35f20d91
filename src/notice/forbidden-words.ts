import type { LanguageWords } from "./language-words.ts";
import { anyOf, wordPattern } from "./word-pattern.ts";

type Forbidden = { readonly nature: RegExp; readonly count: RegExp; readonly notCounting: RegExp };
const compiled = new WeakMap<LanguageWords, Forbidden>();

function forbiddenIn(words: LanguageWords): Forbidden {
  const known = compiled.get(words);
  if (known !== undefined) return known;
  const { joiner, numbers, between, people } = words.countOfPeople;
  const numberWord = `(?i:${anyOf(numbers)})`;
  const number = `(?:(?<![\\p{L}\\p{N}])\\d[\\d,.]*|${numberWord})(?:[ -](?:(?i:${anyOf([joiner])}) )?${numberWord})*`;
  // A name may stand between a number and the people it counts: “12 Massachusetts residents”.
  const middle = `(?:(?i:${anyOf(between)})|\\p{Lu}\\p{L}+)`;
  // People in lower case only: “2026. Larkspur Records” counts nobody.
  // Within a line: a ZIP code at the end of a cell does not count the residents of the next heading.
  const count = `${number}(?:[^\\S\\n]+${middle}){0,5}[^\\S\\n]+${anyOf(people)}`;
  const made = {
    nature: wordPattern(words.natureOfBreach),
    count: new RegExp(count, "u"),
    notCounting: new RegExp(anyOf(words.countOfPeople.notCounting), "giu"),
  };
  compiled.set(words, made);
  return made;
}

/** The first count of people in the text (“1,204 Massachusetts residents”), or undefined. */
export function countOfPeopleIn(text: string, words: LanguageWords): string | undefined {
  const { count, notCounting } = forbiddenIn(words);
  return count.exec(text.replace(notCounting, "…"))?.[0];
}

/** The first word in the text that tells how a breach happened, or undefined. */
export function natureOfBreachIn(text: string, words: LanguageWords): string | undefined {
  return forbiddenIn(words).nature.exec(text)?.[0];
}

// Also what spreadsheets and programs leave behind when a value was missing.
const placeholder =
  /\{\{|\}\}|<<|>>|[\uE000-\uF8FF\uFFFD]|\[[^\][]{0,80}\]|\b(?:TBD|TODO|FIXME|XX+|lorem ipsum|undefined|NaN)\b|#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!)|\[object|_{3,}/;

/** The first placeholder that was left in the text, or undefined. */
export function placeholderIn(text: string): string | undefined {
  return placeholder.exec(text)?.[0];
}

/** Sentences, lines being ends of sentences too. */
function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?])\s+|\n/);
}

/** The first sentence that asks the reader for personal information, by what it asks with; or undefined. */
export function informationRequestIn(text: string, words: LanguageWords): string | undefined {
  const { asking, data, denial } = words.personalInformationRequest;
  const [asks, wanted, denies] = [asking, data, denial].map(wordPattern);
  const found = sentencesOf(text).find(
    (sentence) => asks?.test(sentence) && wanted?.test(sentence) && !denies?.test(sentence),
  );
  return found === undefined ? undefined : asks?.exec(found)?.[0];
}

/** The first word that hangs an offer on a card or a payment, or undefined. */
export function conditionOfOfferIn(text: string, words: LanguageWords): string | undefined {
  const { conditions, denial } = words.conditionedOffer;
  const [condition, denies] = [wordPattern(conditions), wordPattern(denial)];
  const found = sentencesOf(text).find((sentence) => condition.test(sentence) && !denies.test(sentence));
  return found === undefined ? undefined : condition.exec(found)?.[0];
}

/** The first word that says what someone is (“deceased”, “a minor”), or undefined. */
export function statusOfPersonIn(text: string, words: LanguageWords): string | undefined {
  return wordPattern(words.statusOfPerson).exec(text)?.[0];
}
