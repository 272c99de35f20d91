import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLedger, schemaOfIncident } from "../../src/ledger/index.ts";
import { type Ended, newFolder, noticepress } from "../cli/noticepress.ts";
import { type PostgresServer, startPostgres } from "../ledger/postgres-server.ts";

const launch = join(import.meta.dirname, "..", "..", "src", "cli", "launch.js");
const node = process.execPath;

let server: PostgresServer;
const running: ChildProcess[] = [];
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await server.stop();
});

function start(command: string, ...words: string[]): Promise<Ended> {
  const child = spawn(command, words, { env: { ...process.env, NO_COLOR: "1" } });
  running.push(child);
  let out = "";
  let err = "";
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    err += text;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

// Mounts over a folder, for the program that follows and nobody else, what can hold no letter.
const mounting = (options: string) => `mount -t tmpfs -o ${options} none "$0" && exec "$@"`;
// Another user namespace would keep root from the server's socket.
const apart = process.getuid?.() === 0 ? "-m" : "-Urm";
// By its path: it belongs to the system, and where it is missing nothing is mounted.
const unshare = "/usr/bin/unshare";
const mayMount =
  spawnSync(unshare, [apart, "sh", "-c", mounting("size=24k"), newFolder(), "true"]).status === 0;
const mounted = (options: string, over: string) => [
  unshare,
  apart,
  "sh",
  "-c",
  mounting(options),
  over,
  node,
];

type Unable = {
  readonly needsMount: boolean;
  /** What Node is started with, so that it cannot write. */
  readonly command: (out: string) => readonly string[];
  readonly says: RegExp;
};

const full: Unable = {
  needsMount: true,
  command: (out) => mounted("size=24k", join(out, ".unfinished")),
  says: /\.unfinished\/worker-.*the disk is full/,
};

async function approved(name: string) {
  const database = await server.database(name);
  const folder = join(newFolder(), "incident");
  const succeed = (...words: string[]) => expect(noticepress(...words)).toMatchObject({ code: 0 });
  succeed("sample", folder, "--people", "60", "--clients", "1", "--seed", "5");
  const file = join(folder, "incident.json");
  const incident = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...incident, mailHouse: { piecesPerStream: 8 } }));
  succeed("proofs", folder, "--database", database);
  succeed("approve", folder, "--database", database, "--by", "Test Reviewer", "--all");
  const out = join(folder, "out");
  mkdirSync(join(out, ".unfinished"), { recursive: true });
  const [client = ""] = readdirSync(join(folder, "clients"));
  mkdirSync(join(out, client));
  return { database, folder, out, succeed, schema: schemaOfIncident(incident.id) };
}

/** How often the queue says that shards were tried and given back. */
async function triesUsed(database: string): Promise<unknown> {
  const client = new Client({ connectionString: database });
  await client.connect();
  const { rows } = await client.query(
    "SELECT count(*)::int AS waiting, max(retry_count) AS tries FROM noticepress_jobs.job WHERE state = 'created'",
  );
  await client.end();
  return rows[0];
}

const cases: readonly (readonly [string, Unable])[] = [
  ["disk is full", full],
  [
    "output folder cannot be written to",
    {
      needsMount: true,
      command: (out) => {
        const [client = ""] = readdirSync(out).filter((name) => !name.startsWith("."));
        return mounted("ro", join(out, client));
      },
      says: /no folder can be made there/,
    },
  ],
  [
    "user may write no large files",
    {
      needsMount: false,
      command: () => ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", node],
      says: /files may not become so large here/,
    },
  ],
];

test.each(cases)(
  "a worker whose %s stops, and its shards cost nobody a try",
  async (name, unable) => {
    if (unable.needsMount && !mayMount) {
      process.stderr.write("Not tested: nothing can be mounted here.\n");
      return;
    }
    const { database, folder, out, succeed, schema } = await approved(name.replaceAll(" ", "_"));
    // The run is stopped dead when the shards are up: whatever is taken from then on is taken by workers.
    const words = ["--database", database, "--workers", "1"];
    const run = spawn(node, [launch, "run", folder, ...words], { stdio: "ignore" });
    running.push(run);
    while (!readdirSync(join(out, ".unfinished"), { recursive: true }).join().includes(".pdf"))
      await setTimeout(5);
    run.kill("SIGKILL");
    const look = () => {
      const { value } = readLedger(database, { schema });
      const [mailing] = value?.mailings.all() ?? [];
      value?.close();
      return mailing;
    };
    const worker = ["worker", "--database", database, "--out", out, "--workers", "2"];
    for (let turn = 0; turn < 2; turn++) {
      const [program = "", ...before] = unable.command(out);
      const ended = await start(program, ...before, launch, ...worker);
      expect({ code: ended.code, err: ended.err }).toEqual({
        code: 3,
        err: expect.stringMatching(unable.says),
      });
      expect(ended.err).toContain("worker/cannot-write");
      expect(ended.out).toContain("0 shards pressed.");
      expect(await triesUsed(database)).toEqual({ waiting: expect.any(Number), tries: 0 });
    }
    const able = await start(node, launch, ...worker, "--idle", "20");
    expect({ code: able.code, trouble: able.err.includes("Given back") }).toEqual({
      code: 0,
      trouble: false,
    });
    const mailing = look();
    expect(mailing?.shards).toBeGreaterThan(5);
    expect(mailing?.shardsCommitted).toBe(mailing?.shards);
    succeed("run", folder, "--database", database);
    succeed("reconcile", folder, "--database", database);
  },
  240_000,
);

test("a run that cannot write says so and ends, though shards are left", async () => {
  if (!mayMount) return;
  const { database, folder, out, succeed } = await approved("run_itself");
  const [program = "", ...before] = full.command(out);
  const ended = await start(
    program,
    ...before,
    launch,
    "run",
    folder,
    "--database",
    database,
    "--workers",
    "2",
  );
  expect({ code: ended.code, err: ended.err }).toEqual({ code: 1, err: expect.stringMatching(full.says) });
  succeed("run", folder, "--database", database);
  succeed("reconcile", folder, "--database", database);
}, 120_000);
