import type { Day } from "../calendar/index.ts";
import type { Client, DataElement, Incident, IncidentDates } from "../incident/index.ts";
import type { NoticeLaw } from "../law/index.ts";
import type { LetterContacts } from "./contact-facts.ts";
import { countText, dayText, occurredText } from "./day-text.ts";
import type { NoticeFacts } from "./fact-shape.ts";
import { forbids } from "./forbids.ts";
import { filled, type LanguageWords } from "./language-words.ts";
import type { TextFacets } from "./notice.ts";
import { type Publication, publicationFacts } from "./publication.ts";
import { taglineFor } from "./template-words.ts";
import type { Templates } from "./templates.ts";
import { wordList } from "./word-list.ts";

export type FactSources = {
  readonly incident: Incident;
  readonly client: Client;
  readonly law: NoticeLaw;
  readonly contacts: LetterContacts;
  /** Residents of the reader's state whom this client tells, where it is known. */
  readonly residentCount?: number | undefined;
  /** Data elements lost anywhere in this client’s incident; any may have been when it is absent. */
  readonly exposed?: ReadonlySet<DataElement> | undefined;
  /** What a text that is no letter says besides: posting, press, the list for a client. */
  readonly publication?: Publication | undefined;
};

/** The client's date where it has one, else the incident's. Never one named date for another. */
export function dateOf(name: keyof IncidentDates, { client, incident }: FactSources): Day | undefined {
  return client.dates[name] ?? incident.dates[name];
}

/** The day on the letter, as text; undefined until a mailing day is planned. */
export function noticeDate(sources: FactSources, words: LanguageWords): string | undefined {
  const day = dateOf("individualNotice", sources);
  return day === undefined ? undefined : dayText(day, words);
}

/** What a client says in one language, or in one for all. */
function inLanguage(
  said: string | Readonly<Record<string, string>> | undefined,
  language: string,
): string | undefined {
  return typeof said === "string" ? said : said?.[language];
}

/** A line in each other language that is spoken at the client's number. */
export function taglines(templates: Templates, { client, language }: TextFacets, contact: Client["contact"]) {
  const tollFree = contact?.tollFree ?? "";
  return (contact?.languages ?? [])
    .filter((spoken) => spoken !== language)
    .map((spoken) => {
      const line = taglineFor(templates, client, spoken);
      return { language: spoken, line: line === undefined ? undefined : filled(line, { tollFree }) };
    });
}

function mayBeAmong(exposed: FactSources["exposed"], elements: readonly DataElement[]): boolean {
  return exposed === undefined || elements.some((element) => exposed.has(element));
}

/** All facts of one variant: a function of facets, incident, client and law, of no person. */
export function noticeFacts(
  facets: TextFacets,
  sources: FactSources,
  templates: Templates,
  words: LanguageWords,
): NoticeFacts {
  const { incident, client, law, contacts, exposed } = sources;
  const { language } = facets;
  const day = (name: keyof IncidentDates) => {
    const of = dateOf(name, sources);
    return of === undefined ? undefined : dayText(of, words);
  };
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
        taglines: taglines(templates, facets, contact).flatMap(({ line }) => line ?? []),
        formats:
          contact?.formats === undefined || contact.formats.length === 0
            ? undefined
            : wordList(
                contact.formats.map((format) => words.textFormats[format]),
                words,
                "or",
              ),
      },
      signatory: {
        name: client.signatory?.name,
        title: inLanguage(client.signatory?.title, language),
      },
    },
    notifier: { name: facets.notifier === "vendor" ? vendor?.name : client.name },
    vendor: {
      name: vendor?.name,
      // A bare text is English, and an English half-sentence must not end a Spanish one.
      does:
        typeof vendor?.does === "string" && language !== "en"
          ? undefined
          : inLanguage(vendor?.does, language),
      parentCompany: vendor?.parentCompany,
    },
    incident: {
      occurred: occurredText(dateOf("occurredFrom", sources), dateOf("occurredTo", sources), words),
      contained: day("contained"),
      discovered: day("discovered"),
      vendorDiscovered: day("vendorDiscovered"),
      vendorNotified: day("vendorNotified"),
      noticeDate: noticeDate(sources, words),
      acquiredBy: incident.acquiredBy?.[language],
      whatHappened: narrative?.whatHappened,
      whatHappenedBriefly: narrative?.whatHappenedBriefly,
      // What was mended tells what was broken.
      whatWeAreDoing:
        law.description === "full"
          ? narrative?.whatWeAreDoing
          : (narrative?.whatWeAreDoingBriefly ?? narrative?.whatWeAreDoing),
      earlierNotice: day("earlierNotice"),
      whatIsNew: narrative?.whatIsNew,
      correction: narrative?.correction,
      credentialsExposed: mayBeAmong(exposed, ["onlineCredentials", "emailCredentials"]),
      accountsExposed: mayBeAmong(exposed, [
        "financialAccount",
        "financialAccountAlone",
        "paymentCard",
        "paymentCardAlone",
      ]),
      heldForLawEnforcement: (incident.lawEnforcementHolds ?? []).some(
        ({ jurisdictions }) =>
          jurisdictions === undefined ||
          // A page that several states read must not deny what is true in one of them.
          facets.recipient === "public" ||
          jurisdictions.includes(facets.jurisdiction),
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
      countForbidden: forbids(law, "residentCount"),
    },
    state: stateFacts(facets.jurisdiction, facets, sources, words),
    contacts: contacts.national,
    publication: publicationFacts(sources.publication, sources, facets, words),
  };
}

/** The facts of one state's paragraph; the number of residents belongs to the reader's own state only. */
export function stateFacts(
  jurisdiction: string,
  facets: TextFacets,
  { contacts, residentCount, publication, law }: FactSources,
  words: LanguageWords,
): NonNullable<NoticeFacts["state"]> {
  const own = jurisdiction === facets.jurisdiction;
  const ofState = contacts.states.get(jurisdiction);
  const ofReader = own ? residentCount : undefined;
  const published = forbids(law, "residentCount") ? undefined : publication?.residents.get(jurisdiction);
  const count = publication === undefined ? ofReader : published;
  return {
    ...ofState,
    name: words.jurisdictions[jurisdiction] ?? ofState?.name,
    own,
    residentCount: count === undefined ? undefined : countText(count, words),
  };
}
