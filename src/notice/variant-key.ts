import type { TextFacets } from "./notice.ts";

/**
 * The variant's key: readable, stable, one to one with the facets, naming no person. The usual case
 * (state law applies, health data, the client writes, first news) is left unsaid.
 * @example variantKey(facets) // "summit-health/US-TX/adult/en/adult24/letter/ssn"
 */
export function variantKey(facets: TextFacets): string {
  const parts = [
    facets.client,
    facets.jurisdiction,
    facets.recipient,
    facets.language,
    // An offer's id has no underscore, so this names no offer.
    facets.offer ?? "no_offer",
    facets.channel,
    facets.exposure,
  ];
  if (facets.stateLaw === "silent") parts.push("state-law-silent");
  if (!facets.phi) parts.push("not-phi");
  if (facets.notifier === "vendor") parts.push("by-vendor");
  if (facets.purpose !== "first") parts.push(facets.purpose);
  return parts.join("/");
}
