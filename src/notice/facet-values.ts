import { noticePurposes } from "../incident/index.ts";
import { exposureClasses } from "../law/index.ts";
import type { TextFacets } from "./notice.ts";

/** A facet as templates see it: the values it can have, or none listed where they are open. */
export type FacetKind = { readonly values: readonly string[] };

// Each list is checked against the facet's type, so a new kind of reader cannot be forgotten here.
const facetValues = {
  client: { values: [] },
  notifier: { values: ["client", "vendor"] },
  purpose: { values: noticePurposes },
  jurisdiction: { values: [] },
  stateLaw: { values: ["applies", "silent"] },
  phi: { values: ["yes", "no"] },
  recipient: { values: ["adult", "parentOrGuardian", "nextOfKin", "public"] },
  language: { values: [] },
  offer: { values: [] },
  channel: { values: ["letter", "email", "website", "media", "covered-entity"] },
  exposure: { values: exposureClasses },
} as const satisfies {
  readonly [Name in keyof TextFacets]: {
    readonly values: TextFacets[Name] extends boolean
      ? readonly ["yes", "no"]
      : readonly (TextFacets[Name] & string)[];
  };
};

/** What the facet can be, or undefined if there is no such facet. */
export function facetKind(name: string): FacetKind | undefined {
  return Object.hasOwn(facetValues, name) ? facetValues[name as keyof TextFacets] : undefined;
}
