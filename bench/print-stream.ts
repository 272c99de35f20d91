/**
 * Letters per CPU-second: our print stream beside pdf-lib and pdfkit, in one run, rounds interleaved.
 * `npm run bench`; results also in bench/out/print-stream.json. Rates are medians; ratios are what counts.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { openPrintStream } from "../src/letter/index.ts";
import { compiledVariants, referenceLetter, variantCount } from "./reference-letter.ts";

const rounds = 5;
// Letters per CPU-second under which the bench fails: a fifth of what a quiet core does.
const floor = 5_000;
const streamLetters = 10_000;
const memoryLetters = 100_000;
const file = join(tmpdir(), `print-stream-${process.pid}.pdf`);

const compiled = compiledVariants();

function stream(from: number, letters: number): number {
  const out = openPrintStream(file, { title: "Bench", duplex: true });
  for (let n = from; n < from + letters; n++) {
    const variant = compiled[n % variantCount];
    if (variant === undefined) throw new Error("no variant");
    if (out.add(variant, referenceLetter(n)).kind === "refused") throw new Error(`letter ${n} was refused`);
  }
  return out.finish().bytes;
}

type Way = {
  readonly name: string;
  readonly letters: number;
  readonly make: (from: number, letters: number) => number | Promise<number>;
};
// Loaded only where they are measured, so that our memory is our own.
const peers = process.argv.includes("--memory") ? undefined : await import("./peers.ts");
const { pdfKit, pdfLib, wordsOfLetter } = peers ?? {
  pdfKit: async () => 0,
  pdfLib: async () => 0,
  wordsOfLetter: () => 0,
};

const ways: readonly Way[] = [
  { name: "print stream, embedded fonts", letters: streamLetters, make: stream },
  { name: "pdf-lib, standard font", letters: 24, make: (from, n) => pdfLib(from, n, false) },
  { name: "pdf-lib, embedded subset", letters: 3, make: (from, n) => pdfLib(from, n, true) },
  { name: "pdfkit, standard font", letters: 40, make: (from, n) => pdfKit(from, n, false) },
  { name: "pdfkit, embedded subset", letters: 8, make: (from, n) => pdfKit(from, n, true) },
];

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

async function measure(): Promise<void> {
  const rates = ways.map((): number[] => []);
  const sizes = ways.map(() => 0);
  for (const way of ways) await way.make(0, Math.min(way.letters, 2_000));
  for (let round = 0; round < rounds; round++)
    for (const [index, way] of ways.entries()) {
      const before = process.cpuUsage();
      const bytes = await way.make(round * way.letters, way.letters);
      const { user, system } = process.cpuUsage(before);
      rates[index]?.push(way.letters / ((user + system) / 1e6));
      sizes[index] = bytes / way.letters;
    }
  stream(0, streamLetters);
  const gzipped = gzipSync(readFileSync(file)).length / streamLetters;
  const memory = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "--memory"], {
    encoding: "utf8",
  });
  const peak = JSON.parse(memory.stdout) as { megabytes: number; atTenth: number };

  const ours = median(rates[0] ?? []);
  const rows = ways.map((way, index) => {
    const rate = median(rates[index] ?? []);
    return {
      way: way.name,
      lettersPerCpuSecond: Math.round(rate * 10) / 10,
      spread: (rates[index] ?? []).map((value) => Math.round(value * 10) / 10),
      bytesPerLetter: Math.round(sizes[index] ?? 0),
      timesSlowerThanOurs: Math.round((ours / rate) * 10) / 10,
    };
  });
  const result = {
    machine: `${cpus()[0]?.model ?? "?"}, node ${process.version}`,
    words: wordsOfLetter(0),
    gzippedBytesPerLetter: Math.round(gzipped),
    peakMegabytes: peak.megabytes,
    peakMegabytesAfterTenth: peak.atTenth,
    memoryLetters,
    rows,
  };
  mkdirSync(new URL("./out/", import.meta.url), { recursive: true });
  writeFileSync(new URL("./out/print-stream.json", import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
  console.log(`Reference letter: ${result.words} words, ${variantCount} variants. ${result.machine}`);
  console.table(
    rows.map(({ way, lettersPerCpuSecond, bytesPerLetter, timesSlowerThanOurs }) => ({
      way,
      "letters / CPU s": lettersPerCpuSecond,
      "bytes / letter": bytesPerLetter,
      "× slower": timesSlowerThanOurs,
    })),
  );
  console.log(
    `Ours gzipped: ${result.gzippedBytesPerLetter} bytes a letter. Peak memory: ${peak.atTenth} MB after ` +
      `${memoryLetters / 10} letters, ${peak.megabytes} MB after ${memoryLetters}.`,
  );
  if (ours < floor) {
    console.error(`Too slow: ${Math.round(ours)} letters per CPU-second, at least ${floor} wanted.`);
    process.exitCode = 1;
  }
}

if (process.argv.includes("--memory")) {
  stream(0, memoryLetters / 10);
  const atTenth = Math.round(process.resourceUsage().maxRSS / 1024);
  stream(0, memoryLetters);
  const size = statSync(file).size;
  console.log(
    JSON.stringify({ atTenth, megabytes: Math.round(process.resourceUsage().maxRSS / 1024), size }),
  );
} else await measure();
rmSync(file, { force: true });
