import { base, cs_CZ, de, en, en_US, es_MX, Faker, fr_CA, pl, tr, vi, yo_NG } from "@faker-js/faker";
import type { Chance } from "./chance.ts";

/** A name in parts, as written; `full` is what goes into a file that holds whole names. */
export type SampleName = {
  readonly first: string;
  readonly middle?: string;
  readonly last?: string;
  readonly suffix?: string;
  /** The language in which the family would rather be written to, if it is not English. */
  readonly reads?: "es";
};

/** Draws the names of one household after the other. */
export type Names = {
  /** A family name in one of the sample's languages; its given names come from the same language. */
  readonly family: () => Family;
};
type Family = { readonly last: string; readonly person: () => SampleName };

const languages = { en_US, es_MX, vi, fr_CA, pl, de, cs_CZ, tr, yo_NG } as const;
type NameLanguage = keyof typeof languages;

// Of a hundred households; the small ones are there for their letters (ễ, ł, ř, ğ).
const households: readonly NameLanguage[] = [
  ...times("en_US", 78),
  ...times("es_MX", 8),
  ...times("vi", 4),
  ...times("fr_CA", 2),
  ...times("pl", 2),
  ...times("de", 2),
  ...times("cs_CZ", 1),
  ...times("tr", 1),
  ...times("yo_NG", 2),
];

/** Names of nobody in particular: parts drawn by chance from the name lists of several languages. */
export function sampleNames(chance: Chance): Names {
  const fakers = new Map<NameLanguage, Faker>();
  const fakerFor = (language: NameLanguage) => {
    const known = fakers.get(language);
    if (known !== undefined) return known;
    const made = new Faker({ locale: [languages[language], en, base], randomizer: chance.randomizer });
    fakers.set(language, made);
    return made;
  };
  return {
    family: () => {
      const language = chance.pick(households);
      const { person } = fakerFor(language);
      const reads = language === "es_MX" ? ({ reads: "es" } as const) : {};
      const last = person.lastName().normalize("NFC");
      return {
        last,
        person: () => {
          const first = person.firstName().normalize("NFC");
          if (chance.happens(0.3))
            return { first, middle: `${person.firstName().normalize("NFC")}`, last, ...reads };
          return chance.happens(0.2)
            ? { first, middle: `${first.charAt(0)}.`, last, ...reads }
            : { first, last, ...reads };
        },
      };
    },
  };
}

/** The whole name on one line. */
export function fullName(name: SampleName): string {
  return [name.first, name.middle, name.last, name.suffix].filter((part) => part !== undefined).join(" ");
}

/** Sixty characters, so that it needs two lines of the address block. */
export const longestName: SampleName = {
  first: "Maximiliana",
  middle: "Konstantina Evangelista",
  last: "Featherstone-Throgmorton",
};

/** Nobody's names in a script that the letters' fonts do not have. */
export const unprintableName: SampleName = { first: "小明", last: "王" };

function times(language: NameLanguage, count: number): readonly NameLanguage[] {
  return Array.from({ length: count }, () => language);
}
