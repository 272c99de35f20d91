import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLedger, readLedger, schemaOfIncident } from "../../src/ledger/index.ts";
import { type Ended, filesUnder, newFolder, noticepress } from "../cli/noticepress.ts";
import { type PostgresServer, startPostgres } from "../ledger/postgres-server.ts";
import { startObjectServer } from "./object-server.ts";

const launch = join(import.meta.dirname, "..", "..", "src", "cli", "launch.js");
const people = 120;

let server: PostgresServer;
let database: string;
/** Approved in a file of its own, and run there: what one machine makes of it. */
const alone = join(newFolder(), "incident");
/** The same folder, of which nothing was approved yet. */
const fresh = join(newFolder(), "incident");

const succeed = (...words: string[]): Ended => {
  const ended = noticepress(...words);
  expect(ended.err + ended.out, words.join(" ")).not.toBe("");
  expect({ code: ended.code, err: ended.code === 0 ? "" : ended.err }).toEqual({ code: 0, err: "" });
  return ended;
};

/** Proofs and approval recorded in the database, in a copy of the folder. */
function approvedIn(db: string): string {
  const folder = join(newFolder(), "incident");
  cpSync(fresh, folder, { recursive: true });
  succeed("proofs", folder, "--database", db);
  succeed("approve", folder, "--database", db, "--by", "Test Reviewer", "--all");
  return folder;
}

const running: ChildProcess[] = [];

type Started = { readonly child: ChildProcess; readonly ended: Promise<Ended> };

const start = (...words: string[]): Started => startWith({}, ...words);

function startWith(env: NodeJS.ProcessEnv, ...words: string[]): Started {
  const child = spawn(process.execPath, [launch, ...words], {
    env: { ...process.env, ...env, NO_COLOR: "1" },
  });
  running.push(child);
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  return {
    child,
    ended: new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err }))),
  };
}

beforeAll(async () => {
  server = await startPostgres();
  database = server.url("postgres");
  succeed("sample", fresh, "--people", String(people), "--clients", "3", "--seed", "5");
  const file = join(fresh, "incident.json");
  const incident = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...incident, mailHouse: { piecesPerStream: 8 } }));
  cpSync(fresh, alone, { recursive: true });
  succeed("proofs", alone);
  succeed("approve", alone, "--by", "Test Reviewer", "--all");
  succeed("run", alone, "--workers", "1");
});

afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await server.stop();
});

test("four workers, killed at random, make what one machine makes; each shard is committed once", async () => {
  const folder = approvedIn(database);
  const out = join(folder, "out");
  const run = start("run", folder, "--database", database, "--workers", "1");
  const worker = () => start("worker", "--database", database, "--out", out, "--workers", "1").child;
  const workers = [worker(), worker(), worker(), worker()];
  let ended: Ended | undefined;
  void run.ended.then((value) => {
    ended = value;
  });
  let kills = 0;
  // The same order of victims every time; what they are doing when it hits them is never the same.
  for (let turn = 0; ended === undefined && turn < 400; turn++) {
    await setTimeout(250);
    if (ended !== undefined || turn % 5 !== 4 || kills >= 6) continue;
    const victim = (turn * 7) % 4;
    workers[victim]?.kill("SIGKILL");
    workers[victim] = worker();
    kills += 1;
  }
  expect({ code: ended?.code, err: ended?.code === 0 ? "" : ended?.err }).toEqual({ code: 0, err: "" });
  for (const child of workers) child.kill("SIGKILL");

  expect(kills).toBeGreaterThan(0);
  expect(filesUnder(out)).toEqual(filesUnder(join(alone, "out")));
  succeed("verify", folder, "--database", database);
  succeed("reconcile", folder, "--database", database);

  const id = JSON.parse(readFileSync(join(folder, "incident.json"), "utf8")).id;
  const { value: ledger } = openLedger(database, { schema: schemaOfIncident(id) });
  const [mailing] = ledger?.mailings.all() ?? [];
  expect(mailing?.shardsCommitted).toBe(mailing?.shards);
  expect(ledger?.orders.of(mailing?.id ?? "")).toBeUndefined();
  ledger?.close();
}, 240_000);

test("a shard whose worker dies is pressed by another within a minute", async () => {
  const other = await server.database("dying");
  const folder = approvedIn(other);
  const out = join(folder, "out");
  // The only press is stopped dead (not ended: its connection stays, as of a machine that hangs) with a shard in its hands.
  const first = start("run", folder, "--database", other, "--workers", "1");
  const underWay = () => readdirSync(join(out, ".unfinished"), { recursive: true }).join().includes(".pdf");
  for (let turn = 0; turn < 4000 && !(existsSync(join(out, ".unfinished")) && underWay()); turn++)
    await setTimeout(5);
  first.child.kill("SIGSTOP");
  const started = performance.now();
  const worker = start("worker", "--database", other, "--out", out, "--workers", "2");
  const id = JSON.parse(readFileSync(join(folder, "incident.json"), "utf8")).id;
  const { value: ledger } = readLedger(other, { schema: schemaOfIncident(id) });
  const planned = ledger?.mailings.all()[0]?.shards ?? 0;
  ledger?.close();
  expect(planned).toBeGreaterThan(10);
  const committed = () => {
    const { value } = readLedger(other, { schema: schemaOfIncident(id) });
    const count = value?.mailings.all()[0]?.shardsCommitted;
    value?.close();
    return count;
  };
  while (committed() !== planned && performance.now() - started < 60_000) await setTimeout(500);
  expect(committed()).toBe(planned);
  worker.child.kill("SIGINT");
  expect((await worker.ended).code).toBe(0);
  // It wakes, and finds its shard done, or its connection closed if it hung within a transaction: then it is run again.
  first.child.kill("SIGCONT");
  await first.ended;
  succeed("run", folder, "--database", other);
  expect(filesUnder(out)).toEqual(filesUnder(join(alone, "out")));
}, 240_000);

test("workers without a common folder hand shards over through an object store", async () => {
  const other = await server.database("apart");
  const folder = approvedIn(other);
  const objects = await startObjectServer();
  const { env } = objects;
  const place = "s3://shards/run";
  const words = ["--database", other, "--workers", "1"];
  const worker = startWith(env, "worker", ...words, "--out", place);
  const run = await startWith(env, "run", folder, ...words, "--collect", place).ended;
  worker.child.kill("SIGINT");
  expect({ code: run.code, err: run.code === 0 ? "" : run.err }).toEqual({ code: 0, err: "" });
  expect((await worker.ended).code).toBe(0);
  await objects.close();
  const id = JSON.parse(readFileSync(join(folder, "incident.json"), "utf8")).id;
  const { value: ledger } = readLedger(other, { schema: schemaOfIncident(id) });
  const [mailing] = ledger?.mailings.all() ?? [];
  // Once, however many threads of both machines put files there.
  expect(ledger?.objectPlaces.of(mailing?.id ?? "")).toEqual([
    { store: place, endpoint: env.AWS_ENDPOINT_URL_S3, objects: 0, holding: true },
  ]);
  expect([...(ledger?.events.all({ kind: "objectStoreChosen" }) ?? [])]).toHaveLength(1);
  ledger?.close();
  expect(filesUnder(join(folder, "out"))).toEqual(filesUnder(join(alone, "out")));
}, 240_000);

test("the ledger of an incident is in one place", () => {
  const folder = join(newFolder(), "incident");
  mkdirSync(folder, { recursive: true });
  cpSync(alone, folder, { recursive: true });
  const both = noticepress("status", folder, "--database", database);
  expect(both.code).not.toBe(0);
  expect(both.out + both.err).toContain("is a file");
});
