import { expect, test } from "vitest";
import { bindingProof, type Ledger } from "../../src/ledger/index.ts";
import { codes, person, pool, takeIn } from "./fiction.ts";
import { ledgerPath, open } from "./open-ledger.ts";

const at = "2026-11-22T10:00:00Z";
const begin = { at, onDay: "2026-11-22", by: "P. Officer" };

async function filled(path: string): Promise<Ledger> {
  const ledger = open(path);
  takeIn(ledger, "inputs", [person({ row: 2, id: "P-1" }), person({ row: 3, id: "P-2" })]);
  const file = pool("one", "v");
  ledger.pools.declare([file]);
  await ledger.pools.load(file, codes(5));
  ledger.pools.bind("a", "one", ["P-1", "P-2"]);
  ledger.pools.replace({ client: "a", offer: "one", at, by: "R", reason: "used", individual: "P-1" });
  return ledger;
}

test("a ledger without people keeps counts and a whole chain, and gives nobody back", async () => {
  const path = ledgerPath();
  const ledger = await filled(path);
  expect(ledger.purge.state()).toEqual({ kind: "none" });
  ledger.purge.begin(begin);
  const counts = ledger.purge.clear(at);
  expect(counts).toMatchObject({ people: 2, codes: 5, bindings: 3 });
  ledger.purge.shrink();
  ledger.purge.finish(at, { files: 0 });
  expect(ledger.purge.state()).toMatchObject({ kind: "done", by: "P. Officer", onDay: "2026-11-22" });
  expect([...ledger.intake.people()]).toEqual([]);
  expect(ledger.account.find("a", "P-1")).toBeUndefined();
  expect(ledger.pools.codesOf("a", "P-1")).toEqual([]);
  expect(ledger.events.verify().kind).toBe("whole");
  expect([...ledger.events.all({ kind: "mailingPurged" })]).toMatchObject([
    { by: "P. Officer", facts: { people: 2, codes: 5, files: 0 } },
  ]);
  ledger.close();
});

test("begun twice, cleared twice, ended twice: the first counts", async () => {
  const ledger = await filled(ledgerPath());
  ledger.purge.begin(begin);
  ledger.purge.begin({ ...begin, by: "Somebody Else" });
  const counts = ledger.purge.clear(at);
  expect(ledger.purge.clear(at)).toEqual(counts);
  ledger.purge.shrink();
  ledger.purge.shrink();
  ledger.purge.finish(at, {});
  ledger.purge.finish(at, {});
  expect(ledger.purge.state()).toMatchObject({ by: "P. Officer" });
  expect([...ledger.events.all({ kind: "mailingPurged" })].length).toBe(1);
  ledger.close();
});

test("a purge that was not begun deletes nothing", async () => {
  const ledger = await filled(ledgerPath());
  expect(() => ledger.purge.clear(at)).toThrow("not begun");
  expect([...ledger.intake.people()].length).toBe(2);
  ledger.close();
});

test("the proof of a binding is of exactly that client, person, offer and code", () => {
  const proof = bindingProof("a", "P-1", "one", "CODE-1");
  for (const other of [
    bindingProof("b", "P-1", "one", "CODE-1"),
    bindingProof("a", "P-2", "one", "CODE-1"),
    bindingProof("a", "P-1", "two", "CODE-1"),
    bindingProof("a", "P-1", "one", "CODE-2"),
  ])
    expect(other).not.toBe(proof);
});
