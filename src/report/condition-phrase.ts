import { type Condition, clientKindName, dataElementName, thresholdText } from "../law/index.ts";
import { wordList } from "./word-list.ts";

/** What the phrases need to know of the law around a condition. */
export type LawNames = {
  /** Whose residents are counted: “California”, or “the State” under a federal law. */
  readonly place: string;
  /** The first day that was examined. */
  readonly coversFrom: string;
  /** What a provision is about, by its id. */
  readonly about: (provision: string) => string;
};

const isAny = (count: NonNullable<Condition["residents"]>) =>
  ("atLeast" in count && count.atLeast === 1) || ("moreThan" in count && count.moreThan === 0);

const known: Readonly<Record<NonNullable<Condition["known"]>, string>> = {
  occurred: "when the breach occurred",
  discovered: "when the breach was discovered",
  acquirer: "who acquired the data",
};

type Phrases = {
  readonly [Part in keyof Condition]-?: (value: NonNullable<Condition[Part]>, names: LawNames) => string;
};

const phrases: Phrases = {
  residents: (count, { place }) =>
    isAny(count)
      ? `any resident of ${place} is affected`
      : `${thresholdText(count)} residents of ${place} are affected`,
  individuals: (count) =>
    isAny(count)
      ? "any individual is affected, wherever they live"
      : `${thresholdText(count)} individuals are affected, wherever they live`,
  undeliverable: (count) =>
    isAny(count)
      ? "any individual cannot be reached by letter"
      : `${thresholdText(count)} individuals cannot be reached by letter`,
  anyExposed: (elements) => `one of these was exposed: ${wordList(elements.map(dataElementName), "or")}`,
  clientKinds: (kinds) => `the client is ${wordList(kinds.map(clientKindName), "or")}`,
  notClientKinds: (kinds) => `the client is not ${wordList(kinds.map(clientKindName), "or")}`,
  notifier: () => "a vendor was breached and notifies for its clients",
  licence: ({ text }) => `the client is ${text}`,
  lawEnforcementDelay: () => "law enforcement held the notice back",
  parentOwned: () => "the client is owned by another organisation",
  servicesOffered: () => "the reader is offered a monitoring product",
  known: (what) => `it is known ${known[what]}`,
  noHarmDetermination: () => "notice is withheld after a written finding that harm is not likely",
  noticeLaterThan: (provision, { about }) =>
    `individuals are to be told later than the last day of “${about(provision)}”`,
};

/** When a rule speaks, as it completes “only if …”; empty if it always does. */
export function conditionPhrase(condition: Condition | undefined, names: LawNames): string {
  const parts = (Object.keys(phrases) as (keyof Condition)[]).flatMap((part) => {
    const value = condition?.[part];
    // The table has a phrase for exactly the type of each part; TypeScript cannot pair them in a loop.
    const phrase = phrases[part] as (value: unknown, names: LawNames) => string;
    return value === undefined ? [] : [phrase(value, names)];
  });
  return parts.join(", and ");
}
