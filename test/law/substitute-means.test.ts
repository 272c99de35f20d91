import { describe, expect, test } from "vitest";
import { type Client, clientSchema, incidentSchema } from "../../src/incident/index.ts";
import { type Population, readLaw, substituteMeans } from "../../src/law/index.ts";

const law = readLaw("jurisdictions").value;
const incident = incidentSchema.parse({
  format: 1,
  id: "means",
  title: "Means",
  notifier: { role: "client" },
  dates: { discovered: "2026-01-15" },
});
const clientOf = (kind: string): Client =>
  clientSchema.parse({ format: 1, id: "a", name: "A", kind, licences: [] });

function population(unreached: Readonly<Record<string, number>>): Population {
  const states = Object.keys(unreached);
  return {
    byJurisdiction: new Map(states.map((state) => [state, 100])),
    elementsByJurisdiction: new Map(states.map((state) => [state, new Set(["ssn" as const])])),
    undeliverableByJurisdiction: new Map(Object.entries(unreached)),
    total: 100 * states.length,
    estimated: false,
  };
}

const meansOf = (kind: string, unreached: Readonly<Record<string, number>>) =>
  substituteMeans(law, incident, clientOf(kind), population(unreached)).map(
    ({ jurisdiction, undeliverable, meansNeeded, postingDays }) => [
      jurisdiction,
      undeliverable,
      meansNeeded,
      postingDays,
    ],
  );

describe("people who cannot be reached are told", () => {
  test.each<[string, string, Record<string, number>, unknown[]]>([
    ["by nothing when everyone can be reached", "coveredEntity", {}, []],
    ["by nothing when the counts are zero", "coveredEntity", { "US-CA": 0 }, []],
    [
      "of a clinic: as HIPAA says for all, and as their State says",
      "coveredEntity",
      { "US-CA": 2, "US-TX": 3 },
      [
        ["US-CA", 2, "all", 30],
        ["US-HIPAA", 5, "anyOne", 90],
        ["US-TX", 3, "anyOne", null],
      ],
    ],
    ["of an employer: as their State says", "employer", { "US-AL": 1 }, [["US-AL", 1, "all", 30]]],
    ["of an employer in Arizona: for 45 days", "employer", { "US-AZ": 1 }, [["US-AZ", 1, "all", 45]]],
    ["by nothing where the State knows no such ground", "employer", { "US-IN": 4 }, []],
    [
      "of an unknown State: by federal law only",
      "coveredEntity",
      { UNKNOWN: 4 },
      [["US-HIPAA", 4, "anyOne", 90]],
    ],
    [
      "of a health app: as the FTC says",
      "phrVendor",
      { "US-AL": 1 },
      [
        ["US-AL", 1, "all", 30],
        ["US-FTC-HBNR", 1, "anyOne", 90],
      ],
    ],
  ])("%s", (_, kind, unreached, expected) => {
    expect(meansOf(kind, unreached).sort()).toEqual(expected.sort());
  });

  test("each law names its citation", () => {
    for (const { citation } of substituteMeans(
      law,
      incident,
      clientOf("coveredEntity"),
      population({ "US-CA": 1 }),
    ))
      expect(citation).toMatch(/§|CFR/);
  });
});
