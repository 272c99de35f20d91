import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EventKind, Ledger, LedgerEvent } from "../../src/ledger/index.ts";
import { byState, codes, made, person, plannedAt, pool, takeIn } from "./fiction.ts";
import { inMemory, ledgerPath, open, slipIn } from "./open-ledger.ts";

const at = "2026-02-10T09:00:00Z";
const zeros = "0".repeat(64);
const event = (number: number): LedgerEvent => ({
  at,
  by: "R. Counsel",
  kind: "streamsVerified",
  mailing: "m",
  facts: { number, out: "out" },
});

describe("the chain", () => {
  test("before the first event is whole and empty", () => {
    const ledger = inMemory();
    expect(ledger.events.head()).toEqual({ events: 0, hash: zeros });
    expect(ledger.events.verify()).toEqual({ kind: "whole", head: { events: 0, hash: zeros } });
  });

  test("has the hash that anybody can work out: over the one before, the number and the content", () => {
    const ledger = inMemory();
    ledger.events.add({
      at,
      kind: "mailingReconciled",
      mailing: "m",
      facts: { pieces: 7, certificate: "c0ffee" },
    });
    // printf '<64 zeros>\n1\n{"at":…}' | sha256sum
    expect(ledger.events.head().hash).toBe(
      "4a8f77778a693907536bc9f910e57aa433e6170f348c7c2e05b0893f021ae885",
    );
  });

  test("does not depend on how many are recorded at once, nor on the order of facts", () => {
    const [one, other] = [inMemory(), inMemory()];
    one.events.record([1, 2, 3].map(event));
    for (const { facts, ...rest } of [1, 2, 3].map(event))
      other.events.add({ facts: { out: facts.out ?? "", number: facts.number ?? 0 }, ...rest });
    expect(one.events.head()).toEqual(other.events.head());
    expect(one.events.head().events).toBe(3);
  });

  test("says who, and events come back as they were given", () => {
    const ledger = inMemory();
    ledger.events.record([event(1), { ...event(2), client: "a", individual: "P-1", piece: "m-1" }]);
    expect([...ledger.events.all()]).toEqual([
      event(1),
      { ...event(2), client: "a", individual: "P-1", piece: "m-1" },
    ]);
  });

  test.each([
    ["a fact was changed", 'UPDATE event SET facts = \'{"number":9,"out":"out"}\' WHERE key = 3', 3],
    ["a name was changed", "UPDATE event SET who = 'Somebody' WHERE key = 2", 2],
    ["a name was taken away", "UPDATE event SET who = NULL WHERE key = 5", 5],
    ["one was taken out", "DELETE FROM event WHERE key = 3", 3],
    ["the first was taken out", "DELETE FROM event WHERE key = 1", 1],
    [
      "one was taken out and the rest moved up",
      "DELETE FROM event WHERE key = 3; UPDATE event SET key = 3 WHERE key = 4; UPDATE event SET key = 4 WHERE key = 5",
      3,
    ],
    [
      "two changed places",
      "UPDATE event SET key = 99 WHERE key = 2; UPDATE event SET key = 2 WHERE key = 4; UPDATE event SET key = 4 WHERE key = 99",
      2,
    ],
    [
      "one was put in at the end",
      `INSERT INTO event (key, at, kind, facts, hash) VALUES (6, '${at}', 'intakeDone', '{}', '${"a".repeat(64)}')`,
      6,
    ],
    [
      "one was put in before the first",
      `INSERT INTO event (key, at, kind, facts, hash) VALUES (-7, '${at}', 'intakeDone', '{}', '${"a".repeat(64)}')`,
      1,
    ],
  ])("breaks where %s", async (_, sql, number) => {
    const path = ledgerPath();
    const ledger = open(path);
    ledger.events.record([1, 2, 3, 4, 5].map(event));
    expect(ledger.events.verify()).toMatchObject({ kind: "whole", head: { events: 5 } });
    await slipIn(path, "event", sql);
    expect(ledger.events.verify()).toEqual({ kind: "broken", number });
    ledger.close();
  });

  test("cut off at its end is whole, and not the one on the certificate", async () => {
    const path = ledgerPath();
    const ledger = open(path);
    ledger.events.record([1, 2, 3].map(event));
    const certified = ledger.events.head();
    await slipIn(path, "event", "DELETE FROM event WHERE key = 3");
    expect(ledger.events.verify().kind).toBe("whole");
    expect(ledger.events.head()).not.toEqual(certified);
    ledger.close();
  });

  test("of any events in any batches is whole, and another fact is another chain", () => {
    const facts = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer()), { maxKeys: 4 });
    fc.assert(
      fc.property(fc.array(fc.array(facts, { maxLength: 4 }), { minLength: 1, maxLength: 4 }), (batches) => {
        const [ledger, other] = [inMemory(), inMemory()];
        const sound = batches.map((batch) => batch.map((given) => ({ ...event(0), facts: given })));
        for (const batch of sound) ledger.events.record(batch);
        const all = sound.flat();
        other.events.record([
          ...all.slice(0, -1),
          ...all.slice(-1).map((e) => ({ ...e, facts: { ...e.facts, more: 1 } })),
        ]);
        expect(ledger.events.verify()).toEqual({ kind: "whole", head: ledger.events.head() });
        expect([...ledger.events.all()]).toEqual(all);
        if (all.length > 0) expect(other.events.head().hash).not.toBe(ledger.events.head().hash);
      }),
    );
  });
});

describe("recorded with the thing itself", () => {
  const kinds = (ledger: Ledger): readonly EventKind[] => [...ledger.events.all()].map(({ kind }) => kind);
  const plan = (ledger: Ledger) =>
    ledger.mailings.plan({
      id: "m",
      purpose: "first",
      plannedAt,
      piecesPerShard: 2,
      placements: byState(ledger),
    });
  const taken = () => {
    const ledger = inMemory();
    takeIn(ledger, "h", [person({ row: 2 }), person({ row: 3 }), person({ row: 4 })]);
    return ledger;
  };

  test("an intake that is done, with its counts", () => {
    const ledger = inMemory();
    ledger.intake.begin("h");
    ledger.intake.add("a", "people.csv", [
      person({ row: 2 }),
      person({ row: 3, name: "Person 2", street: "2 MAIN ST" }),
    ]);
    ledger.intake.finish((first) => first, { at, by: "R. Clerk" });
    expect([...ledger.events.all()]).toEqual([
      {
        at,
        by: "R. Clerk",
        kind: "intakeDone",
        facts: { inputs: "h", rows: 2, people: 1, duplicates: 1, held: 0, suppressed: 0 },
      },
    ]);
  });

  test("a pool that is loaded, with its hash and size", async () => {
    const ledger = inMemory();
    await ledger.pools.load(pool("one", "v"), codes(3), { at });
    expect([...ledger.events.all()]).toMatchObject([
      { at, kind: "poolLoaded", client: "a", facts: { sha256: pool("one", "v").sha256, rows: 3, added: 3 } },
    ]);
  });

  test("decisions of a reviewer", () => {
    const ledger = inMemory();
    const decision = { variant: "v", proofHash: "h", reviewer: "R. Counsel", at } as const;
    ledger.approvals.record([
      { ...decision, decision: "approved" },
      { ...decision, decision: "rejected", reason: "typo" },
    ]);
    const facts = { variant: "v", proofHash: "h" };
    expect([...ledger.events.all()]).toEqual([
      { at, by: "R. Counsel", kind: "proofApproved", facts },
      { at, by: "R. Counsel", kind: "proofRejected", facts },
    ]);
  });

  test("a plan, every shard once with its files' hashes, and the hand-over", () => {
    const ledger = taken();
    plan(ledger);
    plan(ledger);
    for (const number of [1, 2, 2]) ledger.mailings.commitShard(made(ledger, "m", number));
    expect(ledger.mailings.handOver("m", { at, by: "R. Post" })).toEqual([]);
    expect(ledger.mailings.handOver("m", { at, by: "R. Post" })).toEqual([]);
    expect([...ledger.events.all()]).toMatchObject([
      {
        at: plannedAt,
        kind: "mailingPlanned",
        facts: { purpose: "first", inputs: "h", pieces: 3, shards: 2 },
      },
      { kind: "shardCommitted", mailing: "m", facts: { shard: 1, pieces: 2, files: 1 } },
      { kind: "shardCommitted", mailing: "m", facts: { shard: 2, pieces: 1, files: 1 } },
      {
        at,
        by: "R. Post",
        kind: "mailingHandedOver",
        mailing: "m",
        facts: { pieces: 3, shardsCommitted: 2 },
      },
    ]);
    const hashes = [...ledger.events.all({ kind: "shardCommitted" })].map(({ facts }) => facts.filesSha256);
    expect(new Set(hashes).size).toBe(2);
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("a mailing that is withdrawn and opened again", () => {
    const ledger = taken();
    plan(ledger);
    for (let again = 0; again < 2; again++) ledger.mailings.withdraw("m", { at });
    plan(ledger);
    expect(kinds(ledger)).toEqual(["mailingPlanned", "mailingWithdrawn", "mailingReopened"]);
  });

  test("and not at all if the thing is refused or breaks", async () => {
    const ledger = taken();
    ledger.mailings.plan({
      id: "m",
      purpose: "first",
      plannedAt,
      piecesPerShard: 2,
      placements: byState(ledger, "one"),
    });
    plan(ledger);
    const before = ledger.events.head();
    expect(ledger.mailings.handOver("m", { at })).toMatchObject([{ code: "ledger/mailing-not-complete" }]);
    const commit = made(ledger, "m", 1);
    expect(() => ledger.mailings.commitShard({ ...commit, pieces: commit.pieces.slice(1) })).toThrow();
    expect(ledger.events.head()).toEqual(before);
    expect(before.events).toBe(1);
  });
});
