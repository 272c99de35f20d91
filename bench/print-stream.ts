/**
 * Letters per CPU-second: our print stream beside pdf-lib, pdfkit, typst and Chromium, in one run, each in a
 * process of its own, rounds interleaved. `npm run bench`; results also in bench/out/print-stream.json.
 * Rates are medians; ratios are what counts.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { openPrintStream } from "../src/letter/index.ts";
import { wordsOfLetter } from "./peer-text.ts";
import { compiledVariants, referenceLetter, variantCount } from "./reference-letter.ts";
import { twoWorkers } from "./two-workers.ts";
import type { Way } from "./way.ts";
import type { Measured, Round } from "./way-process.ts";
import { allWays, type WayPlace } from "./ways.ts";

const rounds = 5;
// Letters per CPU-second under which the bench fails: a fifth of what a quiet core does.
const floor = 5_000;

const out = new URL("./out/", import.meta.url);
const resultFile = new URL("print-stream.json", out);

type Row = {
  readonly way: string;
  readonly lettersPerCpuSecond: number;
  readonly spread: readonly number[];
  readonly bytesPerLetter: number;
  readonly peakMegabytes: number;
  readonly timesSlowerThanOurs: number;
};

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const oneDecimal = (value: number) => Math.round(value * 10) / 10;

async function answer(child: ChildProcess): Promise<unknown> {
  const [message] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => {
      throw new Error("A measured process ended");
    }),
  ]);
  return message;
}

async function started({ module, index }: WayPlace): Promise<ChildProcess | undefined> {
  const file = fileURLToPath(new URL("./way-process.ts", import.meta.url));
  const child = fork(file, [String(module), String(index)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const { ready } = (await answer(child)) as { ready: boolean };
  if (!ready) child.send("end");
  return ready ? child : undefined;
}

async function measured(child: ChildProcess, round: Round): Promise<Measured> {
  child.send(round);
  return (await answer(child)) as Measured;
}

async function peers(): Promise<{ readonly rows: readonly Row[]; readonly missing: readonly string[] }> {
  const running: { way: Way; child: ChildProcess; rates: number[]; last: Measured | undefined }[] = [];
  const missing: string[] = [];
  for (const { way, place } of await allWays()) {
    const child = await started(place);
    if (child === undefined) missing.push(way.name);
    else {
      // Once unmeasured, so that what is measured is the compiled code.
      await measured(child, { from: 0, letters: way.letters });
      running.push({ way, child, rates: [], last: undefined });
    }
  }
  for (let round = 0; round < rounds; round++)
    for (const each of running) {
      const { letters } = each.way;
      each.last = await measured(each.child, { from: (round + 1) * letters, letters });
      each.rates.push(letters / each.last.cpuSeconds);
    }
  // What is measured next needs the cores that these would take while they end.
  await Promise.all(
    running.map(({ child }) => {
      child.send("end");
      return once(child, "exit");
    }),
  );
  const ours = median(running[0]?.rates ?? []);
  const rows = running.map(({ way, rates, last }) => ({
    way: way.name,
    lettersPerCpuSecond: oneDecimal(median(rates)),
    spread: rates.map(oneDecimal),
    bytesPerLetter: Math.round((last?.bytes ?? 0) / way.letters),
    peakMegabytes: Math.round(last?.megabytes ?? 0),
    timesSlowerThanOurs: Math.round((ours / median(rates)) * 100) / 100,
  }));
  return { rows, missing };
}

function gzippedBytesPerLetter(letters: number): number {
  const stream = openPrintStream("memory", { title: "Bench", duplex: true });
  const compiled = compiledVariants();
  for (let n = 0; n < letters; n++) {
    const variant = compiled[n % variantCount];
    if (variant !== undefined) stream.add(variant, referenceLetter(n));
  }
  stream.finish();
  return Math.round(gzipSync(stream.bytes()).length / letters);
}

/** Our rate in the last run on this machine, if there was one. */
function lastRate(machine: string): number | undefined {
  try {
    const last = JSON.parse(readFileSync(resultFile, "utf8")) as { machine: string; rows: readonly Row[] };
    return last.machine === machine ? last.rows[0]?.lettersPerCpuSecond : undefined;
  } catch {
    return undefined;
  }
}

const machine = `${cpus().length} × ${cpus()[0]?.model ?? "?"}, node ${process.version}`;
const loadBefore = loadavg()[0] ?? 0;
const { rows, missing } = await peers();
const workers = await twoWorkers(rounds);
const result = {
  machine,
  loadBefore: oneDecimal(loadBefore),
  words: wordsOfLetter(0),
  variants: variantCount,
  rounds,
  rows,
  notOnThisMachine: missing,
  gzippedBytesPerLetter: gzippedBytesPerLetter(10_000),
  twoWorkers: workers,
};
const before = lastRate(machine);
mkdirSync(out, { recursive: true });
writeFileSync(resultFile, `${JSON.stringify(result, null, 2)}\n`);

const ours = rows[0]?.lettersPerCpuSecond ?? 0;
console.log(
  `Reference letter: ${result.words} words, ${variantCount} variants, ${rounds} rounds. ${machine}; load before: ${result.loadBefore}.`,
);
console.table(
  rows.map((row) => ({
    way: row.way,
    "letters / CPU s": row.lettersPerCpuSecond,
    "bytes / letter": row.bytesPerLetter,
    "peak MB": row.peakMegabytes,
    "× slower than ours": row.timesSlowerThanOurs,
  })),
);
for (const name of missing) console.log(`Not on this machine: ${name}.`);
console.log(
  `Ours gzipped: ${result.gzippedBytesPerLetter} bytes a letter. Two workers: ${workers.ratio} times one ` +
    `(${workers.two} and ${workers.one} letters a second by the clock), ${workers.cpuTimeRatio} times the CPU time a letter.`,
);
if (before !== undefined) console.log(`Against the last run: ${Math.round((ours / before) * 100)} %.`);
if (ours < floor) {
  console.error(`Too slow: ${Math.round(ours)} letters per CPU-second, at least ${floor} wanted.`);
  process.exitCode = 1;
}
