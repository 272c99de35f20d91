import { expect, test } from "vitest";
import { facetReport } from "../../src/notice/index.ts";
import { facetReportWords } from "../../src/report/index.ts";
import { adultInTexas } from "../notice/fictional-incident.ts";

const report = (...places: readonly (readonly [string, "adult" | "nextOfKin"])[]) =>
  facetReport(
    places.map(([jurisdiction, recipient], at) => ({
      facets: { ...adultInTexas, jurisdiction, recipient },
      words: String(at),
    })),
  );

test("says of each facet that multiplies how many values it has, what would do without it, what it changes", () => {
  const words = facetReportWords(
    report(
      ["US-TX", "adult"],
      ["US-OH", "adult"],
      ["US-MA", "adult"],
      ["US-TX", "nextOfKin"],
      ["US-OH", "nextOfKin"],
    ),
  );
  expect(words).toHaveLength(2);
  expect(words[0]).toMatch(
    /^jurisdiction has 3 values; 2 variants would do without it\. It changes .*law.*\.$/,
  );
  expect(words[1]).toMatch(/^reader has 2 values; 3 variants would do without it\. It changes .*\.$/);
});

test("is silent about a facet that only follows another, and about one text", () => {
  expect(facetReportWords(report(["US-TX", "adult"], ["US-OH", "nextOfKin"]))).toEqual([]);
  expect(facetReportWords(report(["US-TX", "adult"]))).toEqual([]);
});
