import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import { type Ledger, openLedger } from "../../src/ledger/index.ts";
import {
  type Census,
  censusOf,
  type MailingInputs,
  ProblemTally,
  readInputs,
  takeCensus,
  takeInPeople,
} from "../../src/mailing/index.ts";
import { newFolder, noticepressHere as noticepress } from "../cli/noticepress.ts";

const folder = join(newFolder(), "incident");
const path = join(folder, "ledger.sqlite");
let inputs: MailingInputs;
let ledger: Ledger;

beforeAll(async () => {
  await noticepress("sample", folder, "--people", "300", "--clients", "3", "--seed", "12");
  inputs = (await readInputs(folder)).value as MailingInputs;
  ledger = openLedger(path).value as Ledger;
  await takeInPeople(inputs, ledger, new ProblemTally(), { today: day("2026-11-22") });
});
afterAll(() => ledger.close());

/** The census with the order of all that it lists. */
function inOrder({ populations, variants, exposed }: Census) {
  const regions = [...populations].map(([client, { byJurisdiction, ...population }]) => ({
    ...population,
    client,
    jurisdictions: [...byJurisdiction],
    elements: [...population.elementsByJurisdiction].map(([where, elements]) => [where, ...elements]),
    recipients: [...(population.recipientsByJurisdiction ?? [])],
    undeliverable: [...(population.undeliverableByJurisdiction ?? [])],
  }));
  return [regions, [...variants], [...exposed].map(([client, elements]) => [client, ...elements])];
}

test("three threads: the census of one, in the same order", async () => {
  const alone = takeCensus(inputs, ledger);
  expect(alone.variants.size).toBeGreaterThan(50);
  const threads = { ledger: { path }, most: 3, rowsEach: 1 };
  const census = await censusOf(inputs, ledger, { threads });
  if (census === "aborted") throw new Error("nobody wished to stop");
  expect(inOrder(census)).toEqual(inOrder(alone));
}, 60_000);

test("one that nobody waits for any more is not kept", async () => {
  const threads = { ledger: { path }, most: 2, rowsEach: 1 };
  expect(await censusOf(inputs, ledger, { keep: true, threads, aborted: () => true })).toBe("aborted");
  expect(ledger.census.of(inputs.hash)).toBeUndefined();
}, 60_000);

test("a thread that cannot open the ledger ends it with an error, and the other with it", async () => {
  const threads = { ledger: { path: join(folder, "none.sqlite") }, most: 2, rowsEach: 1 };
  await expect(censusOf(inputs, ledger, { threads })).rejects.toThrow(/not-a-ledger/);
}, 60_000);
