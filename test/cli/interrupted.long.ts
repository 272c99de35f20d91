import { spawn } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, expect, test } from "vitest";
import { filesUnder, newFolder, noticepressHere as noticepress } from "./noticepress.ts";

const main = join(import.meta.dirname, "..", "..", "src", "cli", "launch.js");
const approved = join(newFolder(), "incident");

beforeAll(async () => {
  await noticepress("sample", approved, "--people", "20000", "--clients", "1", "--seed", "5");
  everyoneTo(approved, "Salem,OR,97301");
  expect((await noticepress("proofs", approved)).code).toBe(0);
  expect((await noticepress("approve", approved, "--by", "Test Reviewer", "--all")).code).toBe(0);
}, 240_000);

/** Moves everyone to one place: many people, and few texts to prove. */
function everyoneTo(folder: string, place: string): void {
  for (const client of readdirSync(join(folder, "clients"))) {
    const file = join(folder, "clients", client, "people.csv");
    const moved = readFileSync(file, "utf8").replaceAll(/,[^,\n]*,[A-Z]{2},\d{5}(-\d{4})?,/g, `,${place},`);
    writeFileSync(file, moved);
  }
}

type Counts = { readonly bound: number; readonly planned: number };

function countsIn(folder: string): Counts {
  const db = new DatabaseSync(join(folder, "ledger.sqlite"), { readOnly: true, timeout: 5_000 });
  try {
    const sql = "SELECT (SELECT count(*) FROM binding) AS bound, (SELECT count(*) FROM mailing) AS planned";
    return db.prepare(sql).get() as Counts;
  } finally {
    db.close();
  }
}

/** Starts a command, interrupts it as soon as `ready` says so, and waits for its end. */
async function interruptedOnce(
  ready: () => boolean,
  ...words: string[]
): Promise<{ code: number | null; seconds: number }> {
  const child = spawn(process.execPath, [main, ...words], { stdio: "ignore" });
  const ended = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  while (child.exitCode === null && !ready()) await new Promise((resolve) => setTimeout(resolve, 20));
  const since = performance.now();
  child.kill("SIGINT");
  const code = await ended;
  return { code, seconds: (performance.now() - since) / 1000 };
}

test("Ctrl-C while a run plans ends it within two seconds, and the next run gives the same bytes", async () => {
  const [whole, stopped] = ["whole", "stopped"].map((name) => join(newFolder(), name)) as [string, string];
  cpSync(approved, whole, { recursive: true });
  cpSync(approved, stopped, { recursive: true });
  expect((await noticepress("run", whole)).code).toBe(0);

  const { code, seconds } = await interruptedOnce(() => countsIn(stopped).bound > 0, "run", stopped);
  expect(code).toBe(3);
  expect(seconds).toBeLessThan(2);
  const [at, all] = [countsIn(stopped), countsIn(whole)];
  expect(at.planned).toBe(0);
  expect(at.bound).toBeGreaterThan(0);
  expect(at.bound).toBeLessThan(all.bound);

  expect((await noticepress("run", stopped)).code).toBe(0);
  expect(filesUnder(join(stopped, "out"))).toEqual(filesUnder(join(whole, "out")));
}, 240_000);

test.each(["1", "2"])(
  "Ctrl-C while proofs are written in %s threads leaves none",
  async (workers) => {
    const folder = join(newFolder(), "incident");
    cpSync(approved, folder, { recursive: true });
    const again = join(folder, "proofs-again");
    const begun = () =>
      existsSync(again) &&
      readdirSync(again, { recursive: true, withFileTypes: true }).some((each) => each.isFile());
    const { code, seconds } = await interruptedOnce(
      begun,
      ...["proofs", folder, "--out", again, "--workers", workers],
    );
    expect(code).toBe(3);
    expect(seconds).toBeLessThan(2);
    expect(filesUnder(again).size).toBe(0);
  },
  60_000,
);
