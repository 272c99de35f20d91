import type { DataElement } from "../incident/index.ts";
import { dataElements } from "../incident/index.ts";
import { filled, type LanguageWords, type OwnTerms } from "./language-words.ts";
import { wordList } from "./word-list.ts";

/** Whose data: the reader's own, that of the person named, or nobody's in particular. */
export type Whose =
  | { readonly kind: "reader" }
  | { readonly kind: "anyone" }
  | { readonly kind: "named"; readonly name: string };

// An account number “with its code” says the account number too; saying both would read as two accounts.
const saidBy: Readonly<Partial<Record<DataElement, DataElement>>> = {
  financialAccountAlone: "financialAccount",
  paymentCardAlone: "paymentCard",
  partialSsn: "ssn",
  emailAddress: "emailCredentials",
};

/** A kind of data in words, its article apart: “la” “fecha de nacimiento”; no article in English. */
function articleOf(term: string, { dataElementPhrase }: LanguageWords): string | undefined {
  return Object.keys(dataElementPhrase.articles).find((article) => term.startsWith(`${article} `));
}

/** Whether the term begins with an article, in a language whose terms must. */
export function hasItsArticle(term: string, words: LanguageWords): boolean {
  const articles = Object.keys(words.dataElementPhrase.articles);
  return articles.length === 0 || articleOf(term, words) !== undefined;
}

type Phrases = { readonly reader: string; readonly named: string; readonly anyone: string };

// A mailing has few different lists and millions of people, so the list is written once.
const phrases = new WeakMap<LanguageWords, WeakMap<OwnTerms, Map<string, Phrases>>>();
const mostLists = 10_000;
const noTerms: OwnTerms = {};

function phrasesOf(elements: readonly DataElement[], words: LanguageWords, own: OwnTerms): Phrases {
  const ofWords = phrases.get(words) ?? new WeakMap<OwnTerms, Map<string, Phrases>>();
  phrases.set(words, ofWords);
  const lists = ofWords.get(own) ?? new Map<string, Phrases>();
  ofWords.set(own, lists);
  const key = elements.join();
  const known = lists.get(key);
  if (known !== undefined) return known;
  if (lists.size >= mostLists) lists.clear();

  const given = new Set<DataElement>(elements.length === 0 ? ["name"] : elements);
  const terms = dataElements
    .filter((element) => {
      const other = saidBy[element];
      return given.has(element) && !(other !== undefined && given.has(other));
    })
    .map((element) => own[element] ?? words.dataElements[element]);
  const bare = terms.map((term) => {
    const article = articleOf(term, words);
    return article === undefined ? term : term.slice(article.length + 1);
  });
  const { reader, named, your, articles } = words.dataElementPhrase;
  const first = articleOf(terms[0] ?? "", words);
  const places = {
    your: (first === undefined ? undefined : articles[first]) ?? your,
    list: wordList(bare, words, "and"),
    theList: wordList(terms, words, "and"),
  };
  const made = { reader: filled(reader, places), named: filled(named, places), anyone: places.theList };
  lists.set(key, made);
  return made;
}

/**
 * What was involved, as the words that finish “The information included …”: worst first, each thing
 * once, in the client's own terms where it has some. A person with nothing on the list still gets a true
 * phrase: a notice is about their name.
 * @example dataElementPhrase(["dateOfBirth", "ssn"], { kind: "reader" }, english) // "your Social Security number and date of birth"
 */
export function dataElementPhrase(
  elements: readonly DataElement[],
  whose: Whose,
  words: LanguageWords,
  own: OwnTerms = noTerms,
): string {
  const { reader, named, anyone } = phrasesOf(elements, words, own);
  if (whose.kind === "anyone") return anyone;
  return whose.kind === "reader" ? reader : filled(named, { name: whose.name });
}
