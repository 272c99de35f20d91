/**
 * Templates, facets, fields, composition, content check against the law.
 * Knows wording and what a reader's law asks of it. Must not know paper, mail or the store.
 * The one idea: facets choose, fields fill.
 */
export { compose, inlinesOf } from "./compose.ts";
export { type LetterContacts, letterContacts } from "./contact-facts.ts";
export { contentCheck } from "./content-check.ts";
export { dataElementPhrase, type Whose } from "./data-element-phrase.ts";
export { elementEvidence } from "./element-evidence.ts";
export { type FacetEffect, type FacetReport, facetReport } from "./facet-report.ts";
export { facetsFor, offerFor, type ReaderVariant, variantFinder } from "./facets.ts";
export { type FieldSources, fieldsFor } from "./fields.ts";
export { type CounselItem, forCounsel } from "./for-counsel.ts";
export type { LanguageWords, OwnTerms } from "./language-words.ts";
export { lawForFacets } from "./law-for-facets.ts";
export { lawForPublication, publicationFacets } from "./law-for-publication.ts";
export {
  type Block,
  type Facets,
  type FieldName,
  type Fields,
  fieldNames,
  type Inline,
  type Notice,
  type PublicationFacets,
  type TextFacets,
  type TextStyle,
} from "./notice.ts";
export { type FactSources, taglines } from "./notice-facts.ts";
export { escapeHtml, type HtmlOptions, noticeHtml } from "./notice-html.ts";
export { noticeText } from "./notice-text.ts";
export type { ListSummary, Publication } from "./publication.ts";
export { readTemplates } from "./read-templates.ts";
export { type Readability, readability } from "./readability.ts";
export { wordsFor } from "./template-words.ts";
export { loadTemplates, type OverrideText, type Templates } from "./templates.ts";
export { typeSizeProblems } from "./type-size.ts";
export { variantKey } from "./variant-key.ts";
