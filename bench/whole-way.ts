/**
 * The whole way, CSV to certificate, at growing sizes: `npm run bench:whole`, with `--people 10000,100000,1000000`
 * and `--clients 40`. Every step is the command that a user gives, in a process of its own; beside it stands the
 * limit: reading the lists, and writing and hashing the bytes that came out. `--verify 10` reads back only so many
 * pieces of each stream; `--without-limit` leaves the limit out. Sizes measured before are kept in
 * bench/out/whole-way.json; docs/pictures/whole-way.svg shows all, docs/performance.md says what is in them.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Way, wayPlot } from "./whole-way-plot.ts";

const { values: words } = parseArgs({
  options: {
    people: { type: "string", default: "10000,100000" },
    clients: { type: "string", default: "40" },
    dir: { type: "string", default: tmpdir() },
    verify: { type: "string" },
    "without-limit": { type: "boolean", default: false },
  },
});

const launch = join(import.meta.dirname, "..", "src", "cli", "launch.js");
const measure = join(import.meta.dirname, "measure-process.mjs");
// What comes out is about 5 kB a person, the ledger 0.8, the lists 0.3; the log of the largest transaction beside it.
const bytesPerPerson = 7_000;

type Step = {
  readonly name: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
};

function step(name: string, into: string, ...command: string[]): Step {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--import", measure, launch, name, ...command], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", MEASURE_INTO: into },
    stdio: ["ignore", "ignore", "pipe"],
    maxBuffer: 1 << 28,
  });
  const seconds = (performance.now() - started) / 1000;
  // check ends with 1 where rows are held, as some of the sample are.
  if (status !== 0 && !(name === "check" && status === 1))
    throw new Error(`${name} ended with ${status}: ${stderr.slice(-2000)}`);
  const measured = JSON.parse(readFileSync(into, "utf8")) as Omit<Step, "name" | "seconds">;
  console.log(
    `  ${name.padEnd(10)} ${seconds.toFixed(1)} s, ${measured.cpuSeconds.toFixed(1)} CPU s, ${measured.megabytes} MB`,
  );
  return { name, seconds, ...measured };
}

/** Reads every file, writes the same bytes once more, synced, and hashes them: what no program can go below. */
function limitOf(out: string, copy: string): { seconds: number } {
  const started = performance.now();
  const chunk = Buffer.allocUnsafe(1 << 20);
  mkdirSync(copy);
  for (const name of readdirSync(out, { recursive: true, encoding: "utf8" })) {
    const path = join(out, name);
    if (!statSync(path).isFile()) continue;
    const from = openSync(path, "r");
    const to = openSync(join(copy, name.replaceAll("/", "_")), "w");
    const hash = createHash("sha256");
    for (let read = readSync(from, chunk); read > 0; read = readSync(from, chunk)) {
      const part = chunk.subarray(0, read);
      hash.update(part);
      writeSync(to, part);
    }
    hash.digest();
    fsyncSync(to);
    closeSync(to);
    closeSync(from);
    rmSync(join(copy, name.replaceAll("/", "_")));
  }
  rmSync(copy, { recursive: true });
  return { seconds: (performance.now() - started) / 1000 };
}

function bytesIn(out: string): number {
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function wayOf(people: number): Way | undefined {
  const { bavail, bsize } = statfsSync(words.dir);
  if (bavail * bsize < people * bytesPerPerson) {
    console.log(`${people} people: not enough room in ${words.dir}`);
    return undefined;
  }
  console.log(`${people} people, ${words.clients} clients`);
  const temp = mkdtempSync(join(words.dir, "whole-way-"));
  try {
    const incident = join(temp, "incident");
    const into = join(temp, "measured.json");
    step("sample", into, incident, "--people", String(people), "--clients", words.clients);
    const steps = [
      step("check", into, incident),
      step("proofs", into, incident),
      step("approve", into, incident, "--by", "Bench Reviewer", "--all"),
      step("run", into, incident),
      step("verify", into, incident, ...(words.verify === undefined ? [] : ["--sample", words.verify])),
      step("reconcile", into, incident),
    ];
    const again = step("run", into, incident);
    const limit = words["without-limit"] ? undefined : limitOf(join(incident, "out"), join(temp, "copy"));
    const ledgerBytes = statSync(join(incident, "ledger.sqlite")).size;
    return {
      people,
      steps,
      again: again.seconds,
      ...(limit === undefined ? {} : { limit: limit.seconds }),
      ...(words.verify === undefined ? {} : { sampled: Number(words.verify) }),
      outputBytes: bytesIn(join(incident, "out")),
      ledgerBytes,
    };
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

const out = new URL("./out/", import.meta.url);
const kept = new URL("whole-way.json", out);
const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? "?"}, node ${process.version}`;
const before = existsSync(kept) ? (JSON.parse(readFileSync(kept, "utf8")) as { ways: Way[] }).ways : [];
const measured = words.people.split(",").flatMap((people) => wayOf(Number(people)) ?? []);
const ways = [
  ...before.filter(({ people }) => !measured.some((way) => way.people === people)),
  ...measured,
].sort((a, b) => a.people - b.people);
mkdirSync(out, { recursive: true });
writeFileSync(kept, `${JSON.stringify({ machine, ways }, null, 2)}\n`);
writeFileSync(new URL("../docs/pictures/whole-way.svg", import.meta.url), wayPlot(ways));
console.log(machine);
console.table(
  ways.map(({ people, steps, limit, outputBytes, ledgerBytes }) => {
    const seconds = steps.reduce((sum, each) => sum + each.seconds, 0);
    return {
      people,
      ...Object.fromEntries(steps.map((each) => [each.name, Number(each.seconds.toFixed(1))])),
      "all s": Math.round(seconds),
      "CPU s": Math.round(steps.reduce((sum, each) => sum + each.cpuSeconds, 0)),
      "people / s": Math.round(people / seconds),
      "limit s": limit === undefined ? "" : Number(limit.toFixed(1)),
      "peak MB": Math.max(...steps.map(({ megabytes }) => megabytes)),
      "output B/person": Math.round(outputBytes / people),
      "ledger B/person": Math.round(ledgerBytes / people),
    };
  }),
);
