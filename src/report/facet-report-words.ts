import type { FacetReport } from "../notice/index.ts";
import { facetName } from "./facet-words.ts";
import { counted } from "./word-list.ts";

/**
 * Why there are so many variants, one sentence for each facet that multiplies them, the strongest first:
 * “jurisdiction has 26 values; 44 variants would do without it. It changes …”.
 */
export function facetReportWords({ variants, facets }: FacetReport): readonly string[] {
  return facets
    .filter(({ variantsWithout }) => variantsWithout < variants)
    .map(
      ({ facet, values, changes, variantsWithout }) =>
        `${facetName(facet)} has ${counted(values.length, "value")}; ${counted(variantsWithout, "variant")} would do without it. It changes ${changes}.`,
    );
}
