import { addDays, type Day, day } from "../calendar/index.ts";
import type { DataElement } from "../incident/index.ts";
import type { Chance } from "./chance.ts";
import { type Exposure, exposedElements } from "./exposure.ts";
import { fullName, type Names, type SampleName } from "./sample-name.ts";

/** A fictional person whose data was in the files. */
export type SamplePerson = {
  readonly name: SampleName;
  readonly status: "adult" | "minor" | "deceased";
  readonly dateOfBirth: Day;
  readonly dateOfDeath?: Day;
  readonly representative?: string;
  readonly email?: string;
  readonly emailConsent?: Day;
  readonly dataElements: readonly DataElement[];
  /** Somebody checked that this is not the look-alike. */
  readonly confirmedDistinct?: true;
};

/** Shares of households, in the order in which they are drawn; the rest is one adult living alone. */
export type HouseholdShares = {
  readonly couple: number;
  /** A parent with one to three children. */
  readonly family: number;
  readonly deceased: number;
  /** The same name, address and a different suffix: two people, never a duplicate. */
  readonly fatherAndSon: number;
};

/** Gives 88 % adults, 8 % minors and 4 % deceased. */
export const households: HouseholdShares = {
  couple: 0.17,
  family: 0.06,
  deceased: 0.048,
  fatherAndSon: 0.015,
};
/** An employer's people: hardly a minor among them. */
export const workforce: HouseholdShares = { couple: 0.04, family: 0.006, deceased: 0.03, fatherAndSon: 0.02 };

type Draws = { readonly chance: Chance; readonly names: Names; readonly exposure: Exposure };

/** The people of one address, at most `most` of them. */
export function household(draws: Draws, shares: HouseholdShares, most: number): readonly SamplePerson[] {
  const { chance, names } = draws;
  const family = names.family();
  let left = chance.randomizer.next();
  const falls = (share: number) => {
    left -= share;
    return left < 0;
  };
  if (falls(shares.deceased)) return [deceased(draws, family.person(), fullName(family.person()))];
  if (most < 2) return [adult(draws, family.person())];
  if (falls(shares.couple)) return [adult(draws, family.person()), adult(draws, family.person())];
  if (falls(shares.family)) return parentAndChildren(draws, family, most);
  if (falls(shares.fatherAndSon)) return fatherAndSon(draws, family.person());
  return [adult(draws, maybeSuffixed(chance, family.person()))];
}

/** One adult, by whatever name. */
export function adult(draws: Draws, name: SampleName): SamplePerson {
  const { chance } = draws;
  const dateOfBirth = addDays(day("1938-01-01"), chance.whole(0, 25_000));
  return {
    name,
    status: "adult",
    dateOfBirth,
    ...reachable(chance, name),
    dataElements: exposedElements(chance, draws.exposure),
  };
}

/** Two people of one name and birth date, told apart by somebody; they live in different places. */
export function lookAlikes(draws: Draws, name: SampleName): readonly [SamplePerson, SamplePerson] {
  const one = { ...adult(draws, name), confirmedDistinct: true } as const;
  const { dateOfBirth } = one;
  return [one, { ...adult(draws, name), dateOfBirth, confirmedDistinct: true }];
}

function parentAndChildren(
  draws: Draws,
  family: ReturnType<Names["family"]>,
  most: number,
): readonly SamplePerson[] {
  const { chance } = draws;
  const parent = {
    ...adult(draws, family.person()),
    dateOfBirth: addDays(day("1972-01-01"), chance.whole(0, 8_000)),
  };
  const parentIsAffected = chance.happens(0.6);
  const count = Math.min(chance.pick([1, 1, 2, 2, 3]), most - (parentIsAffected ? 1 : 0));
  const children = Array.from({ length: count }, () => minor(draws, family.person(), fullName(parent.name)));
  return parentIsAffected ? [parent, ...children] : children;
}

function minor(draws: Draws, name: SampleName, parent: string): SamplePerson {
  const { chance, exposure } = draws;
  const dateOfBirth = addDays(day("2009-06-01"), chance.whole(0, 6_000));
  return {
    name,
    status: "minor",
    dateOfBirth,
    ...(chance.happens(0.92) && { representative: parent }),
    dataElements: exposedElements(chance, exposure),
  };
}

function deceased(draws: Draws, name: SampleName, kin: string): SamplePerson {
  const { chance, exposure } = draws;
  const dateOfBirth = addDays(day("1931-01-01"), chance.whole(0, 12_000));
  const dateOfDeath = addDays(day("2024-02-01"), chance.whole(0, 900));
  const known = chance.whole(1, 10);
  return {
    name,
    status: "deceased",
    dateOfBirth,
    // Two agreeing facts are needed; now and then a file has only one beside the status.
    ...(known !== 1 && { dateOfDeath }),
    ...(known !== 2 && { representative: kin }),
    dataElements: exposedElements(chance, exposure),
  };
}

function fatherAndSon(draws: Draws, name: SampleName): readonly SamplePerson[] {
  const { chance } = draws;
  const father = addDays(day("1944-01-01"), chance.whole(0, 7_000));
  const son = addDays(father, chance.whole(8_000, 11_000));
  const suffixes = chance.pick([
    ["Sr.", "Jr."],
    ["Jr.", "III"],
    ["II", "III"],
  ] as const);
  return [
    { ...adult(draws, { ...name, suffix: suffixes[0] }), dateOfBirth: father },
    { ...adult(draws, { ...name, suffix: suffixes[1] }), dateOfBirth: son },
  ];
}

function maybeSuffixed(chance: Chance, name: SampleName): SampleName {
  return chance.happens(0.025) ? { ...name, suffix: chance.pick(["Jr.", "Sr.", "II", "III", "IV"]) } : name;
}

// 45 CFR 164.404(d)(1)(i): an address alone is no agreement to notice by e-mail, so some have none.
function reachable(
  chance: Chance,
  name: SampleName,
): { readonly email?: string; readonly emailConsent?: Day } {
  if (!chance.happens(0.3)) return {};
  const local = fullName(name)
    .normalize("NFD")
    .replace(/đ/gi, "d")
    .replace(/ł/gi, "l")
    .replace(/[^a-z ]/gi, "")
    .trim()
    .replace(/ +/g, ".")
    .toLowerCase();
  const email = `${local}${chance.whole(10, 9999)}@${chance.pick(["example.org", "example.net", "mail.example.org"])}`;
  return chance.happens(0.55)
    ? { email, emailConsent: addDays(day("2021-03-01"), chance.whole(0, 1_800)) }
    : { email };
}
