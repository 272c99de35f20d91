import type { NoticeLaw } from "../law/index.ts";
import type { Facets, Notice } from "../notice/index.ts";
import { facetWords, jurisdictionWords } from "./facet-words.ts";
import { type LawDifference, lawDifference } from "./law-difference.ts";
import { type TextDifference, textDifferences } from "./text-difference.ts";

/** A variant that is compared. */
export type ComparedText = {
  readonly variant: string;
  readonly facets: Facets;
  readonly people: number;
  readonly notice: Notice;
  readonly law: NoticeLaw;
};

/** Two variants, and what each has that the other has not: in law and in words. */
export type Comparison = {
  readonly one: ComparedSide;
  readonly other: ComparedSide;
  /** Facets in which they differ. */
  readonly facets: readonly string[];
  readonly law: LawDifference;
  readonly text: readonly TextDifference[];
};

type ComparedSide = {
  readonly variant: string;
  readonly people: number;
  /** What tells the two apart: “Texas”, “next of kin”. */
  readonly name: string;
  readonly language: string;
};

/** Where names of clients and jurisdictions are found. */
export type ComparisonNames = {
  readonly clients: ReadonlyMap<string, string>;
  readonly jurisdictions: ReadonlyMap<string, string>;
};

/**
 * Compares two variants: what does the one say, or its law ask, that the other does not.
 * @example compareTexts(texas, ohio, names).law.onlyOne
 */
export function compareTexts(one: ComparedText, other: ComparedText, names: ComparisonNames): Comparison {
  const facets = (Object.keys(one.facets) as (keyof Facets)[]).filter(
    (facet) => one.facets[facet] !== other.facets[facet],
  );
  const side = ({ variant, people, facets: own, notice }: ComparedText): ComparedSide => ({
    variant,
    people,
    name: nameOf(own, facets, names),
    language: notice.language,
  });
  return {
    one: side(one),
    other: side(other),
    facets,
    law: lawDifference(one.law, other.law),
    text: textDifferences(one.notice, other.notice),
  };
}

/** What sets a variant apart; whether a State's law speaks follows from the State, and is left unsaid beside it. */
function nameOf(facets: Facets, differing: readonly (keyof Facets)[], names: ComparisonNames): string {
  const telling = differing.filter((facet) => facet !== "stateLaw" || !differing.includes("jurisdiction"));
  const words = (telling.length === 0 ? (["jurisdiction"] as const) : telling).map((facet) => {
    const value = facets[facet];
    if (facet === "client") return names.clients.get(String(value)) ?? String(value);
    if (facet === "jurisdiction") return jurisdictionWords(String(value), names.jurisdictions);
    return facetWords(facet, value);
  });
  return words.join(", ");
}
