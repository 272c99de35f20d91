import type { z } from "zod";
import type { clientSchema } from "../incident/index.ts";
import type { ClientProfile } from "./client-profile.ts";
import { type Place, places } from "./places.ts";
import { type SectorWording, sectorWording } from "./sector-wording.ts";

type ClientFile = z.input<typeof clientSchema>;
type OfferFile = NonNullable<ClientFile["offers"]>[number];

/** Emblems and letterheads in quiet colours that print well on white. */
const colours = [
  "#1d4f5f",
  "#5b2a3c",
  "#3a4a2e",
  "#2b3f73",
  "#6b4a1f",
  "#40305f",
  "#1f5a43",
  "#7a3226",
] as const;

/** A pool to be written under the client's folder, and for whom. */
export type PoolPlan = {
  readonly offer: OfferFile;
  readonly for: "adult" | "minor";
  /** The last day on which the product's maker takes the codes, or null if the pool does not say. */
  readonly expires: string | null;
};

export type SampleClient = { readonly file: ClientFile; readonly pools: readonly PoolPlan[] };

/** The client.json of a profile and the pools that go with it. `number` is the client's, from 0. */
export function sampleClient(profile: ClientProfile, number: number): SampleClient {
  const wording = sectorWording[profile.sector];
  const lastLine = seatOf(profile);
  const { domain } = profile;
  const { spanish } = wording;
  const offers = offersOf(profile, wording, number);
  const file: ClientFile = {
    format: 1,
    id: profile.id,
    name: profile.name,
    kind: profile.kind,
    ...(profile.parentCompany !== undefined && { parentCompany: profile.parentCompany }),
    licences: [],
    relationship: { en: wording.relationship, ...(spanish && { es: spanish.relationship }) },
    vendorHeldDataBecause: {
      en: wording.heldBecause(profile.name),
      ...(spanish && { es: spanish.heldBecause(profile.name) }),
    },
    letterhead: {
      image: "letterhead.png",
      lines: [profile.name, wording.street, lastLine],
      colour: colours[number % colours.length] ?? colours[0],
    },
    returnAddress: ["Return Mail Processing", `PO Box ${wording.box + profile.round}`, lastLine],
    contact: {
      tollFree: tollFree(number),
      hours: { en: wording.hours, ...(spanish && { es: spanish.hours }) },
      tty: "711",
      email: `privacy@${domain}`,
      website: `https://www.${domain}/notice`,
      postal: [profile.name, "Privacy Office", wording.street, lastLine],
      languages: spanish === undefined ? ["en"] : ["en", "es"],
      formats: ["largePrint", "braille"],
    },
    press: { name: "Press Office", phone: tollFree(number + 2_000), email: `press@${domain}` },
    dates: {
      vendorNotified: wording.dates.notified,
      discovered: wording.dates.notified,
      determined: wording.dates.determined,
      confirmed: wording.dates.determined,
      // 45 CFR 164.408(b): the Secretary of HHS is told together with the individuals.
      ...(profile.kind === "coveredEntity" && { hhsNotice: "2026-11-24" }),
    },
    delegation: wording.delegation,
    vendorIsAgent: false,
    offers: offers.map(({ offer }) => offer),
    languages: spanish === undefined ? ["en"] : ["en", "es"],
    signatory: {
      name: wording.signatory.name,
      title:
        spanish === undefined
          ? wording.signatory.title(profile.name)
          : { en: wording.signatory.title(profile.name), es: spanish.title },
    },
    emailSender: { name: profile.name, address: `notice@${domain}` },
    people: {
      columns: profile.layout.mapped ? Object.fromEntries(profile.layout.columns) : {},
    },
  };
  return { file, pools: offers };
}

function offersOf(profile: ClientProfile, wording: SectorWording, number: number): readonly PoolPlan[] {
  const phone = tollFree(number + 1_000);
  const common = {
    enrolUrl: `https://enroll.ledgerlight.example/${profile.id}`,
    enrolPhone: phone,
    enrolBy: wording.enrolBy,
    ...(profile.offerWhenExposed !== undefined && { whenExposed: [...profile.offerWhenExposed] }),
  };
  const engagement = (offset: number) => `LL${(210_400 + number * 2 + offset).toString()}`;
  const adult: OfferFile = {
    id: "credit-24",
    for: "adult",
    product: "Ledgerlight Credit Watch",
    watches: "credit",
    months: 24,
    engagementNumber: engagement(0),
    pool: "codes/credit-24.csv",
    ...common,
  };
  const minor: OfferFile = {
    id: `minor-${wording.minorMonths}`,
    for: "minor",
    product: "Ledgerlight Junior Identity Watch",
    watches: "identity",
    months: wording.minorMonths,
    engagementNumber: engagement(1),
    pool: `codes/minor-${wording.minorMonths}.csv`,
    ...common,
  };
  const expires = wording.codesExpire;
  return [
    { offer: adult, for: "adult", expires },
    { offer: minor, for: "minor", expires },
  ];
}

function seatOf({ home, round }: ClientProfile): string {
  const cities: readonly Place[] = places[home];
  const [city, zip] = cities[(round + 6) % cities.length] ?? places.NY[0];
  return `${city}, ${home} ${zip}`;
}

// 555-0100 to 555-0199 are nobody's numbers; seven toll-free prefixes give 700 of them.
function tollFree(number: number): string {
  const prefixes = ["800", "833", "844", "855", "866", "877", "888"];
  const prefix = prefixes[number % prefixes.length];
  return `1-${prefix}-555-01${String(Math.floor(number / prefixes.length) % 100).padStart(2, "0")}`;
}
