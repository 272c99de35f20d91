import { type Day, formatDay } from "../calendar/index.ts";
import type { Client, DataElement, Incident, IncidentDates } from "../incident/index.ts";
import type { NoticeLaw } from "../law/index.ts";
import type { LetterContacts } from "./contact-facts.ts";
import type { NoticeFacts } from "./fact-shape.ts";
import type { Facets } from "./notice.ts";

export type FactSources = {
  readonly incident: Incident;
  readonly client: Client;
  readonly law: NoticeLaw;
  readonly contacts: LetterContacts;
  /** Residents of the reader's state whom this client tells, where it is known. */
  readonly residentCount?: number | undefined;
  /** Data elements lost anywhere in this client’s incident; any may have been when it is absent. */
  readonly exposed?: ReadonlySet<DataElement> | undefined;
};

/** The client's date where it has one, else the incident's. Never one named date for another. */
function dateOf(name: keyof IncidentDates, { client, incident }: FactSources): Day | undefined {
  return client.dates[name] ?? incident.dates[name];
}

function occurredText(from: Day | undefined, to: Day | undefined): string | undefined {
  if (from === undefined) return to === undefined ? undefined : `on or before ${formatDay(to)}`;
  if (to === undefined || to === from) return `on ${formatDay(from)}`;
  return `between ${formatDay(from)} and ${formatDay(to)}`;
}

function dayText(of: Day | undefined): string | undefined {
  return of === undefined ? undefined : formatDay(of);
}

/** The day on the letter, as text; undefined until a mailing day is planned. */
export function noticeDate(sources: FactSources): string | undefined {
  return dayText(dateOf("individualNotice", sources));
}

/** All facts of one variant: a function of facets, incident, client and law, of no person. */
export function noticeFacts(facets: Facets, sources: FactSources): NoticeFacts {
  const { incident, client, law, contacts, exposed } = sources;
  const { language } = facets;
  const offer = client.offers.find(({ id }) => id === facets.offer);
  const narrative = incident.narrative[language];
  const vendor = incident.notifier.role === "vendor" ? incident.notifier : undefined;
  const { contact } = client;
  return {
    client: {
      name: client.name,
      parentCompany: client.parentCompany,
      relationship: client.relationship[language],
      vendorHeldDataBecause: client.vendorHeldDataBecause[language],
      contact: {
        tollFree: contact?.tollFree,
        hours: contact?.hours[language],
        tty: contact?.tty,
        email: contact?.email,
        website: contact?.website,
        postal: contact?.postal,
      },
      signatory: { name: client.signatory?.name, title: client.signatory?.title },
    },
    notifier: { name: facets.notifier === "vendor" ? vendor?.name : client.name },
    vendor: { name: vendor?.name, does: vendor?.does, parentCompany: vendor?.parentCompany },
    incident: {
      occurred: occurredText(dateOf("occurredFrom", sources), dateOf("occurredTo", sources)),
      contained: dayText(dateOf("contained", sources)),
      discovered: dayText(dateOf("discovered", sources)),
      vendorDiscovered: dayText(dateOf("vendorDiscovered", sources)),
      vendorNotified: dayText(dateOf("vendorNotified", sources)),
      noticeDate: noticeDate(sources),
      whatHappened: narrative?.whatHappened,
      whatHappenedBriefly: narrative?.whatHappenedBriefly,
      whatWeAreDoing: narrative?.whatWeAreDoing,
      credentialsExposed:
        exposed === undefined || exposed.has("onlineCredentials") || exposed.has("emailCredentials"),
      heldForLawEnforcement: incident.lawEnforcementHolds.some(
        ({ jurisdictions }) => jurisdictions === undefined || jurisdictions.includes(facets.jurisdiction),
      ),
    },
    offer:
      offer === undefined
        ? {}
        : {
            product: offer.product,
            months: String(offer.months),
            watches: offer.watches,
            enrolUrl: offer.enrolUrl,
            enrolPhone: offer.enrolPhone,
            engagementNumber: offer.engagementNumber,
          },
    law: {
      description: law.description,
      countForbidden: law.content.some(
        ({ element, requirement }) => element === "residentCount" && requirement === "forbidden",
      ),
    },
    state: stateFacts(facets.jurisdiction, facets, sources),
    contacts: contacts.national,
  };
}

/** The facts of one state's paragraph; the number of residents belongs to the reader's own state only. */
export function stateFacts(
  jurisdiction: string,
  facets: Facets,
  { contacts, residentCount }: FactSources,
): NonNullable<NoticeFacts["state"]> {
  const own = jurisdiction === facets.jurisdiction;
  return {
    ...contacts.states.get(jurisdiction),
    own,
    residentCount: own && residentCount !== undefined ? residentCount.toLocaleString("en-US") : undefined,
  };
}
