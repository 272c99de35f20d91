import type { DataElement } from "../incident/index.ts";
import type { Population, Recipients } from "../law/index.ts";
import type { IntakeTotals, Person } from "../ledger/index.ts";
import type { Facets, ReaderVariant } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import type { MailingInputs } from "./inputs.ts";
import {
  addRanks,
  type GrowingRanks,
  measuresOf,
  nobodyRanked,
  type ProofRanks,
  rankPerson,
} from "./proof-ranks.ts";

/** A variant that occurs, how often, and whom it is shown with: places in the intake, and how wide what they have is. */
export type VariantCount = {
  readonly facets: Facets;
  readonly people: number;
  /** Whoever gets it first. */
  readonly seq: number;
  readonly ranks: ProofRanks;
};

/** Everyone who is to be told, counted the ways that law and wording ask for. Plain data without anybody in it. */
export type Census = {
  /** Client id → residents and exposed data by jurisdiction. Held and suppressed residents count too. */
  readonly populations: ReadonlyMap<string, Population>;
  /** Variant key → count. Only people who are written to. */
  readonly variants: ReadonlyMap<string, VariantCount>;
  /** Client id → data elements exposed anywhere in its lists. */
  readonly exposed: ReadonlyMap<string, ReadonlySet<DataElement>>;
};

/** The facets and variant of a person, by the incident, client and law of the mailing. */
export function variantOf({ variants }: MailingInputs, individual: Individual): ReaderVariant {
  const find = variants.get(individual.client);
  if (find === undefined) throw new Error("the ledger holds a person of a client that is not in the folder");
  return find(individual);
}

/**
 * Whether the person is written to by these facets: `written`; `substitute`, where neither letter nor agreed
 * e-mail can reach them; `lawless`, held because nobody has put their state's law into the data yet.
 */
export function reachOf(
  { law }: MailingInputs,
  { delivery, jurisdiction }: Individual,
  { channel }: Facets,
): "written" | "substitute" | "lawless" {
  if (delivery !== "mail" && !(delivery === "emailOnly" && channel === "email")) return "substitute";
  return jurisdiction.startsWith("US-") && !law.jurisdictions.has(jurisdiction) ? "lawless" : "written";
}

type Recipient = keyof Recipients;

const countedAs = {
  individual: "individuals",
  parentOrGuardian: "parents",
  nextOfKin: "nextOfKin",
} as const satisfies Record<Individual["recipient"]["kind"], Recipient>;

type GrowingCount = VariantCount & { people: number; readonly ranks: GrowingRanks };

/** What was counted of some of the people, by client and jurisdiction or by variant. Plain data. */
export type Counts = {
  readonly variants: Map<string, GrowingCount>;
  readonly elements: Map<string, Map<string, Set<DataElement>>>;
  readonly undeliverable: Map<string, Map<string, number>>;
  readonly recipients: Map<string, Map<string, Record<Recipient, number>>>;
  readonly exposed: Map<string, Set<DataElement>>;
};

export const nobodyCounted = (): Counts => ({
  variants: new Map(),
  elements: new Map(),
  undeliverable: new Map(),
  recipients: new Map(),
  exposed: new Map(),
});

const noElements = () => new Set<DataElement>();
const noRecipients = () => ({ individuals: 0, parents: 0, nextOfKin: 0 });

/** Counts a person, who comes after all that were counted before. */
export function countPerson(inputs: MailingInputs, counts: Counts, { seq, individual }: Person): void {
  const { client, jurisdiction, dataElements } = individual;
  const here = ofRegion(counts.elements, client, jurisdiction, noElements);
  const anywhere = ofKey(counts.exposed, client, noElements);
  for (const element of dataElements) {
    here.add(element);
    anywhere.add(element);
  }
  const written = ofRegion(counts.recipients, client, jurisdiction, noRecipients);
  written[countedAs[individual.recipient.kind]] += 1;
  const { facets, key } = variantOf(inputs, individual);
  const reach = reachOf(inputs, individual, facets);
  if (reach === "lawless") return;
  if (reach === "substitute") {
    const undelivered = ofKey(counts.undeliverable, client, () => new Map<string, number>());
    undelivered.set(jurisdiction, (undelivered.get(jurisdiction) ?? 0) + 1);
    return;
  }
  const counted = ofKey(counts.variants, key, () => ({ facets, people: 0, seq, ranks: nobodyRanked() }));
  counted.people += 1;
  rankPerson(counted.ranks, seq, measuresOf(individual, facets.channel));
}

/** Adds what was counted of people who come after those counted already: as if they had been counted with them. */
export function addCounts(counts: Counts, more: Counts): void {
  for (const [client, ofClient] of more.elements)
    for (const [jurisdiction, elements] of ofClient) {
      const here = ofRegion(counts.elements, client, jurisdiction, noElements);
      for (const element of elements) here.add(element);
    }
  for (const [client, elements] of more.exposed) {
    const anywhere = ofKey(counts.exposed, client, noElements);
    for (const element of elements) anywhere.add(element);
  }
  for (const [client, ofClient] of more.recipients)
    for (const [jurisdiction, recipients] of ofClient) {
      const written = ofRegion(counts.recipients, client, jurisdiction, noRecipients);
      for (const each of Object.values(countedAs)) written[each] += recipients[each];
    }
  for (const [client, ofClient] of more.undeliverable) {
    const undelivered = ofKey(counts.undeliverable, client, () => new Map<string, number>());
    for (const [jurisdiction, people] of ofClient)
      undelivered.set(jurisdiction, (undelivered.get(jurisdiction) ?? 0) + people);
  }
  for (const [key, { facets, people, seq, ranks }] of more.variants) {
    const counted = ofKey(counts.variants, key, () => ({ facets, people: 0, seq, ranks: nobodyRanked() }));
    counted.people += people;
    addRanks(counted.ranks, ranks);
  }
}

/** The census of everybody, who were all counted. */
export function censusFrom(
  { variants, elements, undeliverable, recipients, exposed }: Counts,
  { residents }: IntakeTotals,
): Census {
  const populations = new Map<string, Population>();
  for (const [client, byJurisdiction] of residents)
    populations.set(client, {
      byJurisdiction,
      elementsByJurisdiction: elements.get(client) ?? new Map(),
      recipientsByJurisdiction: recipients.get(client) ?? new Map(),
      undeliverableByJurisdiction: undeliverable.get(client) ?? new Map(),
      total: [...byJurisdiction.values()].reduce((sum, count) => sum + count, 0),
      estimated: false,
    });
  return { populations, variants, exposed };
}

function ofRegion<Value>(
  clients: Map<string, Map<string, Value>>,
  client: string,
  jurisdiction: string,
  make: () => Value,
): Value {
  const regions = ofKey(clients, client, () => new Map<string, Value>());
  return ofKey(regions, jurisdiction, make);
}

function ofKey<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
