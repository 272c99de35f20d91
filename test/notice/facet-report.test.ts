import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compose, type Facets, facetReport, variantKey } from "../../src/notice/index.ts";
import { casesIn } from "./every-variant.ts";
import { adultInTexas, ownIncident, templates } from "./fictional-incident.ts";

const texas = adultInTexas;

describe("why there are as many variants as there are", () => {
  test("two states and two exposures, of which the words differ by state only", () => {
    const variants = (["US-TX", "US-OH"] as const).flatMap((jurisdiction) =>
      (["health", "other"] as const).map((exposure) => ({
        facets: { ...texas, jurisdiction, exposure },
        words: jurisdiction,
      })),
    );
    const report = facetReport(variants);
    expect(report).toMatchObject({ variants: 4, texts: 2 });
    expect(
      report.facets.map(({ facet, variantsWithout, groupsThatDiffer }) => [
        facet,
        variantsWithout,
        groupsThatDiffer,
      ]),
    ).toEqual([
      ["jurisdiction", 2, 2],
      ["exposure", 2, 0],
    ]);
    expect(report.facets[0]?.values).toEqual([
      { value: "US-OH", variants: 2 },
      { value: "US-TX", variants: 2 },
    ]);
  });

  test("one variant: nothing multiplies", () => {
    expect(facetReport([{ facets: texas, words: "a" }])).toEqual({ variants: 1, texts: 1, facets: [] });
  });

  test("the same variant twice counts once; no offer is a value", () => {
    const report = facetReport([
      { facets: texas, words: "a" },
      { facets: { ...texas }, words: "a" },
      { facets: { ...texas, offer: null }, words: "b" },
    ]);
    expect(report.variants).toBe(2);
    expect(report.facets[0]?.values.map(({ value }) => value)).toEqual(["adult24", "none"]);
  });

  test("never fewer variants than texts, and each facet saves what it says", () => {
    const facets = fc.record({
      jurisdiction: fc.constantFrom("US-TX", "US-OH", "US-CA"),
      exposure: fc.constantFrom<Facets["exposure"]>("ssn", "health"),
      purpose: fc.constantFrom<Facets["purpose"]>("first", "corrective"),
    });
    fc.assert(
      fc.property(fc.array(facets, { minLength: 1 }), (list) => {
        const all = list.map((each) => ({ facets: { ...texas, ...each }, words: each.jurisdiction }));
        const report = facetReport(all);
        expect(report.variants).toBe(new Set(all.map((each) => variantKey(each.facets))).size);
        expect(report.texts).toBeLessThanOrEqual(report.variants);
        for (const { facet, variantsWithout, values } of report.facets) {
          const left = new Set(all.map((each) => variantKey({ ...each.facets, [facet]: texas[facet] })));
          expect(variantsWithout).toBe(left.size);
          expect(values.reduce((sum, { variants }) => sum + variants, 0)).toBe(report.variants);
        }
      }),
    );
  });

  test("of real letters: who reads changes the words; a state’s law that asks for nothing does not, and shares the text", () => {
    const all = templates();
    const variants = casesIn("US-OH", "en", ["health"]).map(({ facets, from }) => {
      const letter: Facets = { ...facets, channel: "letter", notifier: "client", offer: null };
      return {
        facets: letter,
        words: JSON.stringify(compose(all, letter, { ...from, incident: ownIncident }).value.blocks),
      };
    });
    const report = facetReport(variants);
    const of = (facet: string) => report.facets.find((each) => each.facet === facet);
    expect(of("recipient")).toMatchObject({ groups: 4, groupsThatDiffer: 4 });
    expect(of("stateLaw")).toMatchObject({ groups: 6, groupsThatDiffer: 0 });
    expect(report).toMatchObject({ variants: 12, texts: 6 });
  });
});
