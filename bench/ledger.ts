// How fast the ledger is: `npm run bench:ledger -- [people] [postgres://…] [--map megabytes]`. Everything is made up;
// with a URL the same is measured over PostgreSQL, in a schema that is dropped afterwards.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { type Ledger, openLedger, type Piece, type Placement } from "../src/ledger/index.ts";
import type { RowOutcome } from "../src/people/index.ts";

const { positionals, values } = parseArgs({ allowPositionals: true, options: { map: { type: "string" } } });
const people = Number(positionals[0] ?? 1_000_000);
const url = positionals[1];
const schema = "bench_ledger";
const batch = 2500;
const at = "2026-01-01T00:00:00Z";

/** Hex digits that look random and are the same every time. */
function scattered(n: number): string {
  let x = (n + 1) * 0x9e3779b1;
  x = Math.imul(x ^ (x >>> 15), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0).toString(16).padStart(8, "0");
}

const id = (n: number) => `P-${String(n).padStart(9, "0")}`;
const state = (n: number) => ["US-CA", "US-TX", "US-NY", "US-FL"][n % 4] ?? "US-CA";

function person(n: number): RowOutcome {
  const key = scattered(n) + String(n).padStart(24, "0");
  const [, home = "CA"] = state(n).split("-");
  return {
    kind: "person",
    row: n + 2,
    problems: [],
    duplicateKey: key,
    possibleDuplicateKey: key.split("").reverse().join(""),
    individual: {
      client: "a",
      id: id(n),
      name: { full: `Person ${n}` },
      status: "adult",
      recipient: { kind: "individual" },
      address: {
        lines: [`${n} MAIN ST`],
        city: "SPRINGFIELD",
        state: home,
        zip: "90001",
        country: "US",
        kind: "state",
      },
      delivery: "mail",
      jurisdiction: state(n),
      language: "en",
      dataElements: ["ssn"],
      source: { file: "people.csv", row: n + 2 },
    },
  };
}

function* batches<T>(of: (n: number) => T, size: number): Generator<T[]> {
  for (let first = 0; first < people; first += size)
    yield Array.from({ length: Math.min(size, people - first) }, (_, index) => of(first + index));
}

async function timed(what: string, unit: string, count: number, work: () => void | Promise<void>) {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1e6;
  const rate = Math.round(count / seconds).toLocaleString("en-US");
  const took = `${seconds.toFixed(1).padStart(7)} s ${cpu.toFixed(1).padStart(7)} CPU-s`;
  console.log(`${what.padEnd(28)} ${took} ${rate.padStart(10)} ${unit}/s`);
}

function* placements(ledger: Ledger): Generator<Placement> {
  for (const { seq, individual } of ledger.intake.people())
    yield {
      seq,
      kind: "letter",
      variant: `a ${individual.jurisdiction}`,
      group: individual.jurisdiction,
      sort: scattered(seq),
      offer: "one",
    };
}

function made(ledger: Ledger, shard: number) {
  const path = `a/print/${shard}.pdf`;
  const pieces: Piece[] = ledger.mailings.pieces("m", shard).map(({ sequence, individual, code }, index) => ({
    sequence,
    id: `m-${String(sequence).padStart(9, "0")}`,
    individual: individual.id,
    code,
    file: path,
    firstPage: index * 2,
    pages: 2,
    sheets: 1,
    offset: index * 2000,
    length: 2000,
    sha256: scattered(sequence).repeat(8),
  }));
  const file = {
    path,
    bytes: pieces.length * 2000,
    sha256: scattered(shard).repeat(8),
    pieces: pieces.length,
  };
  return { mailing: "m", shard, at, pieces, files: [file] };
}

async function measure(ledger: Ledger): Promise<void> {
  const pool = { client: "a", offer: "one", for: "adult", file: "one.csv", sha256: "v" } as const;
  function* codes() {
    for (let n = 0; n < people; n++) yield { row: n + 2, code: `${scattered(n)}-${n}` };
  }
  await timed("codes loaded", "codes", people, async () => {
    await ledger.pools.load(pool, codes());
  });
  await timed("rows taken in", "rows", people, () => {
    ledger.intake.begin("h");
    for (const rows of batches(person, 5000)) ledger.intake.add("a", "people.csv", rows);
  });
  await timed("duplicates settled", "rows", people, () => ledger.intake.finish((first) => first, { at }));
  await timed("people read", "people", people, () => {
    for (const _ of ledger.intake.people());
  });
  await timed(`codes bound, ${batch} a time`, "codes", people, () => {
    for (const ids of batches(id, batch))
      if (ledger.pools.bind("a", "one", ids).kind === "refused") throw new Error("too few codes");
  });
  await timed("mailing planned", "people", people, () => {
    const plan = { id: "m", purpose: "first", plannedAt: at, piecesPerShard: batch } as const;
    ledger.mailings.plan({ ...plan, placements: placements(ledger) });
  });
  const shards = ledger.mailings.shards("m");
  let committing = 0;
  await timed("shards read and committed", "pieces", people, () => {
    for (const { number } of shards) {
      const commit = made(ledger, number);
      const start = performance.now();
      ledger.mailings.commitShard(commit);
      committing += performance.now() - start;
    }
  });
  const each = (committing / shards.length).toFixed(1);
  console.log(`a commit of ${batch} pieces takes ${each} ms`);
  await timed("chain verified", "events", ledger.events.head().events, () => {
    if (ledger.events.verify().kind !== "whole") throw new Error("the chain is broken");
  });
  await timed("tally", "pieces", people, () => void ledger.account.tally("m"));
  console.log(`memory at its highest: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
}

const dir = mkdtempSync(join(tmpdir(), "bench-ledger-"));
try {
  const { value: ledger, problems } = openLedger(url ?? join(dir, "ledger.sqlite"), {
    schema,
    mapMegabytes: Number(values.map ?? 0),
  });
  if (ledger === undefined) throw new Error(problems.map(({ code }) => code).join());
  await measure(ledger);
  ledger.close();
} finally {
  rmSync(dir, { recursive: true, force: true });
  if (url !== undefined) {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await client.end();
  }
}
