import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import type { Ledger, PoolFile } from "../../src/ledger/index.ts";
import { codes, pool } from "./fiction.ts";
import { inMemory } from "./open-ledger.ts";

async function loaded(...pools: readonly [PoolFile, ReturnType<typeof codes>][]): Promise<Ledger> {
  const ledger = inMemory();
  ledger.pools.declare(pools.map(([file]) => file));
  for (const [file, list] of pools) await ledger.pools.load(file, list);
  return ledger;
}

const given = (ledger: Ledger, offer: string, ...people: string[]) => {
  const binding = ledger.pools.bind("a", offer, people);
  return binding.kind === "bound"
    ? binding.codes.map(({ code }) => code)
    : binding.problems.map((p) => p.code);
};

describe("loading a pool", () => {
  test("its codes can be given out, and the earliest expiry is known", async () => {
    const ledger = inMemory();
    const file = pool("one", "v1");
    expect(ledger.pools.declare([file])).toEqual([file]);
    expect(ledger.pools.state("a", "one")).toBeUndefined();
    const load = await ledger.pools.load(file, [
      { row: 2, code: "K-1", expires: day("2027-06-30") },
      { row: 3, code: "K-2", expires: day("2027-03-31") },
    ]);
    expect(load).toEqual({ rows: 2, added: 2, bound: 0, refused: 0, problems: [] });
    expect(ledger.pools.state("a", "one")).toEqual({
      size: 2,
      given: 0,
      free: 2,
      bound: 0,
      voided: 0,
      earliestExpiry: "2027-03-31",
    });
    expect(ledger.pools.declare([file])).toEqual([]);
  });

  test("the same file again does nothing and says what it brought", async () => {
    const ledger = await loaded([pool("one", "v1"), codes(3)]);
    given(ledger, "one", "P-1");
    expect(await ledger.pools.load(pool("one", "v1"), [])).toMatchObject({ rows: 3, added: 3 });
    expect(ledger.pools.state("a", "one")).toMatchObject({ size: 3, given: 1, free: 2 });
  });

  test("a file that grew: codes that people have stay theirs, the rest goes on", async () => {
    const ledger = await loaded([pool("one", "v1"), codes(2)]);
    const [first] = given(ledger, "one", "P-1");
    const longer = pool("one", "v2");
    ledger.pools.declare([longer]);
    expect(await ledger.pools.load(longer, codes(4))).toEqual({
      rows: 4,
      added: 3,
      bound: 1,
      refused: 0,
      problems: [],
    });
    expect(given(ledger, "one", "P-1", "P-2", "P-3", "P-4")).toEqual([
      first,
      ...codes(4)
        .slice(1)
        .map(({ code }) => code),
    ]);
  });

  test("codes that a new file no longer names are not given out", async () => {
    const ledger = await loaded([pool("one", "v1"), codes(2, "OLD")]);
    ledger.pools.declare([pool("one", "v2")]);
    await ledger.pools.load(pool("one", "v2"), codes(1, "NEW"));
    expect(given(ledger, "one", "P-1")).toEqual(["NEW-00000000"]);
    expect(given(ledger, "one", "P-2")).toEqual(["ledger/not-enough-codes"]);
  });

  test("going back to a former file loads it anew", async () => {
    const ledger = await loaded([pool("one", "v1"), codes(2)]);
    ledger.pools.declare([pool("one", "v2")]);
    await ledger.pools.load(pool("one", "v2"), codes(1));
    expect(ledger.pools.declare([pool("one", "v1")])).toHaveLength(1);
    expect(await ledger.pools.load(pool("one", "v1"), codes(2))).toMatchObject({ added: 2 });
    expect(ledger.pools.state("a", "one")).toMatchObject({ size: 2, free: 2 });
  });

  test("a load that breaks off leaves no pool, and starts over", async () => {
    const ledger = inMemory();
    async function* broken() {
      yield* codes(7000);
      throw new Error("disk");
    }
    await expect(ledger.pools.load(pool("one", "v1"), broken())).rejects.toThrow("disk");
    expect(ledger.pools.state("a", "one")).toBeUndefined();
    expect(given(ledger, "one", "P-1")).toEqual(["ledger/no-pool"]);
    expect(await ledger.pools.load(pool("one", "v1"), codes(7000))).toMatchObject({
      added: 7000,
      refused: 0,
    });
  });
});

describe("a code that is there already", () => {
  const twice = [...codes(2), { row: 9, code: "CODE-00000001" }];
  test.each<[string, [PoolFile, ReturnType<typeof codes>][], string, object]>([
    ["in the same file", [[pool("one", "v"), twice]], "ledger/code-twice-in-pool", { otherRow: 3 }],
    [
      "in another offer's",
      [
        [pool("one", "v"), codes(2)],
        [pool("two", "w"), codes(1)],
      ],
      "ledger/code-in-two-pools",
      { otherFile: "codes/one.csv", otherRow: 2 },
    ],
    [
      "in another client's",
      [
        [pool("one", "v", { client: "b" }), codes(2)],
        [pool("one", "w"), codes(1)],
      ],
      "ledger/code-in-two-pools",
      { otherRow: 2 },
    ],
    [
      "in the pool for minors",
      [
        [pool("one", "v", { for: "minor" }), codes(2)],
        [pool("two", "w"), codes(1)],
      ],
      "ledger/code-for-adults-and-minors",
      { otherFile: "codes/one.csv", otherRow: 2 },
    ],
  ])("%s is refused, by place and without the code itself", async (_, pools, code, facts) => {
    const ledger = inMemory();
    ledger.pools.declare(pools.map(([file]) => file));
    let last: Awaited<ReturnType<Ledger["pools"]["load"]>> | undefined;
    for (const [file, list] of pools) last = await ledger.pools.load(file, list);
    expect(last).toMatchObject({ refused: 1, problems: [{ code, severity: "stops", facts }] });
    expect(JSON.stringify(last?.problems)).not.toContain("CODE-");
  });

  test("two files that were swapped can be swapped back", async () => {
    const ledger = await loaded(
      [pool("adults", "v1"), codes(2, "MINOR")],
      [pool("minors", "w1", { for: "minor" }), codes(2, "ADULT")],
    );
    const right = [pool("adults", "v2"), pool("minors", "w2", { for: "minor" })] as const;
    expect(ledger.pools.declare(right)).toHaveLength(2);
    expect(await ledger.pools.load(right[0], codes(2, "ADULT"))).toMatchObject({ added: 2, refused: 0 });
    expect(await ledger.pools.load(right[1], codes(2, "MINOR"))).toMatchObject({ added: 2, refused: 0 });
    expect(given(ledger, "adults", "P-1")).toEqual(["ADULT-00000000"]);
  });

  test("but not a code that somebody has", async () => {
    const ledger = await loaded([pool("adults", "v1"), codes(2, "MINOR")]);
    given(ledger, "adults", "P-1");
    const minors = pool("minors", "w", { for: "minor" });
    ledger.pools.declare([minors]);
    expect(await ledger.pools.load(minors, codes(2, "MINOR"))).toMatchObject({
      added: 1,
      refused: 1,
      problems: [{ code: "ledger/code-already-given", where: { row: 2 } }],
    });
  });

  test("of many, twenty are shown and all are counted", async () => {
    const ledger = inMemory();
    const load = await ledger.pools.load(pool("one", "v"), [...codes(30), ...codes(30)]);
    expect(load.problems).toHaveLength(20);
    expect(load).toMatchObject({ rows: 60, added: 30, refused: 30 });
  });
});

describe("binding", () => {
  test("goes in the order asked, and whoever has a code keeps it", async () => {
    const ledger = await loaded([pool("one", "v"), codes(5)]);
    expect(given(ledger, "one", "P-2", "P-1")).toEqual(["CODE-00000000", "CODE-00000001"]);
    expect(given(ledger, "one", "P-3", "P-1", "P-3")).toEqual(["CODE-00000002", "CODE-00000001"]);
    expect(ledger.pools.state("a", "one")).toMatchObject({ given: 3, free: 2 });
    expect(ledger.pools.codesOf("a", "P-1")).toEqual([
      { individual: "P-1", offer: "one", code: "CODE-00000001" },
    ]);
    expect(ledger.pools.codesOf("b", "P-1")).toEqual([]);
    expect(ledger.pools.codeOf("a", "one", "P-1")).toEqual({ individual: "P-1", code: "CODE-00000001" });
    expect(ledger.pools.codeOf("a", "one", "P-9")).toBeUndefined();
    expect(ledger.pools.codeOf("a", "two", "P-1")).toBeUndefined();
    expect(ledger.pools.codeOf("b", "one", "P-1")).toBeUndefined();
  });

  test("whether anybody has one is told by offer", async () => {
    const ledger = await loaded([pool("one", "v"), codes(2)], [pool("two", "w"), codes(1, "B")]);
    const isGiven = () => ["one", "two", "none"].map((offer) => ledger.pools.isGiven("a", offer));
    expect(isGiven()).toEqual([false, false, false]);
    given(ledger, "two", "P-1");
    expect(isGiven()).toEqual([false, true, false]);
    expect(ledger.pools.isGiven("b", "two")).toBe(false);
  });

  test.each([
    ["5 for 5 is enough", 5, "bound"],
    ["5 for 6 is not", 6, "refused"],
  ])("%s, and nothing is bound by halves", async (_, people, kind) => {
    const ledger = await loaded([pool("one", "v"), codes(5)]);
    const ids = Array.from({ length: people }, (_unused, index) => `P-${index}`);
    const binding = ledger.pools.bind("a", "one", ids);
    expect(binding.kind).toBe(kind);
    if (binding.kind === "refused") {
      expect(binding.problems).toMatchObject([{ facts: { needed: 6, free: 5, short: 1 } }]);
      expect(ledger.pools.state("a", "one")).toMatchObject({ given: 0, free: 5 });
      expect(ledger.pools.codesOf("a", "P-0")).toEqual([]);
    }
  });

  test("an offer without a pool is refused even for nobody", () => {
    expect(inMemory().pools.bind("a", "one", [])).toMatchObject({
      kind: "refused",
      problems: [{ code: "ledger/no-pool", facts: { offer: "one" } }],
    });
  });

  test("one person may have a code of each of two offers", async () => {
    const ledger = await loaded([pool("one", "v"), codes(1, "A")], [pool("two", "w"), codes(1, "B")]);
    given(ledger, "one", "P-1");
    given(ledger, "two", "P-1");
    expect(ledger.pools.codesOf("a", "P-1").map(({ code }) => code)).toEqual(["A-00000000", "B-00000000"]);
  });

  test("ids that look like numbers, JSON or nothing are ids", async () => {
    const ledger = await loaded([pool("one", "v"), codes(6)]);
    const odd = ["1", "01", '"', "null", "", "é"];
    expect(new Set(given(ledger, "one", ...odd)).size).toBe(6);
    for (const id of odd) expect(ledger.pools.codesOf("a", id)).toHaveLength(1);
  });

  test("in any order and any batches: one person, one code, for ever", async () => {
    const asked = fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }), { maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(asked, async (batches) => {
        const ledger = await loaded([pool("one", "v"), codes(20)]);
        const known = new Map<string, string>();
        for (const batch of batches) {
          const people = batch.map((n) => `P-${n}`);
          const binding = ledger.pools.bind("a", "one", people);
          const unknown = new Set(people.filter((id) => !known.has(id)));
          expect(binding.kind).toBe(known.size + unknown.size > 20 ? "refused" : "bound");
          if (binding.kind === "refused") continue;
          expect(binding.codes.map(({ individual }) => individual)).toEqual([...new Set(people)]);
          for (const { individual, code } of binding.codes) {
            expect(known.get(individual) ?? code).toBe(code);
            known.set(individual, code);
          }
        }
        expect(new Set(known.values()).size).toBe(known.size);
        expect(ledger.pools.state("a", "one")?.given).toBe(known.size);
      }),
      { numRuns: 40 },
    );
  });
});
