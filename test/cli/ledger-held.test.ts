import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeAll, expect, test } from "vitest";
import { openLedger, readLedger } from "../../src/ledger/index.ts";
import { copyOf, newFolder, noticepressHere as noticepress } from "./noticepress.ts";

const approved = join(newFolder(), "incident");
beforeAll(async () => {
  for (const words of [
    ["sample", approved, "--people", "20", "--clients", "1", "--seed", "5"],
    ["proofs", approved],
    ["approve", approved, "--by", "Test Reviewer", "--all"],
  ])
    expect((await noticepress(...words)).code).toBe(0);
});

const letGo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const each of letGo.splice(0)) await each();
});

/** Another program that has the ledger open: it runs these statements and stays until it is ended. */
async function holding(ledger: string, sql: string): Promise<() => Promise<void>> {
  const script = `const { DatabaseSync } = require("node:sqlite");
    const db = new DatabaseSync(${JSON.stringify(ledger)}, { timeout: 10000 });
    db.exec(${JSON.stringify(sql)});
    console.log("held");
    setInterval(() => db, 1000);`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  letGo.push(end);
  await once(child.stdout, "data");
  return end;
}

// What a shell does in the midst of a change, and what keeps even readers out.
const changing = "BEGIN IMMEDIATE";
const alone = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE";

test.each([
  ["opened, while a program keeps all others out", openLedger, alone],
  ["read, while a program keeps all others out", readLedger, alone],
])("a ledger is %s: the problem says so after the wait, and it is there again", async (_, open, sql) => {
  const path = join(copyOf(approved), "ledger.sqlite");
  const end = await holding(path, sql);
  const before = performance.now();
  const held = open(path, { waitMilliseconds: 300 });
  expect(performance.now() - before).toBeGreaterThan(250);
  expect(held).toMatchObject({
    value: undefined,
    problems: [{ code: "ledger/locked", where: { file: path } }],
  });
  await end();
  const { value: ledger } = open(path, { waitMilliseconds: 300 });
  expect([...(ledger?.events.all() ?? [])].length).toBeGreaterThan(0);
  ledger?.close();
});

test("a program that changes the ledger holds up no command that only looks", async () => {
  const folder = copyOf(approved);
  await holding(join(folder, "ledger.sqlite"), changing);
  const status = await noticepress("status", folder, "--json");
  expect(status.code).toBe(0);
  expect(JSON.parse(status.out)).toMatchObject({ texts: { undecided: 0 } });
  expect((await noticepress("check", folder)).code).toBe(0);
});

test("a run waits for a program that lets go, and goes on", async () => {
  const folder = copyOf(approved);
  const end = await holding(join(folder, "ledger.sqlite"), changing);
  setTimeout(end, 1_500);
  // In a process of its own: here the wait would keep the other from being ended.
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "../../src/cli/launch.js"), "run", folder],
    {
      stdio: "ignore",
    },
  );
  expect((await once(child, "exit"))[0]).toBe(0);
  const ledger = new DatabaseSync(join(folder, "ledger.sqlite"), { readOnly: true });
  expect(ledger.prepare("SELECT count(*) AS left FROM shard WHERE committed_at IS NULL").get()).toEqual({
    left: 0,
  });
  ledger.close();
});
