import { readFileSync, statSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { openLedger } from "../../src/ledger/index.ts";
import { wordings } from "../../src/problem/index.ts";
import { person, takeIn } from "./fiction.ts";
import { ledgerPath, open } from "./open-ledger.ts";

const refused = (path: string) => {
  const { value, problems } = openLedger(path);
  expect(value).toBeUndefined();
  return problems;
};

describe("opening", () => {
  test("what was committed is there again", () => {
    const path = ledgerPath();
    const first = open(path);
    takeIn(first, "h", [person({ row: 2 })]);
    first.close();
    const second = open(path);
    expect(second.intake.totals().people).toBe(1);
    second.close();
  });

  test("writes go through a log and are durable at commit", () => {
    const path = ledgerPath();
    open(path).close();
    const file = new DatabaseSync(path);
    expect(file.prepare("PRAGMA journal_mode").get()).toMatchObject({ journal_mode: "wal" });
    file.close();
  });

  test("only its owner can read it", () => {
    const path = ledgerPath();
    const ledger = open(path);
    takeIn(ledger, "h", [person({ row: 2 })]);
    for (const file of [path, `${path}-wal`, `${path}-shm`])
      expect(statSync(file).mode & 0o077, file).toBe(0);
    ledger.close();
  });

  test("two at once see each other's work", () => {
    const path = ledgerPath();
    const [one, two] = [open(path), open(path)];
    takeIn(one, "h", [person({ row: 2 })]);
    expect(two.intake.totals().people).toBe(1);
    takeIn(two, "other", []);
    expect(one.intake.totals().people).toBe(0);
    one.close();
    two.close();
  });

  test("a ledger of a newer program is left alone", () => {
    const path = ledgerPath();
    open(path).close();
    const file = new DatabaseSync(path);
    file.exec("PRAGMA user_version = 99");
    file.close();
    expect(refused(path)).toMatchObject([
      {
        code: "ledger/newer-than-this-program",
        severity: "stops",
        where: { file: path },
        facts: { version: 99 },
      },
    ]);
  });

  test("another program's SQLite file is left alone, byte for byte", () => {
    const path = ledgerPath();
    const file = new DatabaseSync(path);
    file.exec("CREATE TABLE recipe (name TEXT)");
    file.close();
    const before = readFileSync(path);
    expect(refused(path)).toMatchObject([{ code: "ledger/not-a-ledger" }]);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("a file that is no database is left alone", () => {
    const path = ledgerPath();
    writeFileSync(path, "id,name\n1,Ann\n".repeat(100));
    expect(refused(path)).toMatchObject([{ code: "ledger/not-a-ledger" }]);
    expect(readFileSync(path, "utf8")).toBe("id,name\n1,Ann\n".repeat(100));
  });

  test("a folder that is not there is a broken disk and throws", () => {
    expect(() => openLedger(`${ledgerPath()}/no/such/ledger.sqlite`)).toThrow();
  });

  test("an empty file becomes a ledger", () => {
    const path = ledgerPath();
    writeFileSync(path, "");
    const ledger = open(path);
    expect(ledger.mailings.all()).toEqual([]);
    ledger.close();
  });
});

describe("what may never change", () => {
  test.each([
    "UPDATE approval SET decision = 'approved'",
    "DELETE FROM approval",
    "UPDATE event SET at = ''",
    "DELETE FROM event",
  ])("%s is refused by the file itself", (sql) => {
    const path = ledgerPath();
    const ledger = open(path);
    const at = "2026-02-01T10:00:00Z";
    ledger.approvals.record([{ variant: "v", proofHash: "h", decision: "approved", reviewer: "R", at }]);
    ledger.events.record([{ at, kind: "intakeDone", facts: {} }]);
    ledger.close();
    const file = new DatabaseSync(path);
    expect(() => file.exec(sql)).toThrow(/insert-only/);
    file.close();
  });

  test("a code can never move from one person to another", async () => {
    const path = ledgerPath();
    const ledger = open(path);
    const pool = { client: "a", offer: "one", for: "adult", file: "codes.csv", sha256: "v" } as const;
    await ledger.pools.load(pool, [{ row: 2, code: "K-1" }]);
    ledger.pools.bind("a", "one", ["P-1"]);
    ledger.close();
    const file = new DatabaseSync(path);
    for (const sql of [
      "UPDATE binding SET individual = 'P-2'",
      "DELETE FROM binding",
      "INSERT INTO binding (offer, individual, round, pool, position) SELECT offer, 'P-2', 0, pool, position FROM binding",
      "DELETE FROM code",
      "UPDATE code SET position = 7",
    ])
      expect(() => file.exec(sql)).toThrow(/insert-only|UNIQUE|FOREIGN KEY/);
    file.close();
  });
});

test("no wording of the ledger asks for a fact that nobody gives", () => {
  const known = new Set(
    [
      "file",
      "row",
      "client",
      "version",
      "newest",
      "offer",
      "needed",
      "free",
      "told",
      "short",
      "otherRow",
      "otherFile",
    ].concat(["mailing", "count", "committed", "shards", "reason", "by", "onDay", "number"]),
  );
  for (const [code, { now, next }] of Object.entries(wordings))
    if (code.startsWith("ledger/"))
      for (const [, fact = ""] of `${now} ${next}`.matchAll(/\{(\w+)\}/g))
        expect(known, code).toContain(fact);
});
