import { spawn, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLedger } from "../../src/ledger/index.ts";
import { PressCrew, type ShardJob, ShardJobs } from "../../src/worker/index.ts";
import { newFolder, noticepress } from "../cli/noticepress.ts";
import { type PostgresServer, startPostgres } from "../ledger/postgres-server.ts";

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
