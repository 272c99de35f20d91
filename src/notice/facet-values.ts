import { exposureClasses } from "../law/index.ts";
import type { Facets } from "./notice.ts";

/** A facet as templates see it: the values it can have, or none listed where they are open. */
export type FacetKind = { readonly values: readonly string[] };

// Each list is checked against the facet's type, so a new kind of reader cannot be forgotten here.
const facetValues = {
  client: { values: [] },
  notifier: { values: ["client", "vendor"] },
  jurisdiction: { values: [] },
  stateLaw: { values: ["applies", "silent"] },
  phi: { values: ["yes", "no"] },
  recipient: { values: ["adult", "parentOrGuardian", "nextOfKin"] },
  language: { values: [] },
  offer: { values: [] },
  channel: { values: ["letter", "email"] },
  exposure: { values: exposureClasses },
} as const satisfies {
  readonly [Name in keyof Facets]: {
    readonly values: Facets[Name] extends boolean
      ? readonly ["yes", "no"]
      : readonly (Facets[Name] & string)[];
  };
};

/** What the facet can be, or undefined if there is no such facet. */
export function facetKind(name: string): FacetKind | undefined {
  return Object.hasOwn(facetValues, name) ? facetValues[name as keyof Facets] : undefined;
}
