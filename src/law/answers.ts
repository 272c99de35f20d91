import type { Day } from "../calendar/index.ts";
import type { DataElement } from "../incident/index.ts";
import type { Counts, Whom } from "./condition.ts";
import { type Evaluation, evaluate } from "./evaluate.ts";
import type { Jurisdiction, Provision } from "./jurisdiction.ts";
import { type Count, meets } from "./law-vocabulary.ts";
import type { Law } from "./load-law.ts";
import type { Situation } from "./situation.ts";

/** What a provision asks in one situation; undefined if no version of it was in force. */
export type Answers = (
  jurisdiction: Jurisdiction,
  provision: Provision,
  whom: Whom,
  exposed: ReadonlySet<DataElement>,
) => Evaluation | undefined;

type Known = Map<Provision, Map<string, Evaluation | undefined>>;

// A vendor's clients share few situations; keeping more costs more in memory than it saves in work.
const situationsKept = 4;

const knownByLaw = new WeakMap<Law, Map<string, Known>>();

/**
 * `evaluate` for one situation, asked once for each provision, place, set of lost data and side of every
 * threshold: a vendor's five hundred clients differ in little else. Numbers are filled in afterwards.
 */
export function answersFor(law: Law, situation: Situation, governing: Day): Answers {
  const known = knownIn(law, JSON.stringify([situation, governing]));
  const exposedKeys = new Map<ReadonlySet<DataElement>, string>();
  const keyOf = (exposed: ReadonlySet<DataElement>) => {
    const key = exposedKeys.get(exposed) ?? [...exposed].join();
    exposedKeys.set(exposed, key);
    return key;
  };
  return (jurisdiction, provision, whom, exposed) => {
    const answers = known.get(provision) ?? new Map<string, Evaluation | undefined>();
    known.set(provision, answers);
    const key = `${whom.name}|${sidesOf(jurisdiction, whom)}|${keyOf(exposed)}`;
    if (answers.has(key)) return answers.get(key);
    const answer = evaluate(provision, { jurisdiction, situation, whom, exposed, governing });
    answers.set(key, answer);
    return answer;
  };
}

function knownIn(law: Law, situation: string): Known {
  const situations = knownByLaw.get(law) ?? new Map<string, Known>();
  knownByLaw.set(law, situations);
  const known = situations.get(situation);
  if (known !== undefined) {
    // Asked again, so it is the last to go.
    situations.delete(situation);
    situations.set(situation, known);
    return known;
  }
  const [oldest] = situations.keys();
  if (situations.size >= situationsKept && oldest !== undefined) situations.delete(oldest);
  const made: Known = new Map();
  situations.set(situation, made);
  return made;
}

type Threshold = { readonly of: keyof Counts; readonly count: Count };

const thresholdsByJurisdiction = new WeakMap<Jurisdiction, readonly Threshold[]>();

/** On which side of each of the jurisdiction's thresholds the numbers lie. */
function sidesOf(jurisdiction: Jurisdiction, whom: Whom): string {
  const known = thresholdsByJurisdiction.get(jurisdiction);
  const thresholds = known ?? thresholdsOf(jurisdiction);
  if (known === undefined) thresholdsByJurisdiction.set(jurisdiction, thresholds);
  let sides = "";
  for (const { of, count } of thresholds) sides += meets(whom[of], count) ? "1" : "0";
  return sides;
}

function thresholdsOf({ provisions }: Jurisdiction): readonly Threshold[] {
  const counts = ["residents", "individuals", "undeliverable"] as const satisfies (keyof Counts)[];
  const all = provisions
    .flatMap(({ versions }) => versions)
    .flatMap(({ when }) => counts.map((of) => ({ of, count: when?.[of] })));
  const distinct = new Map<string, Threshold>();
  for (const { of, count } of all)
    if (count !== undefined) distinct.set(`${of} ${JSON.stringify(count)}`, { of, count });
  return [...distinct.values()];
}
