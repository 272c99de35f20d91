import type { ContentElement } from "../law/index.ts";
import { type LanguageWords, wordedElements } from "./language-words.ts";
import { wordPattern } from "./word-pattern.ts";

/** What the text under a content element's mark must hold to say it, in words and as a test. */
export type Evidence = { readonly lacks: string; readonly in: (text: string) => boolean };

const phone = /\(?\d{3}\)?[ -]\d{3}-\d{4}/;
// Toll-free codes of the North American numbering plan.
const tollFree = /(?<!\d)\(?8(00|33|44|55|66|77|88)\)?[ -]\d{3}-\d{4}/;
const year = /\b(19|20)\d{2}\b/;
const site = /\b[a-z0-9-]+\.(gov|com|org|net|us|example)\b/i;

function has(lacks: string, ...wanted: readonly (RegExp | string)[]): Evidence {
  return {
    lacks,
    in: (text) => wanted.every((each) => (typeof each === "string" ? text.includes(each) : each.test(text))),
  };
}

/** Found three times over; whether each belongs to another bureau no pattern can tell. */
function threeTimes({ source }: RegExp): RegExp {
  return new RegExp(`(?:${source}[^]*?){3}`);
}

// Elements that numbers and names prove in every language.
const byNumbers: Readonly<Partial<Record<ContentElement, Evidence>>> = {
  dateOfBreach: has("a date", year),
  dateOfDiscovery: has("a date", year),
  exposureTimeframe: has("a date", year),
  dateOfNotice: has("a date", year),
  entityContact: has(
    "a telephone number, an e-mail address, a site or a postal address",
    /\d{3}-\d{4}|@|\.\w{2,}|\b\d{5}\b/,
  ),
  entityTollFree: has("a toll-free number", tollFree),
  craContacts: has(
    "the three bureaus, each with its telephone number and address",
    "Equifax",
    "Experian",
    "TransUnion",
    threeTimes(phone),
    threeTimes(/\b[A-Z]{2} \d{5}\b/),
  ),
  ftcContact: has(
    "the FTC’s telephone number, address and site",
    phone,
    "20580",
    /ftc\.gov|identitytheft\.gov/i,
  ),
  agContact: has("a telephone number and a site", phone, site),
  otherRegulatorContact: has("a telephone number and a site", phone, site),
  residentCount: has("a number", /\d/),
};

/** Whether numbers and names prove all of the element: a date, a telephone number, an address. */
export function isProvedByFacts(element: ContentElement): boolean {
  return byNumbers[element] !== undefined;
}

// What the text lacks when none of the language's words for it is there.
const lacking: Readonly<Record<(typeof wordedElements)[number], string>> = {
  freezeIsFree: "that it costs nothing",
  securityFreezeInfo: "how to ask for a freeze",
  fraudAlertInfo: "what a fraud alert is",
  policeReportRight: "the right to a police report",
  reportIdentityTheftAdvice: "where to report identity theft",
  identityTheftInformationSources:
    "that the FTC and the Attorney General can tell how to avoid identity theft",
  passwordChangeAdvice: "the advice to change passwords",
  credentialAdvice: "the advice to change passwords",
  lawEnforcementDelayStatement: "whether law enforcement delayed the notice",
  fcraRights: "the Fair Credit Reporting Act",
  informationInquiry: "what types of information are kept, and whether any about the reader",
};

const byWords = new WeakMap<LanguageWords, Readonly<Partial<Record<ContentElement, Evidence>>>>();

/**
 * What proves an element whose mark alone proves little: a date needs a year, an office a telephone
 * number, the credit bureaus all three names, a right its words in the notice's language. Undefined for
 * the others, which need words of any kind.
 */
export function elementEvidence(element: ContentElement, words: LanguageWords): Evidence | undefined {
  let ofWords = byWords.get(words);
  if (ofWords === undefined) {
    ofWords = Object.fromEntries(
      wordedElements.map((each) => [each, has(lacking[each], ...words.evidence[each].map(wordPattern))]),
    );
    byWords.set(words, ofWords);
  }
  return byNumbers[element] ?? ofWords[element];
}
