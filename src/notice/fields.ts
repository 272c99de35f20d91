import type { Day } from "../calendar/index.ts";
import type { Client } from "../incident/index.ts";
import type { Individual } from "../people/index.ts";
import { dataElementPhrase } from "./data-element-phrase.ts";
import { dayText } from "./day-text.ts";
import { filled, type LanguageWords } from "./language-words.ts";
import type { Facets, Fields } from "./notice.ts";

/** What the ledger and the print run bind to one person. */
export type FieldSources = {
  /** The enrolment code that is this person's for ever; absent when the variant has no offer. */
  readonly code?: string;
  /** The last day to enrol, when the code's own day is earlier than the offer's. */
  readonly enrolBy?: Day;
  readonly pieceId?: string;
};

function salutationName(individual: Individual, { salutation }: LanguageWords): string {
  const { recipient } = individual;
  switch (recipient.kind) {
    case "individual":
      return individual.name.full;
    case "parentOrGuardian":
      return recipient.name ?? filled(salutation.parentOrGuardian, { name: individual.name.full });
    case "nextOfKin":
      return recipient.name ?? filled(salutation.nextOfKin, { name: individual.name.full });
  }
}

/**
 * One person's values for the slots, plain text in NFC, in the words of the variant's language (see
 * `wordsFor`). They fill the text and never decide it.
 * `code` and `enrolBy` are there exactly when the variant has an offer and a code was given.
 */
export function fieldsFor(
  individual: Individual,
  facets: Facets,
  client: Client,
  words: LanguageWords,
  sources: FieldSources = {},
): Fields {
  const name = individual.name.full;
  const whose =
    facets.recipient === "adult" ? ({ kind: "reader" } as const) : ({ kind: "named", name } as const);
  const offer = client.offers.find((candidate) => candidate.id === facets.offer);
  const enrolBy = sources.enrolBy ?? offer?.enrolBy;
  const nfc = (text: string) => text.normalize("NFC");
  return {
    recipientName: nfc(salutationName(individual, words)),
    individualName: nfc(name),
    dataElements: nfc(
      dataElementPhrase(individual.dataElements, whose, words, client.dataElementWords?.[facets.language]),
    ),
    ...(offer !== undefined && sources.code !== undefined ? { code: nfc(sources.code) } : {}),
    ...(offer !== undefined && enrolBy !== undefined ? { enrolBy: dayText(enrolBy, words) } : {}),
    ...(sources.pieceId === undefined ? {} : { pieceId: nfc(sources.pieceId) }),
  };
}
