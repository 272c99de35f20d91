import type { Client } from "../../src/incident/index.ts";
import { type ExposureClass, exposureClasses, type NoticeLaw, readLaw } from "../../src/law/index.ts";
import { type Facets, type FactSources, lawForFacets, letterContacts } from "../../src/notice/index.ts";
import { clinic, employer, incident, ownIncident } from "./fictional-incident.ts";

export const law = readLaw("jurisdictions").value;
const contacts = letterContacts(law);

/** Every State, district and territory with a law of its own, and the two places that have none. */
export const places: readonly string[] = [
  ...[...law.jurisdictions.values()]
    .filter(({ level }) => level === "state")
    .map(({ jurisdiction }) => jurisdiction)
    .sort(),
  "FOREIGN",
  "UNKNOWN",
];

/** A variant with all that its notice is made from. */
export type Case = { readonly facets: Facets; readonly client: Client; readonly from: FactSources };

const recipients = ["adult", "parentOrGuardian", "nextOfKin"] as const;

/** Of each client the first offer for such a reader; none for the family of someone who died. */
function offerOf(recipient: Facets["recipient"], client: Client): string | null {
  if (recipient === "nextOfKin") return null;
  const wanted = recipient === "adult" ? "adult" : "minor";
  return client.offers.find((offer) => offer.for === wanted)?.id ?? null;
}

/**
 * Every kind of reader in one place: recipients and exposures, health data and not, the State's law
 * speaking or silent, and in turn both writers and both channels.
 */
export function casesIn(
  jurisdiction: string,
  language: string,
  exposures: readonly ExposureClass[] = exposureClasses,
  stateLaws: readonly Facets["stateLaw"][] = ["applies", "silent"],
): readonly Case[] {
  return recipients.flatMap((recipient) =>
    exposures.flatMap((exposure) =>
      [clinic, employer].flatMap((client) =>
        stateLaws.map((stateLaw) => {
          const index = exposureClasses.indexOf(exposure);
          const own = (index + (client === clinic ? 0 : 1)) % 2 === 0;
          const channel = recipient === "adult" && (index + (own ? 1 : 0)) % 3 === 0 ? "email" : "letter";
          const facets: Facets = {
            client: client.id,
            notifier: own ? "client" : "vendor",
            purpose: "first",
            jurisdiction,
            stateLaw,
            phi: client === clinic,
            recipient,
            language,
            channel,
            exposure,
            offer: offerOf(recipient, client),
          };
          return caseOf(facets, client, own ? ownIncident : incident);
        }),
      ),
    ),
  );
}

/** The sources of one variant, its law among them. */
export function caseOf(facets: Facets, client: Client, of: FactSources["incident"]): Case {
  const wanted: NoticeLaw = lawForFacets(facets, law, of, client);
  return { facets, client, from: { incident: of, client, contacts, residentCount: 12, law: wanted } };
}
