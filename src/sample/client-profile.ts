import type { ClientKind, DataElement } from "../incident/index.ts";
import { type Exposure, memberFile, patientFile, payrollFile, planFile } from "./exposure.ts";
import { type HouseholdShares, households, workforce } from "./household.ts";
import {
  mappedLayout,
  type PeopleLayout,
  payrollLayout,
  plainLayout,
  workbookLayout,
} from "./people-layout.ts";
import { type SampleState, sampleStates } from "./places.ts";

/** What distinguishes a client of the sample: who it is, whose data it gave the vendor, how it writes lists. */
export type ClientProfile = {
  readonly id: string;
  readonly name: string;
  /** Its own, under the top-level domain that is reserved for examples (RFC 2606). */
  readonly domain: string;
  readonly parentCompany?: string;
  readonly kind: ClientKind;
  readonly sector: Sector;
  /** Which of the clients of its sector, from 0. */
  readonly round: number;
  readonly home: SampleState;
  /** How many of its people live in the home state; the others are spread over all states. */
  readonly homeShare: number;
  /** Its share of the incident's people, relative to the other clients. */
  readonly weight: number;
  readonly idPrefix: string;
  readonly exposure: Exposure;
  readonly households: HouseholdShares;
  readonly layout: PeopleLayout;
  /** What adults and minors must have lost to be offered monitoring; absent where everyone is. */
  readonly offerWhenExposed?: readonly DataElement[];
  /** How its lists call the elements, where not by our own words. */
  readonly elementNames: { readonly [element in DataElement]?: string };
};

const sectors = ["healthPlan", "hospital", "employerPlan", "city"] as const;
export type Sector = (typeof sectors)[number];

const inWords: ClientProfile["elementNames"] = {
  ssn: "Social Security number",
  driversLicense: "Driver's license number",
  healthInsurance: "Health insurance information",
  medicalInformation: "Medical information",
  dateOfBirth: "Date of birth",
  phoneNumber: "Phone number",
};

type SectorFacts = Omit<
  ClientProfile,
  "id" | "name" | "domain" | "parentCompany" | "round" | "home" | "sector"
>;
const bySector: { readonly [sector in Sector]: SectorFacts } = {
  healthPlan: {
    kind: "coveredEntity",
    homeShare: 0.2,
    weight: 42,
    idPrefix: "M",
    exposure: memberFile,
    households,
    layout: plainLayout,
    elementNames: {},
  },
  hospital: {
    kind: "coveredEntity",
    homeShare: 0.84,
    weight: 32,
    idPrefix: "MRN-",
    exposure: patientFile,
    households,
    layout: workbookLayout,
    offerWhenExposed: ["ssn", "driversLicense"],
    elementNames: inWords,
  },
  employerPlan: {
    kind: "coveredEntity",
    homeShare: 0.6,
    weight: 14,
    idPrefix: "FGW",
    exposure: planFile,
    households,
    layout: mappedLayout,
    elementNames: inWords,
  },
  city: {
    kind: "employer",
    homeShare: 0.8,
    weight: 12,
    idPrefix: "E-",
    exposure: payrollFile,
    households: workforce,
    layout: payrollLayout,
    elementNames: { financialAccountAlone: "direct deposit" },
  },
};

type FirstOfSector = {
  readonly name: string;
  readonly domain: string;
  readonly home: SampleState;
  readonly parentCompany?: string;
};
const firstRound: { readonly [sector in Sector]: FirstOfSector } = {
  healthPlan: { name: "Tamarind Coast Health Plan", domain: "tamarindcoast.example", home: "CA" },
  hospital: {
    name: "Quillhaven Memorial Hospital",
    domain: "quillhaven.example",
    home: "MA",
    parentCompany: "Quillhaven Care Network",
  },
  employerPlan: {
    name: "Fennimore Gearworks Employee Health Plan",
    domain: "fennimoregearworks.example",
    home: "OH",
  },
  city: { name: "City of Alder Bend", domain: "alderbend.example", home: "OR" },
};

const nameEnding: { readonly [sector in Sector]: (place: string) => string } = {
  healthPlan: (place) => `${place} Health Plan`,
  hospital: (place) => `${place} General Hospital`,
  employerPlan: (place) => `${place} Instruments Employee Health Plan`,
  city: (place) => `City of ${place}`,
};

// Two lists whose lengths have no common factor: 23 x 20 different names in each sector.
const placeBeginnings =
  "Amber Briar Cinder Dovetail Ember Fallow Gannet Hazel Ibis Jasper Kestrel Linden Mallow Nettle Osprey Pewter Quince Russet Sable Teasel Umber Vesper Yarrow".split(
    " ",
  );
const placeEndings =
  "brook combe dale field ford gate holm hurst land mere moor ness port ridge shaw stead thorpe vale wick worth".split(
    " ",
  );

/** The profile of the client with this number, from 0; sectors take turns and no name comes twice. */
export function clientProfile(number: number): ClientProfile {
  const sector = sectors[number % sectors.length] ?? "healthPlan";
  const round = Math.floor(number / sectors.length);
  const known = round === 0 ? firstRound[sector] : undefined;
  const name = known?.name ?? nameEnding[sector](inventedPlace(round));
  const home = known?.home ?? sampleStates[(round * 7 + number) % sampleStates.length] ?? "NY";
  return {
    ...bySector[sector],
    id: idFrom(name),
    name,
    domain: known?.domain ?? `${idFrom(name).replaceAll("-", "")}.example`,
    ...(known?.parentCompany !== undefined && { parentCompany: known.parentCompany }),
    sector,
    round,
    home,
  };
}

function inventedPlace(round: number): string {
  const beginning = placeBeginnings[round % placeBeginnings.length] ?? "";
  const ending = placeEndings[round % placeEndings.length] ?? "";
  const again = Math.floor(round / (placeBeginnings.length * placeEndings.length));
  return `${beginning}${ending}${again > 0 ? ` ${again + 1}` : ""}`;
}

/** How many of the incident's people are each client's: whole numbers that add up to the total. */
export function shareOut(total: number, profiles: readonly ClientProfile[]): readonly number[] {
  const weights = profiles.reduce((sum, profile) => sum + profile.weight, 0);
  let weight = 0;
  let given = 0;
  return profiles.map((profile) => {
    weight += profile.weight;
    const upTo = Math.round((total * weight) / weights);
    const share = upTo - given;
    given = upTo;
    return share;
  });
}

function idFrom(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
