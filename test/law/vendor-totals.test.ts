import { describe, expect, test } from "vitest";
import { incidentSchema } from "../../src/incident/index.ts";
import { type Population, vendorTotals } from "../../src/law/index.ts";

const incidentOf = (notifier: object) =>
  incidentSchema.parse({ format: 1, id: "case", title: "Case", notifier });
const vendor = incidentOf({ role: "vendor", name: "Vendor" });
const people = (counts: Record<string, number>, estimated = false): Population => ({
  byJurisdiction: new Map(Object.entries(counts)),
  elementsByJurisdiction: new Map(),
  total: Object.values(counts).reduce((sum, count) => sum + count, 0),
  estimated,
});

describe("a vendor's totals over its clients", () => {
  const populations = new Map([
    ["a", people({ "US-VA": 300, "US-MD": 40, "US-TX": 0 })],
    ["b", people({ "US-VA": 250, FOREIGN: 40 }, true)],
  ]);
  test("by jurisdiction, most first, with the clients that have people there", () => {
    expect(vendorTotals(vendor, populations)).toEqual([
      { jurisdiction: "US-VA", individuals: 550, clients: 2, estimated: true },
      { jurisdiction: "FOREIGN", individuals: 40, clients: 1, estimated: true },
      { jurisdiction: "US-MD", individuals: 40, clients: 1, estimated: false },
    ]);
  });
  test("none where clients notify themselves, and none without clients", () => {
    expect(vendorTotals(incidentOf({ role: "client" }), populations)).toEqual([]);
    expect(vendorTotals(vendor, new Map())).toEqual([]);
  });
});
