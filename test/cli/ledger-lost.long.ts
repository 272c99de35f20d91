import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PostgresServer, startPostgres } from "../ledger/postgres-server.ts";
import { copyOf, filesUnder, newFolder, noticepress } from "./noticepress.ts";

const launch = join(import.meta.dirname, "..", "..", "src", "cli", "launch.js");
const bridgeEnds = join(import.meta.dirname, "bridge-ends.mjs");

type Ending = { readonly code: number | null; readonly out: string; readonly err: string };
type Started = { readonly ended: Promise<Ending>; says(words: RegExp): Promise<void> };

/** Starts a command; `environment` may make its threads end. */
function start(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Started {
  const preload = environment.BRIDGE_ENDS === undefined ? [] : ["--import", bridgeEnds];
  const env = { ...process.env, NO_COLOR: "1", ...environment };
  const child = spawn(process.execPath, [...preload, launch, ...words], { env });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString("utf8");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString("utf8");
  });
  return {
    ended: once(child, "close").then(([code]) => ({ code, out, err })),
    async says(words) {
      while (!words.test(err)) await setTimeout(20);
    },
  };
}

/** It ended with 3 and one problem, as a document, and said what to do. */
function expectTrouble({ code, out, err }: Ending, problem: string, file: string): void {
  expect(err).not.toContain("fault in the program");
  const { problems } = JSON.parse(out) as { problems: readonly { severity: string }[] };
  expect({ code, problems: problems.filter(({ severity }) => severity === "stops") }).toMatchObject({
    code: 3,
    problems: [{ code: problem, where: { file: expect.stringContaining(file) } }],
  });
  expect(err).toMatch(/Next: .*the same command again/);
}

function approve(folder: string, ...database: string[]): void {
  for (const words of [
    ["sample", folder, "--people", "20", "--clients", "1", "--seed", "5"],
    ["proofs", folder, ...database],
    ["approve", folder, ...database, "--by", "Test Reviewer", "--all"],
  ])
    expect(noticepress(...words).code).toBe(0);
}

const approved = join(newFolder(), "incident");
let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describe("a ledger in a file", () => {
  beforeAll(() => approve(approved), 180_000);

  test.each([
    ["that a program changes: run", "BEGIN IMMEDIATE", ["run"]],
    [
      "that a program has to itself: run, check and status",
      "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE",
      ["run", "check", "status"],
    ],
  ])(
    "%s ends after a minute, and then goes on",
    async (_, sql, commands) => {
      const folder = copyOf(approved);
      const ledger = join(folder, "ledger.sqlite");
      const script = `const db = new (require("node:sqlite").DatabaseSync)(${JSON.stringify(ledger)});
      db.exec(${JSON.stringify(sql)}); console.log("held"); setInterval(() => db, 1000);`;
      const holder = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
      await once(holder.stdout, "data");
      const endings = await Promise.all(commands.map((word) => start([word, folder, "--json"]).ended));
      holder.kill("SIGKILL");
      await once(holder, "exit");
      for (const ending of endings) expectTrouble(ending, "ledger/locked", "ledger.sqlite");
      for (const word of commands) expect(noticepress(word, folder).code).toBe(0);
      expect(noticepress("verify", folder).code).toBe(0);
    },
    300_000,
  );
});

describe("a ledger in a database", () => {
  let whole: ReadonlyMap<string, Buffer>;
  const fresh = async (name: string) => {
    const database = await server.database(name);
    const folder = join(newFolder(), "incident");
    approve(folder, "--database", database);
    return { folder, database, words: ["--database", database] };
  };
  const streams = (folder: string) =>
    new Map([...filesUnder(join(folder, "out"))].filter(([name]) => /\.(pdf|eml)$/.test(name)));
  const goesOn = (folder: string, words: readonly string[]) => {
    expect(noticepress("run", folder, ...words)).toMatchObject({ code: 0 });
    expect(streams(folder)).toEqual(whole);
  };

  beforeAll(async () => {
    const { folder, words } = await fresh("whole");
    expect(noticepress("run", folder, ...words).code).toBe(0);
    whole = streams(folder);
    expect(whole.size).toBeGreaterThan(0);
  }, 180_000);

  test("of which a session has a table to itself: the run ends after a minute, and then goes on", async () => {
    const { folder, database, words } = await fresh("held");
    const client = new Client({ connectionString: database });
    await client.connect();
    const { rows } = await client.query(
      "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'noticepress_%'",
    );
    await client.query(`BEGIN; LOCK TABLE "${rows[0].nspname}".intake_row IN ACCESS EXCLUSIVE MODE`);
    expectTrouble(await start(["run", folder, "--json", ...words]).ended, "ledger/locked", rows[0].nspname);
    await client.end();
    goesOn(folder, words);
  }, 300_000);

  test("whose server goes away: the run ends, again at once while it is away, and then goes on", async () => {
    const { folder, words } = await fresh("away");
    const run = start(["run", folder, "--json", "--workers", "1", ...words]);
    await run.says(/to make/);
    await server.down();
    try {
      expectTrouble(await run.ended, "ledger/database-unreachable", "noticepress_");
      for (const word of ["run", "status"])
        expectTrouble(
          await start([word, folder, "--json", ...words]).ended,
          "ledger/database-unreachable",
          "",
        );
    } finally {
      await server.up();
    }
    goesOn(folder, words);
  }, 300_000);

  test.each([
    ["with an error", "loudly:12"],
    ["with an error, later", "loudly:60"],
    ["without a word", "quietly:60"],
  ])(
    "whose thread ends %s: the run ends, and then goes on",
    async (_, how) => {
      const { folder, words } = await fresh(how.replace(":", "_"));
      const { ended } = start(["run", folder, "--json", ...words], { BRIDGE_ENDS: how });
      expectTrouble(await ended, "ledger/database-unreachable", "noticepress_");
      goesOn(folder, words);
    },
    300_000,
  );
});
