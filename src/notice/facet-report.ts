import type { TextFacets } from "./notice.ts";
import { variantKey } from "./variant-key.ts";

type FacetName = keyof TextFacets;

/** Why a facet makes variants: its values here, and what would be saved without it. */
export type FacetEffect = {
  readonly facet: FacetName;
  /** The values that occur, with the variants that have each; most variants first. */
  readonly values: readonly { readonly value: string; readonly variants: number }[];
  /** What it may change in the wording, as one sentence. */
  readonly changes: string;
  /** How many variants there would be if this facet did not tell readers apart. */
  readonly variantsWithout: number;
  /** Groups of variants that differ in nothing else; none where it always changes together with another facet. */
  readonly groups: number;
  /** In how many of them the words are not the same. */
  readonly groupsThatDiffer: number;
};

/** Variants and texts of an incident, and each facet that has more than one value, strongest first. */
export type FacetReport = {
  readonly variants: number;
  readonly texts: number;
  readonly facets: readonly FacetEffect[];
};

const changes: Readonly<Record<FacetName, string>> = {
  client: "who writes and on whose behalf, contacts, signature, offers, why it had the data",
  notifier: "whether the vendor or the client writes, and whose discovery is told",
  purpose: "the opening: first news, more than the first letter said, or a correction of it",
  jurisdiction: "what the reader’s law requires and forbids, and the paragraph for residents",
  stateLaw: "whether the state’s own law asks for anything beside the federal one",
  phi: "whether health plans and medical identity are spoken of, and HIPAA’s list applies",
  recipient: "whom it speaks to: the reader, a parent or guardian, or the family of someone who died",
  language: "the language",
  offer: "which monitoring product is offered, how long, or none",
  channel: "letter or e-mail, website or press: what is enclosed and what is below",
  exposure: "the advice that fits what was lost: credit, taxes, passwords, medical statements",
};

/**
 * Why an incident has as many variants as it has. A variant is one combination of facets; some variants
 * share their words.
 * @param variants each variant's facets, with something that is equal for equal words (a hash)
 */
export function facetReport(
  variants: readonly { readonly facets: TextFacets; readonly words: string }[],
): FacetReport {
  const distinct = [...new Map(variants.map((each) => [variantKey(each.facets), each])).values()];
  const facets = (Object.keys(changes) as FacetName[]).flatMap((facet): FacetEffect[] => {
    const counts = new Map<string, number>();
    const groups = new Map<string, string[]>();
    for (const { facets: each, words } of distinct) {
      const value = String(each[facet] ?? "none");
      counts.set(value, (counts.get(value) ?? 0) + 1);
      const rest = JSON.stringify({ ...each, [facet]: null }, Object.keys(changes).sort());
      groups.set(rest, [...(groups.get(rest) ?? []), words]);
    }
    if (counts.size < 2) return [];
    const alone = [...groups.values()].filter((words) => words.length > 1);
    return [
      {
        facet,
        values: [...counts]
          .map(([value, count]) => ({ value, variants: count }))
          .sort((a, b) => b.variants - a.variants || (a.value < b.value ? -1 : 1)),
        changes: changes[facet],
        variantsWithout: groups.size,
        groups: alone.length,
        groupsThatDiffer: alone.filter((words) => new Set(words).size > 1).length,
      },
    ];
  });
  return {
    variants: distinct.length,
    texts: new Set(distinct.map(({ words }) => words)).size,
    facets: facets.sort((a, b) => a.variantsWithout - b.variantsWithout),
  };
}
