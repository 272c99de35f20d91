import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, test } from "vitest";
import { codes, pool } from "./fiction.ts";
import { ledgerPath, open } from "./open-ledger.ts";

// Past the program, with a database tool: what must hold even where the program has a bug. SQLite's file, because
// a statement of one's own needs the file; PostgreSQL has the same definitions.
let path: string;

beforeEach(async () => {
  path = ledgerPath();
  const ledger = open(path);
  const [one, two] = [pool("one", "v"), pool("two", "w", { client: "b" })];
  await ledger.pools.load(one, codes(6, "A"));
  await ledger.pools.load(two, codes(2, "B"));
  ledger.pools.bind("a", "one", ["P-1", "P-2"]);
  ledger.pools.replace({
    client: "a",
    offer: "one",
    individual: "P-1",
    at: "2026-02-11T09:00:00Z",
    reason: "used",
  });
  ledger.close();
});

/** P-1: positions 0 (void) and 2; P-2: position 1; free: 3 to 5. */
function bindBy(values: string): void {
  const file = new DatabaseSync(path, { enableForeignKeyConstraints: true });
  try {
    file.exec(
      `INSERT INTO binding (offer, individual, round, pool, position, replaces, replaced_at, reason) VALUES ${values}`,
    );
  } finally {
    file.close();
  }
}

describe("the store itself refuses", () => {
  test.each([
    ["a code that somebody has, to somebody else", "(1, 'P-3', 0, 1, 1, NULL, NULL, NULL)"],
    ["a code that is void, to somebody else", "(1, 'P-3', 0, 1, 0, NULL, NULL, NULL)"],
    ["a code that is void, to the same person", "(1, 'P-1', 2, 1, 0, 1, 'now', 'x')"],
    ["a second code beside the first", "(1, 'P-2', 0, 1, 3, NULL, NULL, NULL)"],
    ["a second code that replaces none", "(1, 'P-2', 1, 1, 3, NULL, 'now', 'x')"],
    ["a second replacement of the same code", "(1, 'P-1', 1, 1, 3, 0, 'now', 'x')"],
    ["a round that leaves one out", "(1, 'P-2', 2, 1, 3, 1, 'now', 'x')"],
    ["a round that replaces one further back", "(1, 'P-1', 2, 1, 3, 0, 'now', 'x')"],
    ["a replacement of nothing", "(1, 'P-3', 1, 1, 3, 0, 'now', 'x')"],
    ["a replacement without a reason", "(1, 'P-2', 1, 1, 3, 0, 'now', NULL)"],
    ["a replacement without its time", "(1, 'P-2', 1, 1, 3, 0, NULL, 'x')"],
    ["a first code that replaces", "(1, 'P-3', 0, 1, 3, -1, 'now', 'x')"],
    ["a code of another offer", "(1, 'P-3', 0, 2, 0, NULL, NULL, NULL)"],
    ["a code that is not there", "(1, 'P-3', 0, 1, 99, NULL, NULL, NULL)"],
  ])("%s", (_, values) => {
    expect(() => bindBy(values)).toThrow(/constraint failed/);
  });

  test.each([
    ["a free code for somebody new", "(1, 'P-3', 0, 1, 3, NULL, NULL, NULL)"],
    ["a free code in place of another", "(1, 'P-2', 1, 1, 3, 0, 'now', 'x')"],
    ["and once more", "(1, 'P-1', 2, 1, 3, 1, 'now', 'x')"],
  ])("but not %s", (_, values) => {
    expect(() => bindBy(values)).not.toThrow();
  });
});
