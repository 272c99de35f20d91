import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import type { Client } from "../../src/incident/index.ts";
import { exposureClasses, readLaw } from "../../src/law/index.ts";
import { type Facets, facetsFor, offerFor, variantFinder, variantKey } from "../../src/notice/index.ts";
import type { Individual } from "../../src/people/index.ts";
import {
  adultInTexas,
  ana,
  clinic,
  employer,
  incident,
  maria,
  ownIncident,
  robert,
} from "./fictional-incident.ts";

const law = readLaw("jurisdictions").value;
const consent = { address: "maria@mail.example", consentedOn: day("2025-06-01") };

describe("facets of a person", () => {
  test("an adult patient in Texas with a Social Security number", () => {
    expect(facetsFor(maria, incident, clinic, law)).toEqual(adultInTexas);
  });

  const cases: readonly (readonly [string, Individual, Client, Partial<Facets>])[] = [
    ["consented e-mail: by e-mail", { ...maria, email: consent }, clinic, { channel: "email" }],
    [
      "consented e-mail, but no sender of the client: on paper",
      { ...maria, email: consent },
      employer,
      { channel: "letter", client: "prairie-mills", phi: false },
    ],
    [
      "the password of the e-mail account was lost: never by e-mail",
      { ...maria, email: consent, dataElements: ["emailCredentials"] },
      clinic,
      { channel: "letter", exposure: "credentials" },
    ],
    [
      "the password of another account was lost: by e-mail",
      { ...maria, email: consent, dataElements: ["onlineCredentials"] },
      clinic,
      { channel: "email" },
    ],
    [
      "a parent is written to on paper",
      { ...ana, email: consent },
      clinic,
      { channel: "letter", recipient: "parentOrGuardian", offer: "minor24" },
    ],
    [
      "next of kin are written to on paper, without an offer",
      { ...robert, email: consent },
      clinic,
      { channel: "letter", recipient: "nextOfKin", offer: null },
    ],
    ["an employer's files are not health information", maria, employer, { phi: false, offer: "adult12" }],
    [
      "health data alone does not trigger the law of Massachusetts",
      { ...maria, jurisdiction: "US-MA", dataElements: ["medicalInformation"] },
      clinic,
      { stateLaw: "silent", exposure: "health", offer: null },
    ],
    ["a Social Security number does", { ...maria, jurisdiction: "US-MA" }, clinic, { stateLaw: "applies" }],
    ["nobody's state law abroad", { ...maria, jurisdiction: "FOREIGN" }, clinic, { stateLaw: "silent" }],
    [
      "nothing but a name",
      { ...maria, dataElements: [] },
      clinic,
      { exposure: "other", offer: null, stateLaw: "silent" },
    ],
    [
      "a language the client does not write in: its first",
      { ...maria, language: "vi" },
      clinic,
      { language: "en" },
    ],
    [
      "a language the client writes in",
      { ...maria, language: "es" },
      { ...clinic, languages: ["en", "es"] },
      { language: "es" },
    ],
    ["a client that notifies by itself", maria, { ...clinic, delegation: "client" }, { notifier: "client" }],
  ];
  test.each(cases)("%s", (_, person, client, wanted) => {
    expect(facetsFor(person, incident, client, law)).toMatchObject(wanted);
  });

  test("without a vendor the client writes", () => {
    expect(facetsFor(maria, ownIncident, clinic, law).notifier).toBe("client");
  });
});

describe("the variant of many people", () => {
  const people: fc.Arbitrary<Individual> = fc
    .record({
      person: fc.constantFrom(maria, ana, robert),
      jurisdiction: fc.constantFrom("US-TX", "US-MA", "US-CA", "FOREIGN"),
      elements: fc.subarray<Individual["dataElements"][number]>([
        "ssn",
        "financialAccount",
        "medicalInformation",
        "name",
      ]),
      language: fc.constantFrom("en", "es"),
      consents: fc.boolean(),
    })
    .map(({ person, jurisdiction, elements, language, consents }) => ({
      ...person,
      jurisdiction,
      language,
      dataElements: elements,
      ...(consents ? { email: consent } : {}),
    }));

  test("is the one that each has alone", () => {
    const find = variantFinder(incident, clinic, law);
    fc.assert(
      fc.property(people, (person) => {
        const facets = facetsFor(person, incident, clinic, law);
        expect(find(person)).toEqual({ facets, key: variantKey(facets) });
      }),
      { numRuns: 300 },
    );
  });

  test("is the same object for people of one kind", () => {
    const find = variantFinder(incident, clinic, law);
    expect(find({ ...maria, id: "A-2" })).toBe(find(maria));
  });
});

describe("the offer of a person", () => {
  test("the first that is for the kind of person and the data", () => {
    const [adult] = clinic.offers;
    if (adult === undefined) throw new Error("the clinic has offers");
    const everyone = { ...adult, id: "everyone", whenExposed: undefined } as Client["offers"][number];
    const client = { ...clinic, offers: [...clinic.offers, everyone] };
    expect(offerFor(maria, client)?.id).toBe("adult24");
    expect(offerFor({ ...maria, dataElements: ["medicalInformation"] }, client)?.id).toBe("everyone");
    expect(offerFor({ ...maria, dataElements: ["medicalInformation"] }, clinic)).toBeUndefined();
    expect(offerFor(ana, client)?.id).toBe("minor24");
    expect(offerFor(robert, client)).toBeUndefined();
  });
});

describe("the key of a variant", () => {
  test.each<readonly [Partial<Facets>, string]>([
    [{ notifier: "client" }, "summit-health/US-TX/adult/en/adult24/letter/ssn"],
    [{ notifier: "client", offer: null }, "summit-health/US-TX/adult/en/no_offer/letter/ssn"],
    [
      { stateLaw: "silent", phi: false },
      "summit-health/US-TX/adult/en/adult24/letter/ssn/state-law-silent/not-phi/by-vendor",
    ],
  ])("%o", (facets, key) => {
    expect(variantKey({ ...adultInTexas, ...facets })).toBe(key);
  });

  const anyFacets: fc.Arbitrary<Facets> = fc.record({
    client: fc.constantFrom("a", "b"),
    notifier: fc.constantFrom("client", "vendor"),
    purpose: fc.constantFrom("first", "supplemental", "corrective"),
    jurisdiction: fc.constantFrom("US-TX", "US-CA", "FOREIGN"),
    stateLaw: fc.constantFrom("applies", "silent"),
    phi: fc.boolean(),
    recipient: fc.constantFrom("adult", "parentOrGuardian", "nextOfKin"),
    language: fc.constantFrom("en", "es"),
    offer: fc.constantFrom(null, "no-offer", "adult24"),
    channel: fc.constantFrom("letter", "email"),
    exposure: fc.constantFrom(...exposureClasses),
  });
  test("two keys are the same exactly when all facets are", () => {
    fc.assert(
      fc.property(anyFacets, anyFacets, (a, b) => {
        expect(variantKey(a) === variantKey(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 2_000 },
    );
  });
});
