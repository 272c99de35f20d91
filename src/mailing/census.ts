import type { DataElement } from "../incident/index.ts";
import type { Population, Recipients } from "../law/index.ts";
import type { Ledger, Person } from "../ledger/index.ts";
import type { Facets, ReaderVariant } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import type { MailingInputs } from "./inputs.ts";
import { forEachInTurns } from "./let-signals-in.ts";

/** A variant that occurs, how often, and the first person who gets it; `seq` is the person's in the intake. */
export type VariantCount = {
  readonly facets: Facets;
  people: number;
  readonly sample: Individual;
  readonly seq: number;
};

/** Everyone who is to be told, counted the ways that law and wording ask for. */
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

type Counted = { -readonly [Recipient in keyof Recipients]: number };

const countedAs = {
  individual: "individuals",
  parentOrGuardian: "parents",
  nextOfKin: "nextOfKin",
} as const satisfies Record<Individual["recipient"]["kind"], keyof Recipients>;

/** Counts the people of the ledger's intake, which must be done. One pass, memory by variants only. */
export function takeCensus(inputs: MailingInputs, ledger: Ledger): Census {
  const { count, census } = counting(inputs);
  for (const person of ledger.intake.people()) count(person);
  return census(ledger);
}

/** As `takeCensus`, unless it is aborted meanwhile. */
export async function takeCensusUnless(
  aborted: () => boolean,
  inputs: MailingInputs,
  ledger: Ledger,
): Promise<Census | "aborted"> {
  const { count, census } = counting(inputs);
  return (await forEachInTurns(ledger.intake.people(), aborted, count)) ? census(ledger) : "aborted";
}

function counting(inputs: MailingInputs): {
  readonly count: (person: Person) => void;
  readonly census: (ledger: Ledger) => Census;
} {
  const variants = new Map<string, VariantCount>();
  const elements = new Map<string, Map<string, Set<DataElement>>>();
  const undeliverable = new Map<string, Map<string, number>>();
  const recipients = new Map<string, Map<string, Counted>>();
  const exposed = new Map<string, Set<DataElement>>();
  const count = ({ seq, individual }: Person): void => {
    const { client, jurisdiction } = individual;
    const here = ofKey(
      ofKey(elements, client, () => new Map()),
      jurisdiction,
      () => new Set<DataElement>(),
    );
    const anywhere = ofKey(exposed, client, () => new Set<DataElement>());
    for (const element of individual.dataElements) {
      here.add(element);
      anywhere.add(element);
    }
    const written = ofKey(
      ofKey(recipients, client, () => new Map()),
      jurisdiction,
      () => ({ individuals: 0, parents: 0, nextOfKin: 0 }),
    );
    written[countedAs[individual.recipient.kind]] += 1;
    const { facets, key } = variantOf(inputs, individual);
    const reach = reachOf(inputs, individual, facets);
    if (reach === "lawless") return;
    if (reach === "substitute") {
      const counts = ofKey(undeliverable, client, () => new Map<string, number>());
      counts.set(jurisdiction, (counts.get(jurisdiction) ?? 0) + 1);
      return;
    }
    const counted = variants.get(key);
    if (counted === undefined) variants.set(key, { facets, people: 1, sample: individual, seq });
    else counted.people += 1;
  };
  const census = (ledger: Ledger): Census => {
    const populations = new Map<string, Population>();
    for (const [client, byJurisdiction] of ledger.intake.totals().residents)
      populations.set(client, {
        byJurisdiction,
        elementsByJurisdiction: elements.get(client) ?? new Map(),
        recipientsByJurisdiction: recipients.get(client) ?? new Map(),
        undeliverableByJurisdiction: undeliverable.get(client) ?? new Map(),
        total: [...byJurisdiction.values()].reduce((sum, count) => sum + count, 0),
        estimated: false,
      });
    return { populations, variants, exposed };
  };
  return { count, census };
}

function ofKey<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
