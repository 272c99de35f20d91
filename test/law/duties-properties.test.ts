import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type Day, day, isMailingDay } from "../../src/calendar/index.ts";
import { clientKinds, clientSchema, dataElements, incidentSchema } from "../../src/incident/index.ts";
import { type Duty, duties, estimatedPopulation, readLaw } from "../../src/law/index.ts";

const { value: law } = readLaw("jurisdictions");
const states = [...law.jurisdictions.values()]
  .filter(({ level }) => level === "state")
  .map(({ jurisdiction }) => jurisdiction);

const facts = fc.record({
  discovered: fc.integer({ min: 0, max: 1400 }).map((count) => addDays(day("2023-01-01"), count)),
  wait: fc.integer({ min: 0, max: 90 }),
  vendor: fc.boolean(),
  policy: fc.constantFrom("conservative" as const, "deemed" as const),
  kind: fc.constantFrom(...clientKinds),
  licences: fc.option(fc.subarray(["hipaa-covered-entity", "part2-program", "part2-early-compliance"])),
  elements: fc.subarray([...dataElements], { minLength: 1 }),
  protection: fc.constantFrom(
    undefined,
    "readable" as const,
    "encrypted" as const,
    "encryptedKeyTaken" as const,
  ),
  finding: fc.constantFrom(undefined, "noLikelyHarm" as const, "harmLikely" as const),
  counts: fc.dictionary(fc.constantFrom(...states), fc.integer({ min: 1, max: 12_000 }), { minKeys: 1 }),
});
type Facts = typeof facts extends fc.Arbitrary<infer T> ? T : never;

function dutiesFor(each: Facts): readonly Duty[] {
  const { discovered, wait, finding } = each;
  const incident = incidentSchema.parse({
    format: 1,
    id: "case",
    title: "Case",
    notifier: each.vendor ? { role: "vendor", name: "Vendor" } : { role: "client" },
    dates: {
      discovered,
      determined: addDays(discovered, wait % 7),
      confirmed: addDays(discovered, wait % 11),
      individualNotice: addDays(discovered, wait),
      hhsNotice: addDays(discovered, wait),
      ...(each.vendor ? { vendorDiscovered: discovered } : {}),
    },
    policy: { hipaaDeemed: each.policy, addenda: "own" },
    ...(each.protection === undefined ? {} : { dataProtection: each.protection }),
    ...(finding === undefined ? {} : { riskAssessment: { on: discovered, finding } }),
  });
  const client = clientSchema.parse({
    format: 1,
    id: "a",
    name: "Clinic A",
    kind: each.kind,
    ...(each.licences === null ? {} : { licences: each.licences }),
    estimated: { counts: each.counts, dataElements: each.elements },
  });
  return duties(law, incident, client, estimatedPopulation(client)).duties;
}

const isOwed = ({ status }: Duty) => status === "owed" || status === "question";
/** Duties that are owed or may be, by id, with the last day; a duty without one comes after any day. */
const owed = (found: readonly Duty[]) =>
  new Map(found.filter(isOwed).map(({ id, due }): [string, Day | null] => [id, due]));
const isLater = (a: Day | null, b: Day | null) => b !== null && (a === null || a > b);

// A log of small breaches gives way to the report that a greater number makes due: the two are one duty.
const logs = new Map([
  ["a/US-HIPAA/secretary-annual", "a/US-HIPAA/secretary"],
  ["a/US-PART2/secretary-annual", "a/US-PART2/secretary"],
  ["a/US-FTC-HBNR/federal-trade-commission-annual", "a/US-FTC-HBNR/federal-trade-commission"],
]);

function expectNothingLost(before: readonly Duty[], after: readonly Duty[]): void {
  const then = owed(after);
  for (const [id, due] of owed(before)) {
    const other = then.has(id) ? id : (logs.get(id) ?? id);
    expect(then.has(other), `${id} is still owed`).toBe(true);
    expect(isLater(then.get(other) ?? null, due), `${id} moved from ${due} to ${then.get(other)}`).toBe(
      false,
    );
  }
}

const some = { numRuns: 60 };

describe("for any incident", () => {
  test("no day is before the discovery; the target is not after the limit; the practical day is a mailing day", () => {
    fc.assert(
      fc.property(facts, (each) => {
        for (const duty of dutiesFor(each)) {
          if (duty.due === null) continue;
          expect(duty.due >= each.discovered).toBe(true);
          expect(duty.target !== null && duty.target <= duty.due).toBe(true);
          expect(duty.practicalDay !== null && isMailingDay(duty.practicalDay)).toBe(true);
        }
      }),
      some,
    );
  });

  test("raising every count removes no duty and moves none later", () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 6_000 }), (each, more) => {
        const counts = Object.fromEntries(Object.entries(each.counts).map(([to, n]) => [to, n + more]));
        expectNothingLost(dutiesFor(each), dutiesFor({ ...each, counts }));
      }),
      some,
    );
  });

  test("exposing one more data element removes no duty and moves none later", () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...dataElements), (each, element) => {
        expectNothingLost(dutiesFor(each), dutiesFor({ ...each, elements: [...each.elements, element] }));
      }),
      some,
    );
  });

  test("the conservative policy owes everything that the deemed policy owes", () => {
    fc.assert(
      fc.property(facts, (each) => {
        const conservative = dutiesFor({ ...each, policy: "conservative" });
        const kept = owed(conservative);
        // A clause may bring a clock of its own, earlier or later: only the days may differ.
        for (const id of owed(dutiesFor({ ...each, policy: "deemed" })).keys())
          expect(kept.has(id), id).toBe(true);
        expect(conservative.filter(({ status }) => status === "deemed")).toEqual([]);
      }),
      some,
    );
  });

  test("claiming an exemption removes no duty and moves none: it only asks", () => {
    fc.assert(
      fc.property(facts, (each) => {
        const plain = owed(dutiesFor({ ...each, protection: undefined, finding: undefined }));
        const claimed = owed(dutiesFor({ ...each, protection: "encrypted", finding: "noLikelyHarm" }));
        for (const [id, due] of plain) expect([id, claimed.get(id)]).toEqual([id, due]);
      }),
      some,
    );
  });

  test("an unanswered question owes no less than any answer to it", () => {
    fc.assert(
      fc.property(facts, (each) => {
        const unsaid = dutiesFor({ ...each, kind: "part2Program", licences: null });
        expectNothingLost(dutiesFor({ ...each, kind: "part2Program", licences: [] }), unsaid);
        const all = ["hipaa-covered-entity", "part2-early-compliance"];
        expectNothingLost(dutiesFor({ ...each, kind: "part2Program", licences: all }), unsaid);
      }),
      some,
    );
  });

  test("ids are unique, and the same facts give the same duties whatever was asked between", () => {
    fc.assert(
      fc.property(facts, facts, (each, other) => {
        const found = dutiesFor(each);
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        dutiesFor({ ...other, counts: each.counts });
        dutiesFor({ ...each, counts: other.counts });
        expect(dutiesFor(each)).toEqual(found);
      }),
      { numRuns: 20 },
    );
  });
});
