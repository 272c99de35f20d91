import type { Day } from "../calendar/index.ts";
import type { Client, DataElement, Incident } from "../incident/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { type Answers, answersFor } from "./answers.ts";
import type { Duty } from "./duty.ts";
import { dutyOf } from "./duty-of.ts";
import { provisionsOfKind } from "./in-force.ts";
import type { Jurisdiction, Provision } from "./jurisdiction.ts";
import type { Law } from "./load-law.ts";
import { elementsAnywhere, elementsIn, type Population } from "./population.ts";
import { discoveryOf, type Situation, situationOf } from "./situation.ts";
import { triggerOf } from "./trigger.ts";

/** One client before the law. */
type ClientCase = {
  readonly law: Law;
  readonly client: Client;
  readonly population: Population;
  readonly situation: Situation;
  /** The day whose law governs. */
  readonly governing: Day;
  readonly answers: Answers;
  /** The data elements lost anywhere. */
  readonly exposedAnywhere: ReadonlySet<DataElement>;
};

/**
 * Who must be told what, by which day and why, for one client: every loaded law that may speak, in
 * the order of its provisions, owed or not, each with its arithmetic. Federal laws count everyone,
 * the others their residents; nothing is pooled over clients. Days are calendar days unless a
 * duty's `why` says business days.
 * Problems: jurisdictions without a file, people without a State, people of whose data nothing is known,
 * missing dates, a mailing planned too late or in a hold.
 * @example duties(law, incident, client, estimatedPopulation(client)).duties
 */
export function duties(
  law: Law,
  incident: Incident,
  client: Client,
  population: Population,
): { readonly duties: readonly Duty[]; readonly problems: readonly Problem[] } {
  const situation = situationOf(incident, client);
  const where = { client: client.id };
  const discovery = discoveryOf(situation);
  if (population.total === 0) return { duties: [], problems: [problem("law/count-unknown", where)] };
  if (discovery === undefined) return { duties: [], problems: [problem("law/discovery-unknown", where)] };
  const governing = discovery.day;
  const each: ClientCase = {
    law,
    client,
    population,
    situation,
    governing,
    answers: answersFor(law, situation, governing),
    exposedAnywhere: elementsAnywhere(population),
  };
  const found: Duty[] = [];
  const problems: Problem[] = [];
  if (each.exposedAnywhere.size === 0) problems.push(problem("law/data-unknown", where));
  for (const jurisdiction of law.jurisdictions.values()) {
    const residents =
      jurisdiction.level === "federal"
        ? population.total
        : (population.byJurisdiction.get(jurisdiction.jurisdiction) ?? 0);
    if (residents === 0) continue;
    if (governing < jurisdiction.coversFrom && mayBind(jurisdiction, each))
      problems.push(
        problem(
          "law/before-coverage",
          { ...where, jurisdiction: jurisdiction.jurisdiction },
          { discovered: governing, from: jurisdiction.coversFrom },
        ),
      );
    for (const provision of jurisdiction.provisions)
      found.push(...dutiesUnder(jurisdiction, provision, each));
  }
  problems.push(...placeProblems(each), ...planProblems(found, each));
  return { duties: found, problems };
}

/** A State's law may have read otherwise before it was examined; a federal one binds its kinds of client. */
function mayBind(jurisdiction: Jurisdiction, { situation, governing, exposedAnywhere }: ClientCase): boolean {
  if (jurisdiction.level === "state") return true;
  const [trigger] = provisionsOfKind(jurisdiction, "trigger");
  const [first] = trigger?.versions ?? [];
  const on = first === undefined || first.from < governing ? governing : (first.from as Day);
  return triggerOf(jurisdiction, undefined, on, exposedAnywhere, situation).speaks;
}

function dutiesUnder(jurisdiction: Jurisdiction, provision: Provision, each: ClientCase): readonly Duty[] {
  const { situation, population } = each;
  if (provision.to === undefined) return [];
  if (provision.by === "vendor" && situation.notifier !== "vendor") return [];
  if (provision.countBy !== "state" || !speaksAtAll(jurisdiction, provision, each))
    return dutyUnder(jurisdiction, provision, null, each);
  const states = [...population.byJurisdiction.keys()].filter(isState).sort();
  return states.flatMap((state) => dutyUnder(jurisdiction, provision, state, each));
}

/** A law that is silent for this client is silent once, not once for each State. */
function speaksAtAll(
  jurisdiction: Jurisdiction,
  { regime }: Provision,
  { situation, governing, exposedAnywhere }: ClientCase,
): boolean {
  const { occurredFrom, individualNotice } = situation.dates;
  return [governing, occurredFrom ?? governing, individualNotice ?? governing].some(
    (on) => triggerOf(jurisdiction, regime, on, exposedAnywhere, situation).speaks,
  );
}

const isState = (place: string) => place !== "FOREIGN" && place !== "UNKNOWN";

function dutyUnder(
  jurisdiction: Jurisdiction,
  provision: Provision,
  state: string | null,
  { law, client, population, exposedAnywhere, answers }: ClientCase,
): readonly Duty[] {
  const place = state ?? (jurisdiction.level === "federal" ? null : jurisdiction.jurisdiction);
  const residents = place === null ? population.total : (population.byJurisdiction.get(place) ?? 0);
  if (residents === 0) return [];
  const whom = {
    residents,
    individuals: population.total,
    undeliverable: undeliverableIn(population, place),
    name: place === null ? "all places" : (law.jurisdictions.get(place)?.name ?? place),
  };
  const exposed = place === null ? exposedAnywhere : elementsIn(population, place, exposedAnywhere);
  const answer = answers(jurisdiction, provision, whom, exposed);
  if (answer === undefined) return [];
  return dutyOf(jurisdiction, provision, answer, { client: client.id, population, place, state, whom });
}

function undeliverableIn({ undeliverableByJurisdiction }: Population, place: string | null): number {
  if (undeliverableByJurisdiction === undefined) return 0;
  if (place !== null) return undeliverableByJurisdiction.get(place) ?? 0;
  return [...undeliverableByJurisdiction.values()].reduce((sum, count) => sum + count, 0);
}

function placeProblems({ law, client, population }: ClientCase): readonly Problem[] {
  return [...population.byJurisdiction].flatMap(([place, count]) => {
    if (count === 0 || law.jurisdictions.has(place)) return [];
    const where = { client: client.id, jurisdiction: place };
    return isState(place)
      ? [problem("law/jurisdiction-not-covered", where, { count, wanted: `${place.toLowerCase()}.json` })]
      : [problem("law/state-law-unknown", where, { count })];
  });
}

function planProblems(found: readonly Duty[], { client, situation }: ClientCase): readonly Problem[] {
  const planned = situation.dates.individualNotice;
  if (planned === undefined) return [];
  return found.flatMap((duty) => {
    if (duty.to !== "individuals" || (duty.status !== "owed" && duty.status !== "question")) return [];
    if (duty.questions.some((question) => question.field === "licences")) return [];
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
