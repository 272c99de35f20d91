/**
 * A run with several workers on one database, all on this machine: `npm run cluster`.
 *
 * Alone, it tries it out: a sample in a temporary folder, a PostgreSQL server that lives as long as the command
 * (a development dependency), four workers. With an incident whose texts are approved in a database, it does the
 * real thing: `npm run cluster -- <folder> --database postgres://… --workers 4`. Ends with the run's exit code.
 * For more machines than one see docs/runbook.md.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startPostgres } from "../test/ledger/postgres-server.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { workers: { type: "string", default: "4" }, database: { type: "string" } },
});
const launch = join(import.meta.dirname, "..", "src", "cli", "launch.js");
const given = values.database ?? process.env.NOTICEPRESS_DATABASE;
const [incident] = positionals;
if ((incident === undefined) !== (given === undefined)) {
  process.stderr.write(
    "Give both an incident folder and --database, or neither for a trial on the sample.\n",
  );
  process.exit(2);
}
const server = given === undefined ? await startPostgres() : undefined;
const database = given ?? server?.url("postgres") ?? "";
const trial = incident === undefined ? mkdtempSync(join(tmpdir(), "noticepress-cluster-")) : undefined;
const folder = incident ?? join(trial ?? "", "incident");
const out = resolve(folder, "out");
const start = (...words: string[]): ChildProcess =>
  spawn(process.execPath, [launch, ...words], {
    stdio: "inherit",
    env: { ...process.env, NOTICEPRESS_DATABASE: database },
  });
const succeed = async (...words: string[]): Promise<void> => {
  const code = await new Promise((done) => start(...words).on("close", done));
  if (code !== 0) throw new Error(`noticepress ${words[0]} ended with ${code}`);
};
if (trial !== undefined) {
  await succeed("sample", folder, "--people", "2000");
  await succeed("proofs", folder);
  await succeed("approve", folder, "--by", "Trial Reviewer", "--all");
}
const workers = Array.from({ length: Number(values.workers) }, () =>
  start("worker", "--out", out, "--workers", "1"),
);
const run = start("run", folder, "--out", out, "--workers", "1");
process.exitCode = await new Promise<number>((done) => run.on("close", (code) => done(code ?? 1)));
for (const worker of workers) worker.kill("SIGINT");
await Promise.all(workers.map((worker) => new Promise((done) => worker.on("close", done))));
if (trial !== undefined && process.exitCode === 0) {
  await succeed("verify", folder);
  await succeed("reconcile", folder);
}
await server?.stop();
if (trial !== undefined) {
  rmSync(trial, { recursive: true, force: true });
  process.stderr.write(
    `\nThat was a trial with ${values.workers} workers; its folder and its database are deleted again.\nIn earnest: docs/runbook.md, “One mailing, many machines”.\n`,
  );
}
