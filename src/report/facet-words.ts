import type { ProofText } from "../approval/index.ts";

type FacetValues = ProofText["variants"][number]["facets"];

const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  recipient: { adult: "adult", parentOrGuardian: "parent or guardian", nextOfKin: "next of kin" },
  channel: { letter: "letter", email: "e-mail" },
  stateLaw: { applies: "State law speaks", silent: "State law silent" },
  notifier: { client: "client writes", vendor: "vendor writes" },
  exposure: {
    ssn: "Social Security number",
    governmentId: "government identification",
    financial: "financial account",
    credentials: "credentials",
    health: "health data",
    other: "other data",
  },
};
const flags: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  phi: ["health data of a HIPAA entity", "not health data of a HIPAA entity"],
};
const names: Readonly<Record<string, string>> = {
  client: "client",
  jurisdiction: "jurisdiction",
  recipient: "reader",
  language: "language",
  offer: "offer",
  channel: "channel",
  exposure: "data exposed",
  stateLaw: "whether the State’s law speaks",
  phi: "health data",
  notifier: "who writes",
  purpose: "purpose",
};
const places: Readonly<Record<string, string>> = { FOREIGN: "Abroad", UNKNOWN: "Unknown residence" };

/** What a facet is called: “reader”, “data exposed”. */
export function facetName(facet: string): string {
  return names[facet] ?? facet;
}

/** A facet's value as words: “next of kin”, “Spanish”, “no offer”. A value without words is shown as it is. */
export function facetWords(facet: string, value: FacetValues[string] | undefined): string {
  if (value === undefined) return "";
  if (value === null) return `no ${facetName(facet)}`;
  if (typeof value === "boolean") return flags[facet]?.[value ? 0 : 1] ?? (value ? "yes" : "no");
  if (facet === "language") return languages.of(value) ?? value;
  return words[facet]?.[value] ?? value;
}

const languages = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });

/** A jurisdiction by name where a law of the set tells it: “Texas”, “Abroad”. */
export function jurisdictionWords(jurisdiction: string, nameOf: ReadonlyMap<string, string>): string {
  return nameOf.get(jurisdiction) ?? places[jurisdiction] ?? jurisdiction;
}

/** Who reads, and how it comes: “adult · English · letter”. */
export function readerWords({ recipient, language, channel, purpose }: FacetValues): string {
  return [
    facetWords("recipient", recipient),
    facetWords("language", language),
    facetWords("channel", channel),
    ...(purpose === undefined || purpose === "first" ? [] : [String(purpose)]),
  ].join(" · ");
}

/** What else of a reader chooses words: “Social Security number; offer credit-24”. What is usual is left unsaid. */
export function readerDetails({ exposure, offer, stateLaw, notifier }: FacetValues): string {
  return [
    facetWords("exposure", exposure),
    offer === null || offer === undefined ? "no offer" : `offer ${offer}`,
    ...(stateLaw === "silent" ? [facetWords("stateLaw", stateLaw)] : []),
    ...(notifier === "vendor" ? [facetWords("notifier", notifier)] : []),
  ].join("; ");
}
