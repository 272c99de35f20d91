import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import type { Ledger, PoolFile } from "../../src/ledger/index.ts";
import { byState, codes, made, person, plannedAt, pool, takeIn } from "./fiction.ts";
import { inMemory } from "./open-ledger.ts";

const at = "2026-02-11T09:00:00Z";
const used = { client: "a", offer: "one", at, by: "R. Reviewer", reason: "the provider says it was used" };

async function load(ledger: Ledger, ...files: readonly [PoolFile, ReturnType<typeof codes>][]) {
  const missing = ledger.pools.declare(files.map(([file]) => file));
  const loads = [];
  for (const [file, list] of files)
    if (missing.includes(file)) loads.push(await ledger.pools.load(file, list));
  return loads;
}

async function withCodes(count: number): Promise<Ledger> {
  const ledger = inMemory();
  await load(ledger, [pool("one", "v"), codes(count)]);
  return ledger;
}

const codeOf = (ledger: Ledger, id: string, printed?: string) =>
  ledger.pools.codeOf("a", "one", id, printed)?.code;

describe("a code that is voided", () => {
  test("is replaced by the next free one, stays on record, and is nobody's again", async () => {
    const ledger = await withCodes(4);
    ledger.pools.bind("a", "one", ["P-1", "P-2"]);
    const result = ledger.pools.replace({ ...used, individual: "P-1" });
    expect(result).toEqual({
      kind: "replaced",
      code: { individual: "P-1", code: "CODE-00000002" },
      round: 1,
      pieces: [],
    });
    expect(codeOf(ledger, "P-1")).toBe("CODE-00000002");
    expect(codeOf(ledger, "P-2")).toBe("CODE-00000001");
    expect(ledger.pools.codesOf("a", "P-1")).toHaveLength(1);
    expect(ledger.pools.voidedOf("a", "P-1")).toEqual([
      {
        individual: "P-1",
        offer: "one",
        code: "CODE-00000000",
        at,
        by: "R. Reviewer",
        reason: "the provider says it was used",
      },
    ]);
    expect(ledger.pools.state("a", "one")).toMatchObject({ given: 3, free: 1, bound: 2, voided: 1 });
    expect(ledger.pools.without("a", "one", ["P-1", "P-9"])).toEqual(["P-9"]);
    expect(ledger.pools.bind("a", "one", ["P-1", "P-3"])).toMatchObject({
      codes: [{ code: "CODE-00000002" }, { code: "CODE-00000003" }],
    });
  });

  test("may be voided again; the event tells whom and how often, not the code, nor the words", async () => {
    const ledger = await withCodes(3);
    ledger.pools.bind("a", "one", ["P-1"]);
    ledger.pools.replace({ ...used, individual: "P-1" });
    expect(ledger.pools.replace({ ...used, individual: "P-1" })).toMatchObject({ round: 2 });
    expect(ledger.pools.voidedOf("a", "P-1").map(({ code }) => code)).toEqual([
      "CODE-00000000",
      "CODE-00000001",
    ]);
    const events = ledger.events.of("a", "P-1");
    expect(events).toMatchObject([
      { kind: "codeVoided", by: "R. Reviewer", facts: { offer: "one", round: 1 } },
      { kind: "codeVoided", facts: { round: 2 } },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/CODE-|used/);
  });

  test.each<[string, number, string, string]>([
    ["nobody has it", 2, "P-9", "ledger/no-code-to-void"],
    ["no other is free", 1, "P-1", "ledger/not-enough-codes"],
  ])("is not where %s, and nothing changes", async (_, count, individual, code) => {
    const ledger = await withCodes(count);
    ledger.pools.bind("a", "one", ["P-1"]);
    const before = ledger.pools.state("a", "one");
    expect(ledger.pools.replace({ ...used, individual })).toMatchObject({
      kind: "refused",
      problems: [{ code }],
    });
    expect(ledger.pools.state("a", "one")).toEqual(before);
    expect(ledger.pools.voidedOf("a", individual)).toEqual([]);
    expect(ledger.events.of("a", individual)).toEqual([]);
  });

  test("is not taken up again by a file that names it", async () => {
    const ledger = await withCodes(2);
    ledger.pools.bind("a", "one", ["P-1"]);
    ledger.pools.replace({ ...used, individual: "P-1" });
    const [again] = await load(ledger, [pool("one", "v2"), codes(3)]);
    expect(again).toMatchObject({ rows: 3, added: 1, bound: 2, refused: 0 });
    expect(ledger.pools.bind("a", "one", ["P-2"])).toMatchObject({ codes: [{ code: "CODE-00000002" }] });
    const other = pool("two", "w");
    const [refused] = (await load(ledger, [pool("one", "v2"), codes(3)], [other, codes(1)])).slice(-1);
    expect(refused).toMatchObject({ refused: 1, problems: [{ code: "ledger/code-already-given" }] });
  });
});

describe("a code that is printed", () => {
  async function planned() {
    const ledger = await withCodes(5);
    takeIn(
      ledger,
      "h",
      [2, 3].map((row) => person({ row })),
    );
    const plan = { id: "m", purpose: "first", plannedAt, piecesPerShard: 10 } as const;
    ledger.mailings.plan({ ...plan, placements: byState(ledger, "one") });
    return ledger;
  }

  test("cannot be voided between plan and press: its letter was measured with it", async () => {
    const ledger = await planned();
    expect(ledger.pools.replace({ ...used, individual: "P-000002" })).toMatchObject({
      kind: "refused",
      problems: [{ code: "ledger/void-while-planned" }],
    });
  });

  test("stays on its piece; the person has another, the totals tie, the piece is told of", async () => {
    const ledger = await planned();
    const shard = made(ledger, "m", 1);
    ledger.mailings.commitShard(shard);
    const before = { pieces: ledger.mailings.pieces("m", 1), tally: ledger.account.tally("m") };
    const printed = codeOf(ledger, "P-000002") ?? "";
    expect(ledger.pools.replace({ ...used, individual: "P-000002" })).toMatchObject({
      kind: "replaced",
      pieces: [{ piece: "m-00000001", mailing: "m", handedOver: false }],
    });
    expect(codeOf(ledger, "P-000002")).not.toBe(printed);
    expect(codeOf(ledger, "P-000002", printed)).toBe(printed);
    // Somebody else's code is not their own because a piece says so.
    expect(codeOf(ledger, "P-000002", codeOf(ledger, "P-000003"))).toBe(codeOf(ledger, "P-000002"));
    expect({ pieces: ledger.mailings.pieces("m", 1), tally: ledger.account.tally("m") }).toEqual(before);
    expect(ledger.mailings.commitShard(made(ledger, "m", 1))).toEqual({
      kind: "alreadyCommitted",
      sameBytes: true,
    });
    expect(ledger.pools.voidOnPieces()).toEqual([{ client: "a", piece: "m-00000001", mailing: "m" }]);
    ledger.mailings.handOver("m");
    expect(ledger.pools.voidOnPieces()).toEqual([]);
    expect(ledger.pools.replace({ ...used, individual: "P-000003" })).toMatchObject({
      pieces: [{ handedOver: true }],
    });
  });

  describe("in a mailing that was withdrawn", () => {
    const again = (ledger: Ledger) => {
      const plan = { id: "m", purpose: "first", plannedAt: at, piecesPerShard: 10 } as const;
      return ledger.mailings.plan({ ...plan, placements: byState(ledger, "one") });
    };

    test("is on no piece when it is opened again: it is planned anew, and nothing of it is made", async () => {
      const ledger = await planned();
      const before = made(ledger, "m", 1);
      ledger.mailings.commitShard(before);
      ledger.mailings.withdraw("m", { at });
      expect(ledger.mailings.hasVoidCodes("m")).toBe(false);
      expect(ledger.pools.replace({ ...used, individual: "P-000002" })).toMatchObject({ pieces: [] });
      expect(ledger.mailings.hasVoidCodes("m")).toBe(true);
      expect(again(ledger)).toMatchObject({
        kind: "planned",
        mailing: { state: "open", plannedAt: at, pieces: 2, shards: 1, shardsCommitted: 0 },
      });
      expect(ledger.mailings.hasVoidCodes("m")).toBe(false);
      expect([...ledger.account.files("m")]).toEqual([]);
      const now = codeOf(ledger, "P-000002");
      expect(ledger.mailings.pieces("m", 1).map(({ code }) => code)).toEqual([
        now,
        codeOf(ledger, "P-000003"),
      ]);
      // What was made with the void code is another letter, and no press that hung can commit it.
      expect(() => ledger.mailings.commitShard(before)).toThrow("another code");
      expect(ledger.mailings.commitShard(made(ledger, "m", 1))).toEqual({ kind: "committed" });
      expect(ledger.account.tally("m")).toMatchObject({ pieces: 2, distinctCodes: 2, codesOutOfPlace: 0 });
      expect(ledger.pools.voidOnPieces()).toEqual([]);
      expect(ledger.mailings.handOver("m")).toEqual([]);
      expect([...ledger.events.all({ mailing: "m" })].map(({ kind }) => kind)).toEqual([
        "mailingPlanned",
        "shardCommitted",
        "mailingWithdrawn",
        "mailingReopened",
        "mailingPlanned",
        "shardCommitted",
      ]);
      expect(ledger.events.verify().kind).toBe("whole");
    });

    test("with which no piece was made yet, counts no sheets either", async () => {
      const ledger = await planned();
      ledger.mailings.withdraw("m");
      ledger.pools.replace({ ...used, individual: "P-000002" });
      expect(again(ledger)).toMatchObject({ kind: "planned", mailing: { plannedAt: at } });
    });

    test("leaves the pieces of other mailings, and pieces are never deleted afterwards either", async () => {
      const ledger = await planned();
      ledger.mailings.commitShard(made(ledger, "m", 1));
      ledger.mailings.withdraw("m");
      const other = { id: "n", purpose: "first", plannedAt, piecesPerShard: 10 } as const;
      ledger.mailings.plan({ ...other, placements: byState(ledger, "one") });
      ledger.mailings.commitShard(made(ledger, "n", 1));
      ledger.pools.replace({ ...used, individual: "P-000002" });
      ledger.mailings.withdraw("n");
      const pieces = () => [...ledger.account.pieces("n")].map(({ id, sha256 }) => [id, sha256]);
      const before = pieces();
      again(ledger);
      expect(pieces()).toEqual(before);
      expect([...ledger.account.pieces("m")]).toEqual([]);
    });
  });

  test("is spent once its person was told, or once it is void; one that waits is not", async () => {
    const ledger = await planned();
    ledger.pools.bind("a", "one", ["P-9"]);
    const waiting = codeOf(ledger, "P-9") ?? "";
    const isSpent = (code: string) => ledger.pools.isSpent("a", "one", code);
    expect([isSpent(codeOf(ledger, "P-000002") ?? ""), isSpent(waiting), isSpent("CODE-00000004")]).toEqual([
      true,
      false,
      false,
    ]);
    ledger.pools.replace({ ...used, individual: "P-9" });
    expect(isSpent(waiting)).toBe(true);
  });
});

describe("several files of one offer", () => {
  const second = { ...pool("one", "more"), file: "codes/one.2.csv", ordinal: 1 };

  test("are used one after the other, in the order of their numbers", async () => {
    const ledger = inMemory();
    await load(ledger, [second, codes(2, "B")], [pool("one", "v"), codes(2, "A")]);
    expect(ledger.pools.bind("a", "one", ["P-1", "P-2", "P-3"])).toMatchObject({
      codes: [{ code: "A-00000000" }, { code: "A-00000001" }, { code: "B-00000000" }],
    });
    expect(ledger.pools.state("a", "one")).toMatchObject({ size: 4, given: 3, free: 1 });
    expect(ledger.pools.bind("a", "one", ["P-4", "P-5"])).toMatchObject({
      problems: [{ where: { file: "codes/one.csv" }, facts: { free: 1, short: 1 } }],
    });
  });

  test("a second file tops up: what is bound stays, what lacked is there", async () => {
    const ledger = await withCodes(2);
    ledger.pools.bind("a", "one", ["P-1"]);
    expect(ledger.pools.bind("a", "one", ["P-2", "P-3"]).kind).toBe("refused");
    expect(await load(ledger, [pool("one", "v"), codes(2)], [second, codes(1, "B")])).toMatchObject([
      { added: 1 },
    ]);
    expect(ledger.pools.bind("a", "one", ["P-1", "P-2", "P-3"])).toMatchObject({
      codes: [{ code: "CODE-00000000" }, { code: "CODE-00000001" }, { code: "B-00000000" }],
    });
  });

  test.each([
    ["free", 0],
    ["given", 1],
  ])("a code in both, %s, is refused", async (_, people) => {
    const ledger = await withCodes(2);
    ledger.pools.bind("a", "one", people === 0 ? [] : ["P-1"]);
    const [refused] = await load(ledger, [pool("one", "v"), codes(2)], [second, codes(1)]);
    expect(refused).toMatchObject({
      refused: 1,
      problems: [{ code: "ledger/code-in-two-pools", facts: { otherFile: "codes/one.csv", otherRow: 2 } }],
    });
  });

  test("a file that was refused is tried again: the other one may have been mended", async () => {
    const ledger = await withCodes(2);
    await load(ledger, [pool("one", "v"), codes(2)], [second, codes(1)]);
    const mended = codes(2).slice(1);
    expect(await load(ledger, [pool("one", "v2"), mended], [second, codes(1)])).toMatchObject([
      { added: 1 },
      { added: 1, refused: 0 },
    ]);
    expect(ledger.pools.state("a", "one")).toMatchObject({ size: 2, free: 2 });
  });

  test("what the codes were checked against is known, and can be renewed", async () => {
    const ledger = inMemory();
    const file = { ...pool("one", "v"), checked: "2026-02-10" };
    await load(ledger, [file, codes(1)]);
    const later = { ...file, checked: "2026-03-10" };
    expect([ledger.pools.isChecked(file), ledger.pools.isChecked(later)]).toEqual([true, false]);
    ledger.pools.markChecked(later);
    expect([ledger.pools.isChecked(later), ledger.pools.isLoaded(later)]).toEqual([true, true]);
    expect(ledger.pools.isLoaded({ ...later, sha256: "other" })).toBe(false);
  });
});

test("an empty ledger takes over which codes were given, and nothing that is free", async () => {
  const ledger = await withCodes(5);
  ledger.pools.bind("a", "one", ["P-1", "P-2"]);
  ledger.pools.replace({ ...used, individual: "P-1" });
  await load(
    ledger,
    [pool("one", "v"), codes(5)],
    [pool("two", "w", { client: "b", for: "minor" }), codes(2, "M")],
  );
  ledger.pools.bind("b", "two", ["P-1"]);
  ledger.pools.replace({ ...used, individual: "P-2" });
  const copy = inMemory();
  copy.pools.copyGiven(ledger.pools);
  expect(copy.pools.state("a", "one")).toBeUndefined();
  for (const [client, id] of [
    ["a", "P-1"],
    ["a", "P-2"],
    ["b", "P-1"],
  ] as const) {
    expect(copy.pools.codesOf(client, id)).toEqual(ledger.pools.codesOf(client, id));
    expect(copy.pools.voidedOf(client, id)).toEqual(ledger.pools.voidedOf(client, id));
  }
  const [again] = await load(copy, [pool("one", "v"), codes(5)]);
  expect(again).toMatchObject({ rows: 5, added: 1, bound: 4, refused: 0 });
});

test("the events tell what was loaded and what is a pool no more", async () => {
  const ledger = inMemory();
  const [old, grown] = [pool("one", "v"), pool("one", "v2")];
  ledger.pools.declare([old], { at });
  await ledger.pools.load(old, codes(2), { at });
  ledger.pools.declare([grown], { at });
  await ledger.pools.load(grown, codes(3), { at, by: "R. Reviewer" });
  expect([...ledger.events.all()]).toMatchObject([
    { kind: "poolLoaded", client: "a", facts: { offer: "one", sha256: old.sha256, rows: 2, added: 2 } },
    { kind: "poolRetired", facts: { file: "codes/one.csv", sha256: old.sha256 } },
    { kind: "poolLoaded", by: "R. Reviewer", facts: { rows: 3, added: 3, bound: 0 } },
  ]);
});

type Action =
  | { readonly kind: "load"; readonly files: readonly (readonly number[])[] }
  | { readonly kind: "bind"; readonly offer: number; readonly people: readonly number[] }
  | { readonly kind: "void"; readonly offer: number; readonly person: number };

const offers = [
  { client: "a", offer: "one", for: "adult" },
  { client: "b", offer: "two", for: "minor" },
] as const;

const actions = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("load" as const),
      // Two files of each offer, of codes that may be in several of them.
      files: fc.array(fc.array(fc.integer({ min: 0, max: 24 }), { maxLength: 10 }), {
        minLength: 4,
        maxLength: 4,
      }),
    }),
    fc.record({
      kind: fc.constant("bind" as const),
      offer: fc.integer({ min: 0, max: 1 }),
      people: fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant("void" as const),
      offer: fc.integer({ min: 0, max: 1 }),
      person: fc.integer({ min: 0, max: 7 }),
    }),
  ),
  { maxLength: 14 },
);

/** What must be true whatever was done: who was ever told to have which code, and which of them are live. */
class Witness {
  readonly owner = new Map<string, string>();
  readonly live = new Map<string, string>();
  voids = 0;

  given(holder: string, code: string): void {
    expect(this.owner.get(code) ?? holder).toBe(holder);
    this.owner.set(code, holder);
    expect(this.live.get(holder) ?? code).toBe(code);
    this.live.set(holder, code);
  }

  voided(holder: string, next: string): void {
    // A code that anybody was ever told to have is not given again, not even to the same person.
    expect(this.owner.has(next)).toBe(false);
    this.live.delete(holder);
    this.voids += 1;
    this.given(holder, next);
  }
}

async function act(ledger: Ledger, action: Action, witness: Witness): Promise<void> {
  if (action.kind === "load") {
    const files = offers.flatMap((of, index) =>
      [0, 1].map((ordinal) => {
        const numbers = action.files[index * 2 + ordinal] ?? [];
        const content = `${ordinal} ${numbers.join()}`;
        const file = { ...pool(of.offer, content, of), file: `codes/${of.offer}.${ordinal}.csv`, ordinal };
        return [file, numbers.map((number, row) => ({ row: row + 2, code: `C-${number}` }))] as const;
      }),
    );
    const missing = ledger.pools.declare(files.map(([file]) => file));
    for (const [file, list] of files) {
      if (!missing.includes(file)) continue;
      const { rows, added, bound, refused } = await ledger.pools.load(file, list);
      expect(rows).toBe(list.length);
      expect(added + bound + refused).toBe(rows);
    }
    return;
  }
  const of = offers[action.offer] ?? offers[0];
  const free = ledger.pools.state(of.client, of.offer)?.free ?? 0;
  const holder = (id: string) => `${of.client}/${of.offer}/${id}`;
  if (action.kind === "bind") {
    const people = action.people.map((number) => `P-${number}`);
    const waiting = new Set(people.filter((id) => !witness.live.has(holder(id)))).size;
    const binding = ledger.pools.bind(of.client, of.offer, people);
    const hasPool = ledger.pools.state(of.client, of.offer) !== undefined;
    expect(binding.kind).toBe(hasPool && waiting <= free ? "bound" : "refused");
    if (binding.kind === "bound")
      for (const { individual, code } of binding.codes) witness.given(holder(individual), code);
    return;
  }
  const id = `P-${action.person}`;
  const result = ledger.pools.replace({ ...used, ...of, individual: id });
  expect(result.kind).toBe(witness.live.has(holder(id)) && free > 0 ? "replaced" : "refused");
  if (result.kind === "replaced") witness.voided(holder(id), result.code.code);
}

test("whatever is loaded, bound, voided and topped up: one code, one person; one person, one live code", async () => {
  await fc.assert(
    fc.asyncProperty(actions, async (list) => {
      const ledger = inMemory();
      const witness = new Witness();
      for (const action of list) {
        await act(ledger, action, witness);
        for (const [holder, code] of witness.live) {
          const [client = "", offer = "", id = ""] = holder.split("/");
          expect(ledger.pools.codeOf(client, offer, id)?.code).toBe(code);
          expect(ledger.pools.codesOf(client, id)).toHaveLength(1);
        }
      }
      const states = offers.map(({ client, offer }) => ledger.pools.state(client, offer));
      if (states.every((state) => state !== undefined)) {
        expect(states.reduce((sum, state) => sum + (state?.bound ?? 0), 0)).toBe(witness.live.size);
        expect(states.reduce((sum, state) => sum + (state?.voided ?? 0), 0)).toBe(witness.voids);
        expect(witness.owner.size).toBe(witness.live.size + witness.voids);
      }
    }),
  );
});

test("the first expiry among free codes looks at every file", async () => {
  const ledger = inMemory();
  const later = { ...pool("one", "more"), file: "codes/one.2.csv", ordinal: 1 };
  await load(
    ledger,
    [pool("one", "v"), [{ row: 2, code: "A", expires: day("2027-01-31") } as never]],
    [later, [{ row: 2, code: "B", expires: day("2027-02-28") } as never]],
  );
  ledger.pools.bind("a", "one", ["P-1"]);
  expect(ledger.pools.state("a", "one")?.earliestExpiry).toBe("2027-02-28");
});
