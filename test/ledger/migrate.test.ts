import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Ledger, readLedger } from "../../src/ledger/index.ts";
import { person } from "./fiction.ts";
import { ledgerPath, open } from "./open-ledger.ts";

// SQLite only: version 1 knew no other store.
const dump = readFileSync(new URL("version-1.sql", import.meta.url), "utf8");

function versionOne(): string {
  const path = ledgerPath();
  const file = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  file.exec(`PRAGMA journal_mode = WAL; ${dump}`);
  file.close();
  return path;
}

function opened(path: string): Ledger {
  const ledger = open(path);
  onTestFinished(() => ledger.close());
  return ledger;
}

describe("a ledger of version 1", () => {
  test("keeps its events, in their order, as a chain", () => {
    const ledger = opened(versionOne());
    expect([...ledger.events.all()].map(({ kind }) => kind)).toEqual([
      "mailingPlanned",
      "streamsVerified",
      "letterReturned",
    ]);
    expect(ledger.events.of("a", "P-000002")).toMatchObject([{ piece: "m-00000001" }]);
    expect(ledger.events.verify()).toEqual({ kind: "whole", head: ledger.events.head() });
    expect(ledger.events.head().events).toBe(3);
    ledger.events.add({ at: "2026-03-01T10:00:00Z", kind: "mailingReconciled", mailing: "m", facts: {} });
    expect(ledger.events.verify()).toMatchObject({ kind: "whole", head: { events: 4 } });
  });

  test("keeps codes with their people, approvals, the plan and what was made", () => {
    const ledger = opened(versionOne());
    expect(ledger.pools.state("a", "one")).toMatchObject({ size: 4, given: 3, free: 1 });
    expect(ledger.pools.codesOf("a", "P-000002")).toMatchObject([{ code: "CODE-00000000" }]);
    expect(ledger.approvals.stateOf("a US-CA", "h").kind).toBe("approved");
    expect(ledger.mailings.get("m")).toMatchObject({
      state: "open",
      pieces: 3,
      shards: 2,
      shardsCommitted: 1,
    });
    expect(ledger.account.findPiece("m-00000001")).toMatchObject({ individualId: "P-000002", offset: 0 });
    expect(ledger.account.tally("m")).toMatchObject({ planned: 3, pieces: 2, codesOutOfPlace: 0 });
  });

  test("keeps its people as they were taken in, or none: never some that read otherwise", () => {
    const { intake, mailings } = opened(versionOne());
    const people = [...intake.people()].map(({ individual }) => individual.name?.full);
    if (intake.isDone("h")) {
      expect(people).toEqual(["Person 2", "Person 3", "Person 4"]);
      expect(mailings.pieces("m", 1)[0]?.individual).toEqual(person({ row: 2 }).individual);
    } else expect(people).toEqual([]);
  });

  test("is lifted once, by whoever opens it first", () => {
    const path = versionOne();
    const heads = [opened(path), opened(path)].map((ledger) => ledger.events.head());
    expect(heads[0]).toEqual(heads[1]);
    expect(heads[0]?.events).toBe(3);
  });

  test("can be looked at, and stays what it was", () => {
    const path = versionOne();
    const before = readFileSync(path);
    const { value: ledger } = readLedger(path);
    expect(ledger?.events.head().events).toBe(3);
    expect(ledger?.pools.codesOf("a", "P-000002")).toMatchObject([{ code: "CODE-00000000" }]);
    expect(() => ledger?.events.record([])).toThrow();
    expect(() => ledger?.mailings.withdraw("m")).toThrow();
    ledger?.close();
    expect(readFileSync(path).equals(before)).toBe(true);
    const file = new DatabaseSync(path, { readOnly: true });
    expect(file.prepare("PRAGMA user_version").get()).toEqual({ user_version: 1 });
    file.close();
    expect(opened(path).events.head().events).toBe(3);
  });

  test("that its own program is writing to is in use, not lifted", () => {
    const path = versionOne();
    const writer = new DatabaseSync(path);
    writer.exec("BEGIN IMMEDIATE; UPDATE mailing SET state = 'open'");
    const { value, problems } = readLedger(path, { waitMilliseconds: 1 });
    expect([value, problems.map(({ code }) => code)]).toEqual([undefined, ["ledger/locked"]]);
    writer.exec("COMMIT");
    writer.close();
  });
});
