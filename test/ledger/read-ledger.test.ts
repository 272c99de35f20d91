import { readdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { incidentInUse, lockIncident, readLedger } from "../../src/ledger/index.ts";
import { person, takeIn } from "./fiction.ts";
import { ledgerPath, open } from "./open-ledger.ts";

function look(path: string) {
  const { value, problems } = readLedger(path);
  if (value !== undefined) onTestFinished(() => value.close());
  return { value, codes: problems.map(({ code }) => code) };
}

test("no file is no ledger, and none is made", () => {
  const path = ledgerPath();
  expect(look(path)).toEqual({ value: undefined, codes: [] });
  expect(readdirSync(dirname(path))).toEqual([]);
});

test("an empty file, as another process is about to fill it, is no ledger yet", () => {
  const path = ledgerPath();
  writeFileSync(path, "");
  expect(look(path)).toEqual({ value: undefined, codes: [] });
});

test.each([
  [
    "another file",
    (path: string) => writeFileSync(path, "a list of things to buy".repeat(99)),
    "ledger/not-a-ledger",
  ],
  [
    "a newer program's",
    (path: string) => {
      open(path).close();
      const file = new DatabaseSync(path);
      file.exec("PRAGMA user_version = 99");
      file.close();
    },
    "ledger/newer-than-this-program",
  ],
])("%s is told", (_, make, code) => {
  const path = ledgerPath();
  make(path);
  expect(look(path)).toEqual({ value: undefined, codes: [code] });
});

test("it stays as it was when it was opened, holds no writer up, and takes nothing", () => {
  const path = ledgerPath();
  const writer = open(path);
  expect(writer.intake.current()).toBeUndefined();
  takeIn(writer, "first", [person({ row: 2 })]);
  const { value: seen } = look(path);
  takeIn(writer, "second", [person({ row: 2 }), person({ row: 3, name: "Bea" })]);
  expect(seen?.intake.totals().people).toBe(1);
  expect(seen?.intake.current()).toEqual({ inputsHash: "first", state: "done" });
  expect(writer.intake.current()).toEqual({ inputsHash: "second", state: "done" });
  expect(() => seen?.events.record([])).toThrow();
  writer.close();
});

test("an intake that was begun and not ended says so", () => {
  const ledger = open(ledgerPath());
  ledger.intake.begin("h");
  expect(ledger.intake.current()).toEqual({ inputsHash: "h", state: "started" });
  ledger.close();
});

test("an incident is in use while it is locked, and asking makes no file", () => {
  const path = ledgerPath();
  expect(incidentInUse(path)).toBe(false);
  expect(readdirSync(dirname(path))).toEqual([]);
  const { value: lock } = lockIncident(path, 0);
  expect(incidentInUse(path)).toBe(true);
  lock?.release();
  expect(incidentInUse(path)).toBe(false);
  const again = lockIncident(path, 0);
  expect(again.problems).toEqual([]);
  again.value?.release();
});
