import type { DataElement } from "../incident/index.ts";
import type { Individual } from "../people/index.ts";

/** 0 where the individual has none. */
type Maybe<Field> = Field | 0;

/**
 * An individual without what its row says anyway (client, id, file and row): values by their place, since a ledger
 * holds millions and every later step reads them all. What few have comes last, and the end is cut off
 * where there is nothing.
 */
type Kept = readonly [
  full: string,
  first: Maybe<string>,
  middle: Maybe<string>,
  last: Maybe<string>,
  lines: readonly string[],
  city: string,
  state: string,
  zip: string,
  country: string,
  addressKind: Individual["address"]["kind"],
  status: Individual["status"],
  delivery: Individual["delivery"],
  jurisdiction: string,
  language: string,
  dataElements: string,
  dateOfBirth?: Maybe<NonNullable<Individual["dateOfBirth"]>>,
  email?: Maybe<string>,
  consentedOn?: Maybe<NonNullable<Individual["email"]>["consentedOn"]>,
  suffix?: Maybe<string>,
  recipient?: Maybe<Exclude<Individual["recipient"]["kind"], "individual">>,
  representative?: Maybe<string>,
  dateOfDeath?: Maybe<NonNullable<Individual["dateOfDeath"]>>,
  careOf?: Maybe<string>,
  prefix?: Maybe<string>,
];

const alwaysKept = 15;
// No name of an element contains it.
const between = ";";

/** The individual as the ledger keeps it; `individualOfRow` gives it back with what its row says. */
export function individualToJson(individual: Individual): string {
  const { name, address, recipient, email } = individual;
  const kept: unknown[] = [
    name.full,
    name.first ?? 0,
    name.middle ?? 0,
    name.last ?? 0,
    address.lines,
    address.city,
    address.state,
    address.zip,
    address.country,
    address.kind,
    individual.status,
    individual.delivery,
    individual.jurisdiction,
    individual.language,
    individual.dataElements.join(between),
    individual.dateOfBirth ?? 0,
    email?.address ?? 0,
    email?.consentedOn ?? 0,
    name.suffix ?? 0,
    recipient.kind === "individual" ? 0 : recipient.kind,
    "name" in recipient ? (recipient.name ?? 0) : 0,
    individual.dateOfDeath ?? 0,
    individual.careOf ?? 0,
    name.prefix ?? 0,
  ] satisfies Kept;
  let length = kept.length;
  while (length > alwaysKept && kept[length - 1] === 0) length -= 1;
  kept.length = length;
  return JSON.stringify(kept);
}

/** The row's part of an individual. */
export type IndividualRow = {
  readonly client: string;
  readonly id: string;
  readonly file: string;
  readonly row: number;
  readonly json: string;
};

/** The individual again, as it was taken in (or merged). */
export function individualOfRow({ client, id, file, row, json }: IndividualRow): Individual {
  return individualFrom(client, id, file, row, json);
}

type Draft<Of> = { -readonly [Field in keyof Of]: Of[Field] };

/** As `individualOfRow`, for readers of millions. */
export function individualFrom(
  client: string,
  id: string,
  file: string,
  row: number,
  json: string,
): Individual {
  const kept = JSON.parse(json) as Kept | Omit<Individual, "client" | "id" | "source">;
  // A ledger of the first version keeps its individuals by the names of their fields.
  if (!isKept(kept)) return { client, id, ...kept, source: { file, row } };
  const [
    full,
    first,
    middle,
    last,
    lines,
    city,
    state,
    zip,
    country,
    kind,
    status,
    delivery,
    jurisdiction,
    language,
    dataElements,
    dateOfBirth,
    email,
    consentedOn,
    suffix,
    recipient,
    representative,
    dateOfDeath,
    careOf,
    prefix,
  ] = kept;
  const name: Draft<Individual["name"]> = { full };
  if (prefix) name.prefix = prefix;
  if (first) name.first = first;
  if (middle) name.middle = middle;
  if (last) name.last = last;
  if (suffix) name.suffix = suffix;
  const individual: Draft<Individual> = {
    client,
    id,
    name,
    status,
    recipient: recipient
      ? representative
        ? { kind: recipient, name: representative }
        : { kind: recipient }
      : { kind: "individual" },
    address: { lines, city, state, zip, country, kind },
    delivery,
    jurisdiction,
    language,
    dataElements: elementsIn(dataElements),
    source: { file, row },
  };
  if (careOf) individual.careOf = careOf;
  if (dateOfBirth) individual.dateOfBirth = dateOfBirth;
  if (dateOfDeath) individual.dateOfDeath = dateOfDeath;
  if (email && consentedOn) individual.email = { address: email, consentedOn };
  return individual;
}

// Array.isArray does not tell a readonly array from an object.
function isKept(kept: Kept | Omit<Individual, "client" | "id" | "source">): kept is Kept {
  return Array.isArray(kept);
}

// Lists have few different sets of elements; those who have the same one share it.
const known = new Map<string, readonly DataElement[]>();
const mostKnown = 10_000;

function elementsIn(text: string): readonly DataElement[] {
  const before = known.get(text);
  if (before !== undefined) return before;
  const elements = Object.freeze(text === "" ? [] : (text.split(between) as DataElement[]));
  if (known.size < mostKnown) known.set(text, elements);
  return elements;
}
