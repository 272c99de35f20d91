import { cpSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ledger, openLedger } from "../../src/ledger/index.ts";
import {
  censusAtHand,
  censusOf,
  type MailingInputs,
  readInputs,
  takeCensus,
} from "../../src/mailing/index.ts";
import { larkspur, newFolder, noticepressHere as noticepress } from "../cli/noticepress.ts";

const folder = join(newFolder(), "incident");
let inputs: MailingInputs;
let ledger: Ledger;

beforeAll(async () => {
  cpSync(larkspur, folder, { recursive: true });
  await noticepress("proofs", folder);
  inputs = (await readInputs(folder)).value as MailingInputs;
  ledger = openLedger(join(folder, "ledger.sqlite")).value as Ledger;
});
afterAll(() => ledger.close());

test("a census that was kept is the one that was taken", async () => {
  const taken = takeCensus(inputs, ledger);
  expect(taken.variants.size).toBeGreaterThan(0);
  expect(ledger.census.of(inputs.hash)).toBeUndefined();
  expect(await censusOf(inputs, ledger, { keep: true })).toEqual(taken);
  expect(ledger.census.of(inputs.hash)).toBeDefined();
  expect(await censusOf(inputs, ledger, { keep: true })).toEqual(taken);
});

test("it holds nobody's data", async () => {
  const content = Buffer.from(ledger.census.of(inputs.hash)?.content ?? []).toString("latin1");
  expect(content.length).toBeGreaterThan(100);
  for (const { individual } of ledger.intake.people()) {
    expect(content).not.toContain(individual.name.full);
    expect(content).not.toContain(individual.id);
  }
});

test("who only reads takes the kept one where there may be one, and counts otherwise", () => {
  const kept = ledger.census.of(inputs.hash);
  if (kept === undefined) throw new Error("no census was kept");
  const taken = takeCensus(inputs, ledger);
  expect(censusAtHand(inputs, ledger, true)).toEqual(taken);
  const without = serialize({ ...(deserialize(kept.content) as object), variants: new Map() });
  ledger.census.keep(inputs.hash, { ...kept, content: without });
  expect(censusAtHand(inputs, ledger, true)).toEqual({ ...taken, variants: new Map() });
  expect(censusAtHand(inputs, ledger, false)).toEqual(taken);
  ledger.census.keep(inputs.hash, kept);
});

test("another program counts for itself", async () => {
  const kept = ledger.census.of(inputs.hash);
  ledger.census.keep(inputs.hash, { program: "another", content: new Uint8Array() });
  expect(await censusOf(inputs, ledger, { keep: true })).toEqual(takeCensus(inputs, ledger));
  expect(ledger.census.of(inputs.hash)).toEqual(kept);
});

test("a new intake forgets it, and none is kept of an intake that is not done", async () => {
  ledger.intake.begin("another");
  expect(ledger.census.of(inputs.hash)).toBeUndefined();
  const kept = { program: "this", content: new Uint8Array() };
  expect(() => ledger.census.keep("another", kept)).toThrow("not done");
});
