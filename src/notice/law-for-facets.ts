import type { Client, DataElement, Incident } from "../incident/index.ts";
import { type Law, type NoticeLaw, noticeLaw } from "../law/index.ts";
import type { Facets } from "./notice.ts";

/**
 * What the law wants of one variant's notice. `exposed` narrows it to the data elements that were
 * lost anywhere in this client's incident. Throws if no day of discovery can be told.
 */
export function lawForFacets(
  facets: Facets,
  law: Law,
  incident: Incident,
  client: Client,
  exposed?: ReadonlySet<DataElement>,
): NoticeLaw {
  return noticeLaw(law, {
    jurisdiction: facets.jurisdiction,
    stateLawApplies: facets.stateLaw === "applies",
    phi: facets.phi,
    exposure: facets.exposure,
    offered: facets.offer !== null,
    ...(exposed === undefined ? {} : { exposed }),
    incident,
    client,
  });
}
