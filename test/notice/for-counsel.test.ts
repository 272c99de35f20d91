import { describe, expect, test } from "vitest";
import type { NoticeLaw } from "../../src/law/index.ts";
import { type CounselItem, type Facets, forCounsel, lawForFacets } from "../../src/notice/index.ts";
import { caseOf, casesIn, law, places } from "./every-variant.ts";
import { adultInTexas, clinic, employer, incident, noLaw } from "./fictional-incident.ts";

const atWork: Partial<Facets> = { client: "prairie-mills", phi: false, offer: "adult12" };

function items(facets: Partial<Facets> = {}): readonly CounselItem[] {
  const of: Facets = { ...adultInTexas, ...facets };
  const client = of.client === clinic.id ? clinic : employer;
  return forCounsel({ facets: of, language: of.language }, caseOf(of, client, incident).from.law);
}
const kinds = (of: readonly CounselItem[]) => new Set(of.map(({ kind }) => kind));

describe("what the check cannot judge is listed, with its citation", () => {
  test("the three limbs of HIPAA's (c)(1)(D)", () => {
    expect(items()).toContainEqual({
      kind: "judgement",
      text: expect.stringContaining("three limbs"),
      jurisdiction: "US-HIPAA",
      citation: "45 CFR 164.404(c)(1)(D)",
      element: "remedialActions",
    });
  });

  test("two laws that cannot both be followed come first", () => {
    const [first] = items({ jurisdiction: "US-MA" });
    expect(first).toMatchObject({ kind: "conflict", jurisdiction: "US-MA", element: "natureOfBreach" });
  });

  test("what a law only allows, what letters customarily say, and how it must look", () => {
    const found = items({ ...atWork, jurisdiction: "US-CA" });
    expect(found).toContainEqual(
      expect.objectContaining({ kind: "optional", citation: "Cal. Civ. Code § 1798.82(d)(3)(A)" }),
    );
    expect(found).toContainEqual(expect.objectContaining({ kind: "customary", jurisdiction: "US-CA" }));
    expect(found).toContainEqual(
      expect.objectContaining({ kind: "manner", text: expect.stringContaining("call attention") }),
    );
  });

  test("on what an offer hangs, where there is one", () => {
    const of = { ...atWork, jurisdiction: "US-CA" };
    expect(kinds(items(of))).toContain("services");
    expect(kinds(items({ ...of, offer: null }))).not.toContain("services");
  });

  test("minors and the deceased only in letters about them", () => {
    expect(kinds(items({ jurisdiction: "US-IA" }))).not.toContain("recipient");
    expect(kinds(items({ jurisdiction: "US-IA", recipient: "nextOfKin", offer: null }))).toContain(
      "recipient",
    );
  });

  test("fixed words in another language", () => {
    expect(kinds(items({ ...atWork, jurisdiction: "US-CA", language: "es" }))).toContain("translation");
    expect(kinds(items({ ...atWork, jurisdiction: "US-CA" }))).not.toContain("translation");
  });

  test("numbers and addresses, which the check proves, are not asked again", () => {
    const found = items({ jurisdiction: "US-CO" });
    expect(found.filter(({ element }) => element === "craContacts" || element === "ftcContact")).toEqual([]);
  });

  test("no law, nothing to judge", () => {
    expect(forCounsel({ facets: adultInTexas, language: "es" }, noLaw)).toEqual([]);
  });

  test("everywhere: each thing once, with words, and a citation but for custom and persons", () => {
    for (const place of places)
      for (const { facets, client } of casesIn(place, "en", ["ssn"], ["applies"])) {
        const of: NoticeLaw = lawForFacets(facets, law, incident, client);
        const found = forCounsel({ facets, language: "en" }, of);
        const keys = found.map(({ text, citation, element }) => `${citation} ${text} ${element}`);
        expect(new Set(keys).size, place).toBe(keys.length);
        for (const { text, citation, kind } of found) {
          expect(text).toMatch(/\p{L}{3}/u);
          expect(citation !== null || kind === "customary" || kind === "recipient", text).toBe(true);
        }
        const listed = new Set(found.map(({ element, citation }) => `${element} ${citation}`));
        // Nothing that a law makes depend on a condition in words is ticked without being shown.
        for (const { detail = "", element, citation } of of.content)
          if (/\b(if|possible|only)\b/.test(detail) && detail !== "if known")
            expect(listed).toContain(`${element} ${citation}`);
      }
  });
});
