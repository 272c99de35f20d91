import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Ledger, openLedger } from "../../src/ledger/index.ts";

/** A ledger that must open. */
export function open(path: string): Ledger {
  const { value, problems } = openLedger(path);
  if (value === undefined) throw new Error(JSON.stringify(problems));
  return value;
}

/** A path for a ledger in a folder of its own, gone after the test. */
export function ledgerPath(): string {
  const dir = mkdtempSync(join(tmpdir(), "ledger-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, "ledger.sqlite");
}

/** A ledger in memory, closed after the test. */
export function inMemory(): Ledger {
  const ledger = open(":memory:");
  onTestFinished(() => ledger.close());
  return ledger;
}
