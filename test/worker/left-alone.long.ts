import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serialize } from "node:v8";
import { Client } from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { openLedger, schemaOfIncident } from "../../src/ledger/index.ts";
import { censusOf, destinationOf, ObjectStore, readInputs } from "../../src/mailing/index.ts";
import { PressCrew, type ShardJob, ShardJobs } from "../../src/worker/index.ts";
import { filesUnder, newFolder, noticepress } from "../cli/noticepress.ts";
import { type PostgresServer, startPostgres } from "../ledger/postgres-server.ts";
import { startObjectServer } from "./object-server.ts";

const launch = join(import.meta.dirname, "..", "..", "src", "cli", "launch.js");

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

test("a worker whose connection was cut opens the ledger again", async () => {
  const database = await server.database("cut");
  openLedger(database, { schema: "ledger" }).value?.close();
  const folder = newFolder();
  const destination = { kind: "folder", path: folder } as const;
  const crew = new PressCrew({ database, unfinished: folder, destination, program: "p" });
  const press = () => crew.press({ schema: "ledger", mailing: "m", shard: 1 });
  await expect(press()).rejects.toThrow("worker/no-shard");
  const client = new Client({ connectionString: database });
  await client.connect();
  await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'cut' AND pid <> pg_backend_pid()",
  );
  await client.end();
  await expect(press()).rejects.toThrow("the ledger's database");
  await expect(press()).rejects.toThrow("worker/no-shard");
  await crew.dismiss();
});

/** An incident that may be run on a database of its own. */
async function approved(name: string): Promise<{ readonly folder: string; readonly database: string }> {
  const database = await server.database(name);
  const folder = join(newFolder(), "incident");
  for (const words of [
    ["sample", folder, "--people", "20", "--clients", "1", "--seed", "5"],
    ["proofs", folder, "--database", database],
    ["approve", folder, "--database", database, "--by", "Test Reviewer", "--all"],
  ])
    expect(noticepress(...words).code).toBe(0);
  return { folder, database };
}

test("a damaged shard never replaces a committed one; an order that changed is the one that counts", async () => {
  const { folder, database } = await approved("committed");
  const out = join(folder, "out");
  const run = spawn(process.execPath, [launch, "run", folder, "--database", database], { stdio: "ignore" });
  expect(await new Promise((resolve) => run.on("close", resolve))).toBe(0);
  const { value: read } = await readInputs(folder);
  if (read === undefined) throw new Error("the folder cannot be read");
  const { variants: _, ...inputs } = read;
  const schema = schemaOfIncident(inputs.folder.incident.id);
  const { value: ledger } = openLedger(database, { schema });
  if (ledger === undefined) throw new Error("no ledger");
  onTestFinished(() => ledger.close());
  const census = await censusOf(read, ledger, { aborted: () => false });
  if (census === "aborted") throw new Error("nobody aborted");
  const { exposed, populations } = census;
  const mailing = inputs.hash;
  const order = (other: typeof inputs, at: string) => {
    const content = { inputs: other, census: { exposed, populations }, mailing, at };
    ledger.orders.keep(mailing, { program: "p", content: serialize(content) });
  };
  // As a machine would press it whose letters come out different.
  const different = structuredClone(inputs) as typeof inputs;
  for (const { client } of different.folder.clients) Object.assign(client, { name: "Another Clinic" });
  const file = [...ledger.account.files(mailing)].find(({ path }) => path.endsWith(".pdf"));
  if (file === undefined) throw new Error("no letters");
  const job = { schema, mailing, shard: file.shard };
  const objects = await startObjectServer();
  onTestFinished(() => objects.close());
  for (const [name, value] of Object.entries(objects.env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const store = await ObjectStore.open({ store: "s3://shards/run" });
  onTestFinished(() => store.close());

  const path = join(out, file.path);
  const whole = readFileSync(path);
  for (const place of [out, "s3://shards/run"]) {
    const unfinished = newFolder();
    const crew = new PressCrew({ database, unfinished, destination: destinationOf(place), program: "p" });
    order(inputs, "2026-02-01T10:00:00Z");
    const { ino } = statSync(path);
    await crew.press(job);
    expect(statSync(path).ino).toBe(ino);
    if (place === out) {
      for (const harm of [() => rmSync(path), () => writeFileSync(path, Buffer.alloc(whole.length))]) {
        harm();
        await crew.press(job);
        expect(readFileSync(path).equals(whole)).toBe(true);
      }
    }
    order(different, "2026-02-02T10:00:00Z");
    await expect(crew.press(job)).rejects.toThrow("mailing/bytes-differ");
    order(inputs, "2026-02-03T10:00:00Z");
    await crew.press(job);
    expect(readFileSync(path).equals(whole)).toBe(true);
    expect(filesUnder(unfinished).size).toBe(0);
    await crew.dismiss();
  }
  expect(await store.holds(file)).toBe(true);
  expect(ledger.objectPlaces.of(mailing)).toEqual([
    { store: "s3://shards/run", endpoint: objects.env.AWS_ENDPOINT_URL_S3, objects: 0, holding: true },
  ]);
}, 240_000);

test("a run that ends with an error lets go of the queue, and ends", async () => {
  const { folder, database } = await approved("thrown");
  // Where a file is to be removed there is a folder: what is thrown then is a fault in the program.
  mkdirSync(join(folder, "out", "certificate.json"), { recursive: true });
  const { status, signal } = spawnSync(process.execPath, [launch, "run", folder, "--database", database], {
    timeout: 40_000,
    killSignal: "SIGKILL",
  });
  expect(signal).toBeNull();
  expect(status).toBeGreaterThan(0);
}, 90_000);

test("a worker of another version takes none of a run's shards", async () => {
  const { folder, database } = await approved("versions");
  const destination = { kind: "folder", path: join(folder, "out") } as const;
  const crew = new PressCrew({ database, unfinished: newFolder(), destination, program: "another" });
  const jobs = await ShardJobs.open(database, "another", () => {});
  const taken: ShardJob[] = [];
  jobs.take(2, (job) => {
    taken.push(job);
    return crew.press(job);
  });
  const child = spawn(process.execPath, [launch, "run", folder, "--database", database], { stdio: "ignore" });
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(0);
  expect(taken).toEqual([]);
  await jobs.stop();
  await crew.dismiss();
}, 90_000);
