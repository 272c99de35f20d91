import type { Client, DataElement } from "../incident/index.ts";

/** How many letters go to the individual, to a parent or guardian, to next of kin or an estate. */
export type Recipients = {
  readonly individuals: number;
  readonly parents: number;
  readonly nextOfKin: number;
};

/** How many of one client's individuals live where, and which of their data was exposed. */
export type Population = {
  /** `US-CA`, `FOREIGN`, `UNKNOWN` → individuals. */
  readonly byJurisdiction: ReadonlyMap<string, number>;
  /** The union of the data elements of the individuals there. */
  readonly elementsByJurisdiction: ReadonlyMap<string, ReadonlySet<DataElement>>;
  readonly total: number;
  /** Individuals whom a letter cannot reach (insufficient or out-of-date address). */
  readonly undeliverableByJurisdiction?: ReadonlyMap<string, number>;
  /** To whom the letters go, of everyone who is to be told; absent while no lists were read. */
  readonly recipientsByJurisdiction?: ReadonlyMap<string, Recipients>;
  /** True while the numbers are the client's estimate and no lists were read. */
  readonly estimated: boolean;
};

/** The data elements lost by anyone of the client. */
export function elementsAnywhere({
  elementsByJurisdiction,
}: Pick<Population, "elementsByJurisdiction">): ReadonlySet<DataElement> {
  return new Set([...elementsByJurisdiction.values()].flatMap((elements) => [...elements]));
}

/**
 * The data elements lost by the residents of a place. Where all of them are held or suppressed nobody's are
 * known, and any that the client lost may be theirs.
 * @param anywhere `elementsAnywhere`, at hand
 */
export function elementsIn(
  { elementsByJurisdiction }: Pick<Population, "elementsByJurisdiction">,
  place: string,
  anywhere: ReadonlySet<DataElement>,
): ReadonlySet<DataElement> {
  return elementsByJurisdiction.get(place) ?? anywhere;
}

/**
 * The population of a client that has no lists yet, from `estimated` in its client.json; empty if
 * there is no estimate. Every jurisdiction is taken to have lost every estimated data element.
 */
export function estimatedPopulation(client: Client): Population {
  const counts = Object.entries(client.estimated?.counts ?? {});
  const elements = new Set(client.estimated?.dataElements ?? []);
  return {
    byJurisdiction: new Map(counts),
    elementsByJurisdiction: new Map(counts.map(([jurisdiction]) => [jurisdiction, elements])),
    total: counts.reduce((sum, [, count]) => sum + count, 0),
    estimated: true,
  };
}
