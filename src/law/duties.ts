import type { Day } from "../calendar/index.ts";
import type { Client, DataElement, Incident } from "../incident/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { Duty } from "./duty.ts";
import { evaluate } from "./evaluate.ts";
import type { Jurisdiction, Provision } from "./jurisdiction.ts";
import type { Law } from "./load-law.ts";
import type { Population } from "./population.ts";
import { datesOf, discoveryOf, type Situation } from "./situation.ts";

/**
 * Who must be told what, by which day and why, for one client: every loaded law that may speak, in
 * the order of its provisions, owed or not, each with its arithmetic. Federal laws count everyone,
 * the others their residents; nothing is pooled over clients. Days are calendar days unless a
 * duty's `why` says business days.
 * Problems: jurisdictions without a file, people without a State, missing dates, a mailing planned
 * too late or in a hold.
 * @example duties(law, incident, client, estimatedPopulation(client)).duties
 */
export function duties(
  law: Law,
  incident: Incident,
  client: Client,
  population: Population,
): { readonly duties: readonly Duty[]; readonly problems: readonly Problem[] } {
  const situation: Situation = { incident, client, population, dates: datesOf(incident, client) };
  const where = { client: client.id };
  const discovery = discoveryOf(situation);
  if (population.total === 0) return { duties: [], problems: [problem("law/count-unknown", where)] };
  if (discovery === undefined) return { duties: [], problems: [problem("law/discovery-unknown", where)] };
  const governing = discovery.day;
  const found: Duty[] = [];
  const problems: Problem[] = [];
  for (const jurisdiction of law.jurisdictions.values()) {
    const residents =
      jurisdiction.level === "federal"
        ? population.total
        : (population.byJurisdiction.get(jurisdiction.jurisdiction) ?? 0);
    if (residents === 0) continue;
    if (governing < jurisdiction.coversFrom)
      problems.push(
        problem(
          "law/before-coverage",
          { ...where, jurisdiction: jurisdiction.jurisdiction },
          { discovered: governing, from: jurisdiction.coversFrom },
        ),
      );
    found.push(...dutiesUnder(jurisdiction, situation, governing, law));
  }
  problems.push(...placeProblems(law, situation), ...planProblems(found, situation));
  return { duties: found, problems };
}

function dutiesUnder(
  jurisdiction: Jurisdiction,
  situation: Situation,
  governing: Day,
  law: Law,
): readonly Duty[] {
  const vendorNotifies = situation.incident.notifier.role === "vendor";
  return jurisdiction.provisions.flatMap((provision) => {
    if (provision.to === undefined) return [];
    if (provision.by === "vendor" && !vendorNotifies) return [];
    const places =
      provision.countBy === "state"
        ? [...situation.population.byJurisdiction.keys()].filter(isState).sort()
        : [null];
    return places.flatMap((state) => dutyUnder(jurisdiction, provision, situation, governing, state, law));
  });
}

const isState = (place: string) => place !== "FOREIGN" && place !== "UNKNOWN";

function dutyUnder(
  jurisdiction: Jurisdiction,
  provision: Provision,
  situation: Situation,
  governing: Day,
  state: string | null,
  law: Law,
): readonly Duty[] {
  const { client, population } = situation;
  const place = state ?? (jurisdiction.level === "federal" ? null : jurisdiction.jurisdiction);
  const placeName = place === null ? "all places" : (law.jurisdictions.get(place)?.name ?? place);
  const residents = place === null ? population.total : (population.byJurisdiction.get(place) ?? 0);
  if (residents === 0) return [];
  const found = evaluate(provision, {
    jurisdiction,
    situation,
    whom: { residents, undeliverable: undeliverableIn(population, place), name: placeName },
    exposed: exposedIn(population, place),
    governing,
  });
  if (found === undefined || provision.to === undefined || provision.name === undefined) return [];
  const { version } = found;
  const id = [client.id, jurisdiction.jurisdiction, provision.id, ...(state === null ? [] : [state])];
  return [
    {
      id: id.join("/"),
      client: client.id,
      jurisdiction: jurisdiction.jurisdiction,
      provision: provision.id,
      to: provision.to,
      name: provision.name.replace("{state}", placeName),
      status: found.status,
      due: found.due,
      dueKind: found.dueKind,
      target: found.target,
      notBefore: found.notBefore,
      practicalDay: found.practicalDay,
      count: found.count,
      residentsOf: state,
      threshold: found.threshold,
      by: provision.by ?? "client",
      citations: [version.cite],
      confidence: version.confidence,
      verifiedOn: (version.verifiedOn ?? version.source.seen) as Day,
      why: [
        ...found.why,
        ...(population.estimated ? ["The counts are the client's estimate."] : []),
        `Source: ${version.source.title} (${version.confidence}, seen ${version.source.seen}).`,
      ],
      questions: [...found.questions, ...openQuestions(jurisdiction, provision.id)],
    },
  ];
}

function openQuestions(jurisdiction: Jurisdiction, provision: string): Duty["questions"] {
  return (jurisdiction.openQuestions ?? [])
    .filter((open) => open.about.includes(provision))
    .map(({ question, conservative, alternative }) => ({
      text: question,
      blocking: false,
      conservative,
      alternative,
    }));
}

function undeliverableIn({ undeliverableByJurisdiction }: Population, place: string | null): number {
  if (undeliverableByJurisdiction === undefined) return 0;
  if (place !== null) return undeliverableByJurisdiction.get(place) ?? 0;
  return [...undeliverableByJurisdiction.values()].reduce((sum, count) => sum + count, 0);
}

function exposedIn({ elementsByJurisdiction }: Population, place: string | null): ReadonlySet<DataElement> {
  if (place !== null) return elementsByJurisdiction.get(place) ?? new Set();
  return new Set([...elementsByJurisdiction.values()].flatMap((elements) => [...elements]));
}

function placeProblems(law: Law, { client, population }: Situation): readonly Problem[] {
  return [...population.byJurisdiction].flatMap(([place, count]) => {
    if (count === 0 || law.jurisdictions.has(place)) return [];
    const where = { client: client.id, jurisdiction: place };
    return isState(place)
      ? [problem("law/jurisdiction-not-covered", where, { count, wanted: `${place.toLowerCase()}.json` })]
      : [problem("law/state-law-unknown", where, { count })];
  });
}

function planProblems(found: readonly Duty[], { client, dates }: Situation): readonly Problem[] {
  const planned = dates.individualNotice;
  if (planned === undefined) return [];
  return found.flatMap((duty) => {
    const asksLicence = duty.questions.some((question) => question.field === "licences");
    if (duty.to !== "individuals" || asksLicence) return [];
    if (duty.status !== "owed" && duty.status !== "question") return [];
    const where = { client: client.id, jurisdiction: duty.jurisdiction, provision: duty.provision };
    const late = duty.due !== null && planned > duty.due;
    const held = duty.notBefore !== null && planned < duty.notBefore;
    return [
      ...(late ? [problem("law/notice-planned-late", where, { planned, due: duty.due ?? "" })] : []),
      ...(held
        ? [problem("law/notice-planned-in-hold", where, { planned, notBefore: duty.notBefore ?? "" })]
        : []),
    ];
  });
}
