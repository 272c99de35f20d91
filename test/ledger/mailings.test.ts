import { describe, expect, test, vi } from "vitest";
import type { Ledger, Placement } from "../../src/ledger/index.ts";
import { byState, codes, made, person, plannedAt, pool, takeIn } from "./fiction.ts";
import { inMemory, ledgerPath, open, slipIn } from "./open-ledger.ts";

function plan(
  ledger: Ledger,
  id: string,
  more: { purpose?: "first" | "again"; size?: number; offer?: string } = {},
) {
  const { purpose = "first", size = 2, offer } = more;
  return ledger.mailings.plan({
    id,
    purpose,
    plannedAt,
    piecesPerShard: size,
    placements: byState(ledger, offer ?? null),
  });
}

/** Seven people in two states: three Texans, three Californians by letter and one by e-mail. */
function seven(ledger: Ledger, hash = "h"): void {
  takeIn(ledger, hash, [
    person({ row: 2, state: "TX", name: "Gus" }),
    person({ row: 3, state: "CA", name: "Fay" }),
    person({ row: 4, state: "CA", name: "Eli", delivery: "emailOnly" }),
    person({ row: 5, state: "TX", name: "Dot" }),
    person({ row: 6, state: "CA", name: "Cal" }),
    person({ row: 7, state: "CA", name: "Bea" }),
    person({ row: 8, state: "TX", name: "Abe" }),
  ]);
}

function produceAll(ledger: Ledger, mailing: string): void {
  for (const { number } of ledger.mailings.shards(mailing, "planned"))
    expect(ledger.mailings.commitShard(made(ledger, mailing, number))).toEqual({ kind: "committed" });
}

const codesOf = (result: object) =>
  "problems" in result ? (result.problems as { code: string }[]).map((p) => p.code) : [];

describe("a plan", () => {
  test("of placements handed over in parts is the plan of all at once", () => {
    const plans = [false, true].map((inParts) => {
      const ledger = inMemory();
      seven(ledger);
      const all = [...byState(ledger, null)];
      if (inParts) {
        ledger.mailings.startPlacing();
        // Of a plan that was given up.
        ledger.mailings.place(all.slice(2));
        ledger.mailings.startPlacing();
        ledger.mailings.place(all.slice(0, 3));
        ledger.mailings.place(all.slice(3));
      }
      const request = { id: "m", purpose: "first", plannedAt, piecesPerShard: 2 } as const;
      expect(ledger.mailings.plan(inParts ? request : { ...request, placements: all }).kind).toBe("planned");
      return ledger.mailings.shards("m").map((shard) => [shard, ledger.mailings.pieces("m", shard.number)]);
    });
    expect(plans[1]).toEqual(plans[0]);
  });

  test("orders by client, channel, group and sort, and cuts shards that mix none of the first three", () => {
    const ledger = inMemory();
    seven(ledger);
    expect(plan(ledger, "m")).toMatchObject({
      kind: "planned",
      mailing: {
        id: "m",
        state: "open",
        pieces: 7,
        shards: 5,
        shardsCommitted: 0,
        inputsHash: "h",
        plannedAt,
      },
    });
    const shards = ledger.mailings.shards("m");
    expect(
      shards.map(({ number, channel, group, count }) => [
        number,
        channel,
        group,
        count,
        ledger.mailings
          .pieces("m", number)
          .map(({ sequence, individual }) => `${sequence} ${individual.name.full}`),
      ]),
    ).toEqual([
      [1, "letter", "US-CA", 2, ["1 Bea", "2 Cal"]],
      [2, "letter", "US-CA", 1, ["3 Fay"]],
      [3, "letter", "US-TX", 2, ["4 Abe", "5 Dot"]],
      [4, "letter", "US-TX", 1, ["6 Gus"]],
      [5, "email", "US-CA", 1, ["7 Eli"]],
    ]);
  });

  test("gives everyone one outcome, counted by jurisdiction", () => {
    const ledger = inMemory();
    takeIn(ledger, "h", [
      person({ row: 2, state: "TX" }),
      person({ row: 3, state: "TX", delivery: "substitute" }),
      person({ row: 4, state: "CA", delivery: "emailOnly" }),
    ]);
    plan(ledger, "m");
    expect(ledger.account.outcomes("m")).toEqual([
      { client: "a", jurisdiction: "US-CA", kind: "email", count: 1 },
      { client: "a", jurisdiction: "US-TX", kind: "letter", count: 1 },
      { client: "a", jurisdiction: "US-TX", kind: "substitute", count: 1 },
    ]);
  });

  test("made again is the same plan, without asking for placements", () => {
    const ledger = inMemory();
    seven(ledger);
    plan(ledger, "m");
    const asked = vi.fn<() => Placement>();
    const placements: Iterable<Placement> = {
      [Symbol.iterator]: () => ({ next: () => ({ value: asked() }) }),
    };
    expect(
      ledger.mailings.plan({ id: "m", purpose: "first", plannedAt, piecesPerShard: 2, placements }),
    ).toMatchObject({ kind: "alreadyPlanned", mailing: { pieces: 7 } });
    expect(asked).not.toHaveBeenCalled();
  });

  test.each<[string, (ids: Placement[]) => Placement[]]>([
    ["leaves somebody out", (all) => all.slice(1)],
    ["places somebody who is not there", (all) => [...all, { seq: 99, kind: "substitute" }]],
    ["places somebody twice", (all) => [...all, ...all.slice(0, 1)]],
  ])("that %s is a bug, and nothing is planned", (_, change) => {
    const ledger = inMemory();
    seven(ledger);
    const placements = change([...byState(ledger)]);
    expect(() =>
      ledger.mailings.plan({ id: "m", purpose: "first", plannedAt, piecesPerShard: 2, placements }),
    ).toThrow();
    expect(ledger.mailings.get("m")).toBeUndefined();
    expect(plan(ledger, "m").kind).toBe("planned");
  });

  test("before an intake is done is a bug", () => {
    const ledger = inMemory();
    ledger.intake.begin("h");
    expect(() => plan(ledger, "m")).toThrow(/before the intake was done/);
  });

  test("for nobody has no shards and is complete", () => {
    const ledger = inMemory();
    takeIn(ledger, "h", []);
    expect(plan(ledger, "m")).toMatchObject({ mailing: { pieces: 0, shards: 0 } });
    expect(ledger.mailings.handOver("m")).toEqual([]);
  });
});

describe("codes in a plan", () => {
  test("everyone has one, in the order of ids, whoever produces what when", async () => {
    const ledger = inMemory();
    await ledger.pools.load(pool("one", "v"), codes(7));
    seven(ledger);
    plan(ledger, "m", { offer: "one" });
    const shards = ledger.mailings.shards("m");
    const pieces = shards.flatMap(({ number }) => ledger.mailings.pieces("m", number));
    const byId = pieces.toSorted((a, b) => (a.individual.id < b.individual.id ? -1 : 1));
    expect(byId.map(({ code }) => code)).toEqual(codes(7).map(({ code }) => code));
  });

  test("6 for 7 people: refused, nothing planned and nothing bound", async () => {
    const ledger = inMemory();
    await ledger.pools.load(pool("one", "v"), codes(6));
    seven(ledger);
    expect(plan(ledger, "m", { offer: "one" })).toMatchObject({
      kind: "refused",
      problems: [{ code: "ledger/not-enough-codes", facts: { needed: 7, free: 6, short: 1 } }],
    });
    expect(ledger.mailings.all()).toEqual([]);
    expect(ledger.pools.state("a", "one")).toMatchObject({ given: 0 });
  });

  test("of an offer without a pool: refused", () => {
    const ledger = inMemory();
    seven(ledger);
    expect(codesOf(plan(ledger, "m", { offer: "one" }))).toEqual(["ledger/no-pool"]);
  });

  test("a second letter bears the code of the first", async () => {
    const ledger = inMemory();
    await ledger.pools.load(pool("one", "v"), codes(7));
    seven(ledger);
    plan(ledger, "m", { offer: "one" });
    const before = ledger.mailings.pieces("m", 1).map(({ code }) => code);
    expect(plan(ledger, "again", { offer: "one", purpose: "again" }).kind).toBe("planned");
    expect(ledger.mailings.pieces("again", 1).map(({ code }) => code)).toEqual(before);
  });
});

describe("a shard", () => {
  test("is committed once; again says whether the bytes are the same", () => {
    const ledger = inMemory();
    seven(ledger);
    plan(ledger, "m");
    const commit = made(ledger, "m", 1);
    expect(ledger.mailings.commitShard(commit)).toEqual({ kind: "committed" });
    expect(ledger.mailings.commitShard(commit)).toEqual({ kind: "alreadyCommitted", sameBytes: true });
    const files = commit.files.map((file) => ({ ...file, sha256: "0".repeat(64) }));
    expect(ledger.mailings.commitShard({ ...commit, files })).toEqual({
      kind: "alreadyCommitted",
      sameBytes: false,
    });
    expect(ledger.mailings.shards("m", "committed").map(({ number }) => number)).toEqual([1]);
    expect(ledger.mailings.shards("m", "planned").map(({ number }) => number)).toEqual([2, 3, 4, 5]);
  });

  type Commit = ReturnType<typeof made>;
  const first = (commit: Commit) => commit.pieces[0] as Commit["pieces"][number];
  const second = (commit: Commit) => commit.pieces[1] as Commit["pieces"][number];
  test.each<[string, RegExp, (commit: Commit) => Commit]>([
    ["a piece too few", /1 pieces were made where 2 were planned/, (c) => ({ ...c, pieces: [first(c)] })],
    ["pieces in another order", /out of order/, (c) => ({ ...c, pieces: [second(c), first(c)] })],
    [
      "names shifted against letters",
      /made for another person/,
      (c) => ({
        ...c,
        pieces: [
          { ...first(c), individual: second(c).individual },
          { ...second(c), individual: first(c).individual },
        ],
      }),
    ],
    [
      "codes shifted against letters",
      /another code/,
      (c) => ({ ...c, pieces: [{ ...first(c), code: second(c).code }, second(c)] }),
    ],
    ["a code left out", /another code/, (c) => ({ ...c, pieces: [first(c), { ...second(c), code: null }] })],
    [
      "a piece in no file",
      /in no file/,
      (c) => ({ ...c, pieces: [first(c), { ...second(c), file: "else.pdf" }] }),
    ],
    [
      "a file that holds fewer pieces than it says",
      /as many pieces/,
      (c) => ({ ...c, files: c.files.map((file) => ({ ...file, pieces: 3 })) }),
    ],
    [
      "a piece id given before",
      /unique/i,
      (c) => ({ ...c, pieces: [first(c), { ...second(c), id: first(c).id }] }),
    ],
  ])("with %s is a bug, and nothing of it is committed", async (_, message, change) => {
    const ledger = inMemory();
    await ledger.pools.load(pool("one", "v"), codes(7));
    seven(ledger);
    plan(ledger, "m", { offer: "one" });
    expect(() => ledger.mailings.commitShard(change(made(ledger, "m", 1)))).toThrow(message);
    expect(ledger.account.tally("m")).toMatchObject({ pieces: 0, inFiles: 0 });
    expect(ledger.mailings.commitShard(made(ledger, "m", 1))).toEqual({ kind: "committed" });
  });

  test("of other people than those taken in last is a bug", () => {
    const ledger = inMemory();
    seven(ledger);
    plan(ledger, "m");
    takeIn(ledger, "other", [person({ row: 2 })]);
    expect(() => ledger.mailings.pieces("m", 1)).toThrow(/not those that were planned/);
    seven(ledger);
    expect(ledger.mailings.pieces("m", 1)).toHaveLength(2);
  });
});

describe("nobody is told twice", () => {
  test("while a first mailing is open, no other is planned", () => {
    const ledger = inMemory();
    seven(ledger);
    plan(ledger, "m");
    expect(plan(ledger, "n")).toMatchObject({
      kind: "refused",
      problems: [{ code: "ledger/mailing-still-open", facts: { mailing: "m" } }],
    });
    expect(plan(ledger, "corrective", { purpose: "again" }).kind).toBe("planned");
  });

  test("a remail names whom it is for, and nobody else has an outcome in it", () => {
    const ledger = inMemory();
    seven(ledger);
    plan(ledger, "m");
    produceAll(ledger, "m");
    ledger.mailings.handOver("m");
    const placements = [...byState(ledger)].slice(0, 2);
    ledger.mailings.plan({ id: "remail", purpose: "again", plannedAt, piecesPerShard: 10, placements });
    produceAll(ledger, "remail");
    expect(ledger.account.tally("remail")).toMatchObject({ people: null, planned: 2, pieces: 2 });
    expect(ledger.account.find("a", "P-000002")?.pieces.map(({ mailing }) => mailing)).toEqual([
      "m",
      "remail",
    ]);
  });

  test("after hand-over, a wave tells only those not told yet", () => {
    const ledger = inMemory();
    seven(ledger);
    plan(ledger, "m");
    produceAll(ledger, "m");
    expect(ledger.mailings.handOver("m")).toEqual([]);
    takeIn(ledger, "wave", [
      person({ row: 2, state: "TX", name: "Gus" }),
      person({ row: 9, state: "TX", name: "New" }),
    ]);
    expect(plan(ledger, "n")).toMatchObject({ kind: "planned", mailing: { pieces: 1 } });
    expect(ledger.mailings.pieces("n", 1).map(({ individual }) => individual.name.full)).toEqual(["New"]);
    expect(ledger.account.outcomes("n").map(({ kind, count }) => [kind, count])).toEqual([
      ["alreadyTold", 1],
      ["letter", 1],
    ]);
  });

  test.each<[string, Parameters<typeof person>[0][], "planned" | "refused"]>([
    ["everyone was told", [{ row: 2, name: "Gus" }], "refused"],
    [
      "the others were left to substitute notice before",
      [
        { row: 2, name: "Gus" },
        { row: 4, name: "Nat", delivery: "substitute" },
      ],
      "refused",
    ],
    [
      "somebody is new, though only for substitute notice",
      [
        { row: 2, name: "Gus" },
        { row: 9, name: "New", delivery: "substitute" },
      ],
      "planned",
    ],
    [
      "somebody who was left to substitute notice has an address now",
      [
        { row: 2, name: "Gus" },
        { row: 4, name: "Nat" },
      ],
      "planned",
    ],
  ])("a wave where %s is %s", (_, sketches, kind) => {
    const ledger = inMemory();
    takeIn(ledger, "h", [
      person({ row: 2, name: "Gus" }),
      person({ row: 4, name: "Nat", delivery: "substitute" }),
    ]);
    plan(ledger, "m");
    produceAll(ledger, "m");
    ledger.mailings.handOver("m");
    expect([...ledger.mailings.heardOf("a", ["P-000002", "P-000004", "P-000009"])]).toEqual([
      ["P-000002", "told"],
      ["P-000004", "substitute"],
    ]);
    takeIn(ledger, "wave", sketches.map(person));
    const result = plan(ledger, "n");
    expect(result.kind).toBe(kind);
    if (kind === "refused") {
      expect(codesOf(result)).toEqual(["ledger/nobody-left-to-tell"]);
      expect(ledger.mailings.get("n")).toBeUndefined();
    }
  });

  test("where nobody can be written to from the first, there is a mailing, for its certificate", () => {
    const ledger = inMemory();
    takeIn(ledger, "h", [person({ row: 2, delivery: "substitute" })]);
    expect(plan(ledger, "m")).toMatchObject({ kind: "planned", mailing: { pieces: 0 } });
  });

  test("a wave whose ids begin again at the first row is refused: its people were never told", () => {
    const ledger = inMemory();
    seven(ledger);
    plan(ledger, "m");
    produceAll(ledger, "m");
    ledger.mailings.handOver("m");
    takeIn(ledger, "wave", [person({ row: 2, name: "GUS" }), person({ row: 3, name: "Somebody Else" })]);
    expect(plan(ledger, "n")).toMatchObject({
      kind: "refused",
      problems: [{ code: "ledger/id-of-somebody-told", where: { client: "a", file: "people.csv", row: 3 } }],
    });
    expect(ledger.mailings.get("n")).toBeUndefined();
  });

  test("a withdrawn mailing told nobody, and can no longer be produced", () => {
    const ledger = inMemory();
    seven(ledger);
    plan(ledger, "m");
    const late = made(ledger, "m", 2);
    ledger.mailings.commitShard(made(ledger, "m", 1));
    expect(ledger.mailings.withdraw("m")).toEqual([]);
    expect(plan(ledger, "n")).toMatchObject({ kind: "planned", mailing: { pieces: 7 } });
    expect(codesOf(ledger.mailings.commitShard(late))).toEqual(["ledger/mailing-withdrawn"]);
  });

  test("a withdrawn mailing is opened again by the same inputs, with what it had", () => {
    const ledger = inMemory();
    seven(ledger);
    plan(ledger, "m");
    ledger.mailings.commitShard(made(ledger, "m", 1));
    ledger.mailings.withdraw("m");
    expect(plan(ledger, "m")).toMatchObject({
      kind: "alreadyPlanned",
      mailing: { state: "open", shardsCommitted: 1 },
    });
    expect(codesOf(plan(ledger, "n"))).toEqual(["ledger/mailing-still-open"]);
    produceAll(ledger, "m");
    expect(ledger.mailings.handOver("m")).toEqual([]);
  });

  test("but not if its people were told by another one since", () => {
    const ledger = inMemory();
    seven(ledger);
    plan(ledger, "m");
    ledger.mailings.withdraw("m");
    plan(ledger, "n");
    produceAll(ledger, "n");
    ledger.mailings.handOver("n");
    expect(plan(ledger, "m")).toMatchObject({
      kind: "refused",
      problems: [{ code: "ledger/told-since-withdrawn", facts: { count: 7 } }],
    });
  });

  test.each<[string, (ledger: Ledger) => object, string]>([
    [
      "hand-over before all shards are there",
      (l) => ({ problems: l.mailings.handOver("m") }),
      "ledger/mailing-not-complete",
    ],
    [
      "hand-over of what is not there",
      (l) => ({ problems: l.mailings.handOver("x") }),
      "ledger/no-such-mailing",
    ],
    [
      "withdrawal of what is not there",
      (l) => ({ problems: l.mailings.withdraw("x") }),
      "ledger/no-such-mailing",
    ],
    [
      "hand-over after withdrawal",
      (l) => {
        l.mailings.withdraw("m");
        return { problems: l.mailings.handOver("m") };
      },
      "ledger/mailing-withdrawn",
    ],
    [
      "withdrawal after hand-over",
      (l) => {
        produceAll(l, "m");
        l.mailings.handOver("m");
        return { problems: l.mailings.withdraw("m") };
      },
      "ledger/already-handed-over",
    ],
  ])("%s is refused", (_, act, code) => {
    const ledger = inMemory();
    seven(ledger);
    plan(ledger, "m");
    expect(codesOf(act(ledger))).toEqual([code]);
  });
});

describe("account of a mailing", () => {
  test.each([
    [
      "a code on the wrong letter",
      "UPDATE piece SET code = 'CODE-00000006' WHERE sequence = 1",
      { codesOutOfPlace: 1, distinctCodes: 6 },
    ],
    ["a lost piece", "DELETE FROM piece WHERE sequence = 1", { planned: 7, pieces: 6, inFiles: 7 }],
    ["a lost file", "DELETE FROM output_file WHERE shard = 1", { pieces: 7, inFiles: 5 }],
    [
      "a person without an outcome",
      "DELETE FROM outcome WHERE sequence = 2",
      { people: 7, outcomes: { letter: 5 }, piecesOutOfPlace: 1 },
    ],
    [
      "an outcome of another piece",
      "UPDATE outcome SET sequence = 3 WHERE sequence = 2",
      { piecesOutOfPlace: 1 },
    ],
  ])("%s, slipped into the file, shows", async (_, sql, expected) => {
    const path = ledgerPath();
    const ledger = open(path);
    await ledger.pools.load(pool("one", "v"), codes(7));
    seven(ledger);
    plan(ledger, "m", { offer: "one" });
    produceAll(ledger, "m");
    await slipIn(path, "piece", sql);
    expect(ledger.account.tally("m")).toMatchObject(expected);
    ledger.close();
  });

  test("a complete mailing ties along the whole chain", async () => {
    const ledger = inMemory();
    await ledger.pools.load(pool("one", "v"), codes(9));
    seven(ledger);
    plan(ledger, "m", { offer: "one" });
    produceAll(ledger, "m");
    expect(ledger.account.tally("m")).toEqual({
      people: 7,
      outcomes: { letter: 6, email: 1, substitute: 0, alreadyTold: 0, excluded: 0 },
      planned: 7,
      inShards: 7,
      pieces: 7,
      inFiles: 7,
      pages: 21,
      sheets: 14,
      codes: 7,
      distinctCodes: 7,
      codesOutOfPlace: 0,
      piecesOutOfPlace: 0,
    });
    expect(ledger.account.pieceCounts("m")).toEqual([
      { client: "a", channel: "letter", variant: "a US-CA", pieces: 3, pages: 9, sheets: 6 },
      { client: "a", channel: "letter", variant: "a US-TX", pieces: 3, pages: 9, sheets: 6 },
      { client: "a", channel: "email", variant: "a US-CA", pieces: 1, pages: 3, sheets: 2 },
    ]);
    expect([...ledger.account.files("m")].map(({ path, shard, pieces }) => [path, shard, pieces])).toEqual([
      ["a/print/m-1.pdf", 1, 2],
      ["a/print/m-2.pdf", 2, 1],
      ["a/print/m-3.pdf", 3, 2],
      ["a/print/m-4.pdf", 4, 1],
      ["a/print/m-5.pdf", 5, 1],
    ]);
    expect(ledger.account.tally("x")).toBeUndefined();
  });

  test("the pieces of a stream come in print order with person and code", async () => {
    const ledger = inMemory();
    await ledger.pools.load(pool("one", "v"), codes(7));
    seven(ledger);
    plan(ledger, "m", { offer: "one" });
    produceAll(ledger, "m");
    const path = [...ledger.account.files("m")][2]?.path;
    const pieces = [...ledger.account.pieces("m", { file: path ?? "" })];
    expect(pieces.map(({ id, individual }) => [id, individual?.name.full])).toEqual([
      ["m-00000004", "Abe"],
      ["m-00000005", "Dot"],
    ]);
    const commit = made(ledger, "m", 3);
    expect(pieces.map(({ sha256, code, offset }) => ({ sha256, code, offset }))).toEqual(
      commit.pieces.map(({ sha256, code, offset }) => ({ sha256, code, offset })),
    );
    expect([...ledger.account.pieces("m")].map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect([...ledger.account.pieces("m", { file: "no.pdf" })]).toEqual([]);
    expect([...ledger.account.pieces("x")]).toEqual([]);
  });

  test("a piece and its person find each other, also when other people have been taken in since", () => {
    const ledger = inMemory();
    seven(ledger);
    plan(ledger, "m");
    produceAll(ledger, "m");
    const piece = ledger.account.findPiece("m-00000006");
    expect(piece).toMatchObject({
      individualId: "P-000002",
      individual: { name: { full: "Gus" } },
      shard: 4,
    });
    expect(ledger.account.find("a", "P-000002")).toMatchObject({
      rows: [{ row: 2, outcome: "person", individual: { name: { full: "Gus" } } }],
      outcomes: [{ mailing: "m", kind: "letter" }],
      pieces: [{ id: "m-00000006" }],
    });
    takeIn(ledger, "other", []);
    expect(ledger.account.findPiece("m-00000006")?.individual).toBeUndefined();
    expect(ledger.account.find("a", "P-000002")).toMatchObject({ rows: [], pieces: [{ id: "m-00000006" }] });
    expect(ledger.account.find("a", "nobody")).toBeUndefined();
    expect(ledger.account.findPiece("nothing")).toBeUndefined();
  });

  test("the id on a duplicate's row finds the person it was merged into", () => {
    const ledger = inMemory();
    takeIn(ledger, "h", [
      person({ row: 2, id: "X", name: "Ann", street: "1 ELM ST" }),
      person({ row: 3, id: "Y", name: "Ann", street: "1 ELM ST" }),
    ]);
    expect(ledger.account.find("a", "Y")?.rows).toMatchObject([
      { row: 3, outcome: "duplicate", individual: { id: "X", source: { row: 2 } } },
    ]);
  });
});
