import { type Problem, problem } from "../problem/index.ts";
import { hasItsArticle } from "./data-element-phrase.ts";
import type { LanguageWords } from "./language-words.ts";
import type { TextFacets } from "./notice.ts";
import { type FactSources, taglines } from "./notice-facts.ts";
import type { Templates } from "./templates.ts";
import { variantKey } from "./variant-key.ts";

/** What client.json says, or does not, for readers of this language. */
export function languageProblems(
  templates: Templates,
  facets: TextFacets,
  { client }: FactSources,
  words: LanguageWords,
): readonly Problem[] {
  const { language } = facets;
  const where = { client: client.id, variant: variantKey(facets) };
  const problems = taglines(templates, facets, client.contact)
    .filter(({ line }) => line === undefined)
    .map((missing) => problem("notice/tagline-missing", where, { language: missing.language }));
  for (const [element, term] of Object.entries(client.dataElementWords?.[language] ?? {}))
    if (term !== undefined && !hasItsArticle(term, words))
      problems.push(
        problem(
          "notice/term-without-article",
          { ...where, path: `dataElementWords.${language}.${element}` },
          { articles: Object.keys(words.dataElementPhrase.articles).join(", ") },
        ),
      );
  // English is taken for spoken; a reader of another language is told to call, and must be understood.
  if (language !== "en" && !client.contact?.languages?.includes(language))
    problems.push(problem("notice/language-not-spoken", where, { language }));
  return problems;
}

/** The words that reach the reader through fields: who approves the text approves them too. */
export function wordsOfFields(
  words: LanguageWords,
  { language }: TextFacets,
  { client }: FactSources,
): unknown {
  const { dates, lists, salutation, dataElementPhrase, dataElements } = words;
  return [
    dates,
    lists,
    salutation,
    dataElementPhrase,
    dataElements,
    client.dataElementWords?.[language] ?? null,
  ];
}
