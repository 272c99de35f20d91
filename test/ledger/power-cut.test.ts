import { copyFileSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Ledger, openLedger } from "../../src/ledger/index.ts";
import { newFolder } from "../cli/noticepress.ts";
import { merge, person } from "./fiction.ts";

const rowsOf = (from: number) =>
  Array.from({ length: 40 }, (_, at) => person({ row: from + at, client: "h" }));
const parts = [2, 42, 82];

function takeInTo(ledger: Ledger, inputs: string): void {
  if (ledger.intake.begin(inputs) === "done") return;
  for (const from of parts) ledger.intake.add("h", "people.csv", rowsOf(from));
  ledger.intake.fileRead("h", "people.csv", 120);
  ledger.intake.finish(merge);
}

const told = (ledger: Ledger) => [ledger.intake.totals(), ...ledger.intake.people()];

// A frame of SQLite's write-ahead log: a header of 24 bytes and a page (https://sqlite.org/fileformat2.html#the_write_ahead_log).
const [logHeader, frame] = [32, 24 + 4_096];

describe("a power cut while rows are taken in", () => {
  const folder = newFolder();
  const path = join(folder, "ledger.sqlite");
  const ledger = openLedger(path).value as Ledger;
  const log = () => readFileSync(`${path}-wal`).length;
  ledger.intake.begin("one");
  const begun = log();
  for (const from of parts) ledger.intake.add("h", "people.csv", rowsOf(from));
  const added = log();
  copyFileSync(path, join(folder, "cut.sqlite"));
  copyFileSync(`${path}-wal`, join(folder, "cut.log"));
  ledger.close();

  const frames = Array.from(
    { length: Math.floor((added - begun) / frame) + 1 },
    (_, at) => begun + at * frame,
  );

  test("the rows were in the log and nowhere else", () => {
    expect((begun - logHeader) % frame).toBe(0);
    expect(frames.length).toBeGreaterThan(parts.length);
  });

  test.each(frames)(
    "of the log, %i bytes are left: the next intake ends as one that nothing cut",
    (bytes) => {
      const cut = join(newFolder(), "ledger.sqlite");
      copyFileSync(join(folder, "cut.sqlite"), cut);
      copyFileSync(join(folder, "cut.log"), `${cut}-wal`);
      truncateSync(`${cut}-wal`, bytes);
      const after = openLedger(cut).value as Ledger;
      const whole = openLedger(":memory:").value as Ledger;
      expect(after.intake.isDone("one")).toBe(false);
      for (const each of [after, whole]) takeInTo(each, "one");
      expect(told(after)).toEqual(told(whole));
      after.close();
      whole.close();
    },
  );
});
