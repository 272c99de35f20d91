import type { DataElement } from "../incident/index.ts";
import { badRowKinds, spoil } from "./bad-row.ts";
import { type Chance, chanceFrom } from "./chance.ts";
import type { ClientProfile } from "./client-profile.ts";
import { exposedElements } from "./exposure.ts";
import { adult, household, lookAlikes, type SamplePerson } from "./household.ts";
import { sampleStates } from "./places.ts";
import type { Rarities } from "./rarities.ts";
import { foreignAddress, militaryAddress, type SampleAddress, stateAddress } from "./sample-address.ts";
import { fullName, longestName, sampleNames } from "./sample-name.ts";
import type { Cells, SampleRow } from "./sample-row.ts";
import { sectorWording } from "./sector-wording.ts";
import type { Spread } from "./spread.ts";

/** Which part of the incident's people are this client's: from `first` on, `count` of them. */
export type PeopleRange = { readonly first: number; readonly count: number };

type Member = { readonly person: SamplePerson; readonly address: SampleAddress };

/**
 * The rows of one client's people file, one after the other: memory does not grow with their number.
 * Same profile, range and seed, same rows.
 */
export function* samplePeople(
  profile: ClientProfile,
  range: PeopleRange,
  rarities: Rarities,
  seed: readonly number[],
): Generator<SampleRow> {
  const chance = chanceFrom(seed);
  const draws = { chance, names: sampleNames(chance), exposure: profile.exposure };
  const again: { row: SampleRow; after: number }[] = [];
  const end = range.first + range.count;
  let index = range.first;
  while (index < end) {
    const members = nextMembers(profile, rarities, draws, index, end);
    for (const { person, address } of members) {
      const row = rowFor(profile, rarities, chance, person, address, index - range.first, index);
      yield row;
      const recognisable = address.address1 !== undefined && person.confirmedDistinct === undefined;
      if (recognisable && row.expected === "person" && rarities.duplicate.at(index) !== undefined)
        again.push({
          row: repeated(row, person.status, chance, profile),
          after: index + chance.whole(1, 60),
        });
      index += 1;
      while (again[0] !== undefined && again[0].after <= index) {
        const due = again.shift();
        if (due !== undefined) yield due.row;
      }
    }
  }
  for (const { row } of again) yield row;
}

type Draws = Parameters<typeof adult>[0];

function nextMembers(
  profile: ClientProfile,
  rarities: Rarities,
  draws: Draws,
  index: number,
  end: number,
): readonly Member[] {
  const { chance, names } = draws;
  const rare = (at: number) => Object.values(rarities).some((kind: Spread) => kind.at(at) !== undefined);
  const single = (person: SamplePerson, address: SampleAddress) => [{ person, address }];
  const here = () =>
    stateAddress(chance, chance.happens(profile.homeShare) ? profile.home : chance.pick(sampleStates));
  if (rarities.longest.at(index) !== undefined) return single(adult(draws, longestName), here());
  if (rarities.oneWord.at(index) !== undefined) {
    const { first } = names.family().person();
    return single(adult(draws, { first }), here());
  }
  if (rarities.withoutAddress.at(index) !== undefined)
    return single(adult(draws, names.family().person()), {});
  if (rarities.military.at(index) !== undefined)
    return single(adult(draws, names.family().person()), militaryAddress(chance));
  if (rarities.foreign.at(index) !== undefined)
    return single(adult(draws, names.family().person()), foreignAddress(chance));
  const told = profile.layout.columns.some(([, column]) => column === "confirmedDistinct");
  if (told && rarities.lookAlikes.at(index) !== undefined && index + 1 < end && !rare(index + 1))
    return lookAlikes(draws, names.family().person()).map((person) => ({ person, address: here() }));
  if (rare(index)) return single(adult(draws, names.family().person()), here());
  let room = 1;
  while (room < 4 && index + room < end && !rare(index + room)) room += 1;
  const address = here();
  return household(draws, profile.households, room).map((person) => ({ person, address }));
}

function rowFor(
  profile: ClientProfile,
  rarities: Rarities,
  chance: Chance,
  person: SamplePerson,
  address: SampleAddress,
  ordinal: number,
  index: number,
): SampleRow {
  const good = cellsOf(profile, chance, person, address, ordinal);
  const codeFrom = poolFor(profile, person.status, person.dataElements);
  const bad = rarities.bad.at(index);
  const kind = bad === undefined ? undefined : badRowKinds[bad % badRowKinds.length];
  if (kind !== undefined) return { cells: spoil(good, kind), expected: "held", codeFrom };
  const suppressed = rarities.suppressed.at(index);
  if (suppressed === undefined) return { cells: good, expected: "person", codeFrom };
  const why =
    suppressed % 2 === 0
      ? { previousNotice: "2026-10-12" }
      : {
          suppressReason: chance.pick([
            "confidentialCommunication",
            "addressProtection",
            "legalHold",
            "optOut",
          ]),
        };
  return { cells: { ...good, ...why }, expected: "suppressed", codeFrom };
}

function poolFor(
  profile: ClientProfile,
  status: SamplePerson["status"],
  elements: readonly DataElement[],
): SampleRow["codeFrom"] {
  const { offerWhenExposed } = profile;
  const due =
    offerWhenExposed === undefined || elements.some((element) => offerWhenExposed.includes(element));
  return due && status !== "deceased" ? status : null;
}

function cellsOf(
  profile: ClientProfile,
  chance: Chance,
  person: SamplePerson,
  address: SampleAddress,
  ordinal: number,
): Cells {
  const { name } = person;
  return {
    id: `${profile.idPrefix}${100_001 + ordinal * 7}`,
    fullName: fullName(name),
    firstName: name.first,
    middleName: name.middle ?? "",
    lastName: name.last ?? "",
    suffix: name.suffix ?? "",
    ...(person.status === "adult" && chance.happens(0.01) && { careOf: "Front Office" }),
    ...address,
    email: person.email ?? "",
    emailConsent: person.emailConsent ?? "",
    dateOfBirth: person.dateOfBirth,
    dateOfDeath: person.dateOfDeath ?? "",
    status: person.status,
    representative: person.representative ?? "",
    language: languageCell(profile, name, ordinal),
    dataElements: written(profile, person.dataElements),
    ...(person.confirmedDistinct && { confirmedDistinct: "yes" }),
  };
}

// As systems write it: a tag, a word, or the word in the language itself.
const writtenSpanish = ["es", "Spanish", "español"] as const;

/** In which language the person reads, where the client writes to people in it. */
function languageCell({ sector }: ClientProfile, { reads }: SamplePerson["name"], ordinal: number): string {
  if (reads !== "es" || sectorWording[sector].spanish === undefined) return "en";
  return writtenSpanish[ordinal % writtenSpanish.length] ?? "es";
}

/** The same person in a second row: other data was found in another of the stolen files. */
function repeated(
  row: SampleRow,
  status: SamplePerson["status"],
  chance: Chance,
  profile: ClientProfile,
): SampleRow {
  const elements = exposedElements(chance, profile.exposure);
  const cells = { ...row.cells, dataElements: written(profile, elements) };
  return {
    expected: "duplicate",
    cells: chance.happens(0.5) ? cells : { ...cells, id: `${cells.id}-B` },
    codeFrom: row.codeFrom === null ? poolFor(profile, status, elements) : null,
  };
}

function written(profile: ClientProfile, elements: readonly DataElement[]): string {
  return elements.map((element) => profile.elementNames[element] ?? element).join("; ");
}
