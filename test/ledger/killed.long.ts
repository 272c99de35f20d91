import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { codes, pool } from "./fiction.ts";
import { ledgerPath, open } from "./open-ledger.ts";

/** Runs a script beside this file; `killAfter` milliseconds after its first word it is killed, if told. */
function run(script: string, parameters: readonly string[], killAfter?: number) {
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...parameters]);
  return new Promise<{ said: string; killed: boolean }>((resolve, reject) => {
    let said = "";
    let errors = "";
    child.stdout.on("data", (chunk: Buffer) => {
      if (said === "" && killAfter !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfter);
      said += chunk.toString("latin1");
    });
    child.stderr.on("data", (chunk: Buffer) => {
      errors += chunk.toString("utf8");
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0 || signal === "SIGKILL") resolve({ said, killed: signal === "SIGKILL" });
      else reject(new Error(errors));
    });
  });
}

/** Pseudo-random, the same every time. */
const spread = (n: number, limit: number) => (n * 7919) % limit;

test("two processes bind at once and are killed 30 times: nothing acknowledged is lost, no code is doubled", async () => {
  const path = ledgerPath();
  const people = 20_000;
  const first = open(path);
  await first.pools.load(pool("one", "v"), codes(people));
  first.close();

  const acknowledged = new Map<string, string>();
  for (let round = 0; round < 15; round++) {
    const outcomes = await Promise.all(
      [0, 1].map((side) =>
        run(
          "binding-process.ts",
          [path, `${people}`, `${spread(2 * round + side, people)}`],
          spread(2 * round + side + 1, 60),
        ),
      ),
    );
    for (const { said, killed } of outcomes) {
      expect(killed).toBe(true);
      // The last line may have been cut off by the kill.
      for (const pair of said.slice(0, said.lastIndexOf("\n")).split(/\s+/)) {
        const [individual = "", code = ""] = pair.split("=");
        expect(acknowledged.get(individual) ?? code).toBe(code);
        acknowledged.set(individual, code);
      }
    }
  }

  const ledger = open(path);
  const everyone = Array.from({ length: people }, (_, index) => `P-${index}`);
  let bound = 0;
  for (const [individual, code] of acknowledged)
    expect(ledger.pools.codesOf("a", individual).map((held) => held.code)).toEqual([code]);
  for (const id of everyone) bound += ledger.pools.codesOf("a", id).length;
  expect(acknowledged.size).toBeGreaterThan(1000);
  expect(ledger.pools.state("a", "one")).toMatchObject({ given: bound, free: people - bound });
  const all = ledger.pools.bind("a", "one", everyone);
  expect(all.kind === "bound" && new Set(all.codes.map(({ code }) => code)).size).toBe(people);
  ledger.close();
});

test("two processes bind and void at once and are killed 20 times: each code keeps its one person", async () => {
  const path = ledgerPath();
  const size = 40_000;
  const first = open(path);
  await first.pools.load(pool("one", "v"), codes(size));
  first.close();

  // In the order in which each person was told of them.
  const acknowledged = new Map<string, string[]>();
  for (let round = 0; round < 10; round++) {
    const outcomes = await Promise.all(
      ["L", "R"].map((side, index) =>
        run("voiding-process.ts", [path, side, `${round * 5}`], spread(2 * round + index + 1, 60)),
      ),
    );
    for (const { said, killed } of outcomes) {
      expect(killed).toBe(true);
      for (const pair of said.slice(0, said.lastIndexOf("\n")).split(/\s+/)) {
        const [individual = "", code = ""] = pair.split("=");
        const told = acknowledged.get(individual) ?? [];
        if (told.at(-1) !== code) acknowledged.set(individual, [...told, code]);
      }
    }
  }

  const ledger = open(path);
  const { bound = 0, voided = 0, given, free } = ledger.pools.state("a", "one") ?? {};
  expect([given, free]).toEqual([bound + voided, size - bound - voided]);
  const owners = new Map<string, string>();
  let live = 0;
  for (let number = 0; number < size && live < bound; number++)
    for (const side of ["L", "R"]) {
      const id = `${side}-${number}`;
      const now = ledger.pools.codesOf("a", id);
      if (now.length === 0) continue;
      expect(now).toHaveLength(1);
      live += 1;
      const had = [...ledger.pools.voidedOf("a", id), ...now].map(({ code }) => code);
      for (const code of had) {
        expect(owners.has(code)).toBe(false);
        owners.set(code, id);
      }
      // A kill may have come between a commit and the word of it, never the other way round.
      const told = acknowledged.get(id) ?? [];
      expect(had.filter((code) => told.includes(code))).toEqual(told);
    }
  expect([live, owners.size - live]).toEqual([bound, voided]);
  for (const id of acknowledged.keys()) expect(ledger.pools.codesOf("a", id)).toHaveLength(1);
  expect(voided).toBeGreaterThan(20);
  ledger.close();
}, 120_000);

test("six processes that start at once on a new ledger all get it", async () => {
  const path = ledgerPath();
  await Promise.all(Array.from({ length: 6 }, () => run("opening-process.ts", [path])));
  const ledger = open(path);
  expect(ledger.events.of("a", "P-1").length).toBe(6);
  ledger.close();
});

/** Everything of a ledger that a mailing put there. */
function contents(path: string) {
  const ledger = open(path);
  const state = {
    totals: ledger.intake.totals(),
    tally: ledger.account.tally("m"),
    pieces: [...ledger.account.pieces("m")],
    files: [...ledger.account.files("m")],
    pool: ledger.pools.state("a", "one"),
  };
  ledger.close();
  return state;
}

test("mailings killed 30 times end as if they had never been killed", async () => {
  const people = "600";
  const calmPath = ledgerPath();
  await run("mailing-process.ts", [calmPath, people]);
  const calm = contents(calmPath);
  expect(calm.tally).toMatchObject({ people: 540, pieces: 540, codes: 540, distinctCodes: 540 });

  let kills = 0;
  let killsWhileProducing = 0;
  for (let mailing = 0; kills < 30; mailing++) {
    const path = ledgerPath();
    const shards: string[] = [];
    for (let killed = true, patience = 0; killed; patience += 20) {
      const attempt = await run(
        "mailing-process.ts",
        [path, people],
        patience + spread(kills + mailing + 1, 60),
      );
      killed = attempt.killed;
      // The last line may have been cut off by the kill.
      const said = attempt.said.split("\n").slice(1, -1);
      shards.push(...said);
      kills += killed ? 1 : 0;
      killsWhileProducing += killed && said.length > 0 ? 1 : 0;
    }
    expect(contents(path)).toEqual(calm);
    // Each shard was acknowledged once at most: whoever came after found it committed.
    expect(new Set(shards).size).toBe(shards.length);
  }
  expect(killsWhileProducing).toBeGreaterThan(2);
}, 300_000);
