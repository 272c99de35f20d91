import { createHash } from "node:crypto";
import { proofHash } from "../approval/index.ts";
import { type Day, type PostingPeriod, postingPeriod } from "../calendar/index.ts";
import type { Client } from "../incident/index.ts";
import { datesFor } from "../incident/index.ts";
import {
  type Duty,
  elementsAnywhere,
  elementsIn,
  estimatedPopulation,
  isTriggered,
  type NoticeLaw,
  type Population,
  type SubstituteMeans,
  substituteMeans,
} from "../law/index.ts";
import type { MailingInputs } from "../mailing/index.ts";
import {
  compose,
  contentCheck,
  type ListSummary,
  lawForPublication,
  type Notice,
  type Publication,
  type PublicationFacets,
  publicationFacets,
  variantKey,
} from "../notice/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { publicationFiles } from "./publication-files.ts";
import { type NoticeWish, wishProblems } from "./wish-problems.ts";

/** What a client's notices are made from. */
export type PublicationSources = {
  readonly inputs: MailingInputs;
  readonly client: Client;
  readonly population: Population;
  /** The client's own duties and the vendor's to it. */
  readonly duties: readonly Duty[];
  /** For a vendor's letter to the client. */
  readonly list: ListSummary | undefined;
};

/** One text that nobody gets by mail, with all that is written and recorded of it. */
export type ClientPublication = {
  readonly kind: PublicationFacets["channel"];
  readonly facets: PublicationFacets;
  readonly notice: Notice<PublicationFacets>;
  readonly law: NoticeLaw;
  /** What an approval of it is bound to. */
  readonly proofHash: string;
  /** The duties that it meets; empty for a page that no law asks for yet. */
  readonly duties: readonly Duty[];
  readonly means: readonly SubstituteMeans[];
  readonly states: readonly string[];
  readonly period: PostingPeriod | null;
  /** Its files by name; `draft` says so at the top. */
  readonly files: (draft: boolean) => ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
};

const open = ({ status }: Duty) => status === "owed" || status === "question" || status === "deemed";

/**
 * The notices of one client that are no letters to individuals: its website notice in each of its
 * languages, a press release for each State whose media are to be told, and the vendor's letter to it.
 * Composed and checked like letters. A notice that a problem stops is left out.
 */
export function clientPublications(sources: PublicationSources): {
  readonly publications: readonly ClientPublication[];
  readonly problems: readonly Problem[];
} {
  const { inputs, client, population, duties, list } = sources;
  const { incident } = inputs.folder;
  const owed = duties.filter(open);
  const languages = client.languages;
  const means = substituteMeans(inputs.law, incident, client, population);
  const pageStates = statesOfPage(sources);
  const toMedia = Map.groupBy(
    owed.filter(({ to }) => to === "media"),
    ({ residentsOf, jurisdiction }) => residentsOf ?? jurisdiction,
  );
  const toClient = owed.filter(({ to, by }) => to === "client" && by === "vendor");
  const wishes: NoticeWish[] = [
    ...languages.map((language) => ({
      kind: "website" as const,
      language,
      jurisdiction: "US",
      states: pageStates,
      day: "substituteNotice" as const,
      duties: owed.filter(({ to }) => to === "public"),
    })),
    ...[...toMedia].sort(byKey).flatMap(([state, ofState]) =>
      languages.map((language) => ({
        kind: "media" as const,
        language,
        jurisdiction: state,
        states: ownLawSpeaks(sources, state) ? [state] : [],
        day: "mediaNotice" as const,
        duties: ofState,
      })),
    ),
    ...(toClient.length === 0 || list === undefined
      ? []
      : [
          {
            kind: "covered-entity" as const,
            language: languages[0] ?? "en",
            jurisdiction: "US",
            states: [],
            day: "clientNotice" as const,
            duties: toClient,
          },
        ]),
  ];
  const made = wishes.map((wish) => publicationOf(sources, wish, means));
  const problems = made.flatMap((each) => each.problems);
  if (toClient.length > 0 && list === undefined)
    problems.push(problem("report/no-list", { client: client.id }));
  return { publications: made.flatMap(({ publication }) => publication ?? []), problems };
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}

function ownLawSpeaks({ inputs, client, population }: PublicationSources, state: string): boolean {
  const exposed = elementsIn(population, state, elementsAnywhere(population));
  return isTriggered(inputs.law, state, exposed, inputs.folder.incident, client);
}

/**
 * The States whose residents the page speaks to: those of everyone who cannot be reached. Where too little
 * of somebody's address is known to tell the State, any State of the client's people may be theirs.
 */
function statesOfPage(sources: PublicationSources): readonly string[] {
  const { byJurisdiction, undeliverableByJurisdiction: unreached = new Map<string, number>() } =
    sources.population;
  const unknown = (unreached.get("UNKNOWN") ?? 0) > 0;
  return [...(unknown ? byJurisdiction : unreached)]
    .filter(([state, count]) => count > 0 && ownLawSpeaks(sources, state))
    .map(([state]) => state)
    .sort();
}

function publicationOf(
  sources: PublicationSources,
  wish: NoticeWish,
  means: readonly SubstituteMeans[],
): { readonly publication?: ClientPublication; readonly problems: readonly Problem[] } {
  const { inputs, client, population, list } = sources;
  const { incident } = inputs.folder;
  const { kind, language, jurisdiction, states } = wish;
  const dates = datesFor(incident, client);
  const on = dates[wish.day] ?? dates.individualNotice;
  if (on === undefined)
    return { problems: [problem("report/no-day", { client: client.id }, { field: wish.day })] };
  const exposed = elementsAnywhere(population);
  const facets = publicationFacets(kind, jurisdiction, language, incident, client, exposed);
  const law = lawForPublication(facets, states, inputs.law, incident, client, exposed);
  const federal = wish.duties.filter(({ jurisdiction: of }) => !inputs.contacts.states.has(of));
  const named = federal.length > 0 ? federal : wish.duties;
  const due = earliestDue(named);
  const toIndividuals = sources.duties.filter(
    (duty) => open(duty) && duty.to === "individuals" && duty.by === "client",
  );
  const first = earliestDue(toIndividuals);
  const clientDue =
    earliestDue(toIndividuals.filter(({ jurisdiction: of }) => !inputs.contacts.states.has(of))) ?? first;
  const publication: Publication = {
    states,
    on,
    exposed,
    residents: population.byJurisdiction,
    citations: [...new Set(named.flatMap(({ citations }) => citations))],
    ...(list === undefined || kind !== "covered-entity" ? {} : { list }),
    ...(due === undefined ? {} : { due }),
    ...(clientDue === undefined ? {} : { clientDue }),
    ...(first === undefined || clientDue === undefined || first >= clientDue ? {} : { stateDue: first }),
  };
  const composed = compose(inputs.templates, facets, {
    incident,
    client,
    law,
    contacts: inputs.contacts,
    exposed,
    publication,
  });
  const notice = composed.value;
  const problems = [
    ...composed.problems,
    ...wishProblems(inputs, client, wish, on, law, exposed),
    // A text that could not be written would be told to lack everything.
    ...(composed.problems.some(({ severity }) => severity === "stops")
      ? []
      : contentCheck(notice, law, inputs.templates).filter(
          // The letter to a client names a desk; the number that it quotes is checked with the letters.
          ({ code }) => kind !== "covered-entity" || code !== "notice/contact-missing",
        )),
  ];
  if (problems.some(({ severity }) => severity === "stops")) return { problems };
  const files = (draft: boolean) => publicationFiles(notice, client, senderOf(sources, kind), draft);
  const days = Math.max(0, ...means.map(({ postingDays }) => postingDays ?? 0));
  return {
    problems,
    publication: {
      kind,
      facets,
      notice,
      law,
      proofHash: proofHash({
        notice: notice.hash,
        law: law.hash,
        layout: createHash("sha256")
          .update(JSON.stringify([...files(false)]))
          .digest("hex"),
        offer: JSON.stringify(client.offers.find(({ id }) => id === facets.offer) ?? null),
      }),
      duties: wish.duties,
      means: kind === "website" ? means : means.filter((each) => each.jurisdiction === jurisdiction),
      states,
      period: kind === "website" && days > 0 ? postingPeriod(on, days) : null,
      files,
      problems,
    },
  };
}

function earliestDue(duties: readonly Duty[]): Day | undefined {
  return duties.flatMap(({ due }) => due ?? []).sort()[0];
}

function senderOf({ inputs, client }: PublicationSources, kind: PublicationFacets["channel"]): string {
  const { notifier } = inputs.folder.incident;
  return kind === "covered-entity" && notifier.role === "vendor" ? notifier.name : client.name;
}

/** The client's people as counted, or its estimate while there are none. */
export function populationOf(populations: ReadonlyMap<string, Population>, client: Client): Population {
  return populations.get(client.id) ?? estimatedPopulation(client);
}

/** The key under which a publication is approved. */
export function publicationKey({ facets }: Pick<ClientPublication, "facets">): string {
  return variantKey(facets);
}
