/**
 * How long one accessible letter takes, warm: the tagged PDF in normal size and in large print, and the
 * plain text, of the reference letter with another person each time. `node bench/single-letter.ts`; results
 * also in bench/out/single-letter.json. The goal is 100 ms.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { plainLetter, singleLetter } from "../src/letter/index.ts";
import { stationery } from "../test/letter/fixture/letters.ts";
import { noticeOf } from "../test/letter/fixture/notice.ts";
import { referenceBlocks, referenceLetter } from "./reference-letter.ts";

const letters = 100;
const notice = noticeOf(referenceBlocks(0));

const ways: readonly { readonly name: string; readonly make: (n: number) => number }[] = [
  { name: "tagged PDF, normal", make: (n) => pdfBytes(n, "normal") },
  { name: "tagged PDF, large print", make: (n) => pdfBytes(n, "large") },
  {
    name: "plain text",
    make: (n) => plainLetter(notice, stationery, referenceLetter(n)).value?.length ?? 0,
  },
];

function pdfBytes(n: number, print: "normal" | "large"): number {
  const { value, problems } = singleLetter(notice, stationery, referenceLetter(n), { print });
  if (value === undefined) throw new Error(`letter ${n} was refused: ${problems[0]?.code}`);
  return value.pdf.length;
}

const rank = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

const results = ways.map(({ name, make }) => {
  const first = performance.now();
  make(0);
  const cold = performance.now() - first;
  const times: number[] = [];
  let bytes = 0;
  const before = process.cpuUsage();
  for (let n = 1; n <= letters; n++) {
    const start = performance.now();
    bytes += make(n);
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  return {
    name,
    firstMs: round(cold),
    medianMs: round(rank(times, 0.5)),
    p95Ms: round(rank(times, 0.95)),
    cpuMsEach: round((user + system) / 1000 / letters),
    bytes: Math.round(bytes / letters),
  };
});

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

console.table(results);
mkdirSync(new URL("out/", import.meta.url), { recursive: true });
writeFileSync(
  new URL("out/single-letter.json", import.meta.url),
  `${JSON.stringify({ cpu: cpus()[0]?.model, node: process.version, letters, results }, null, 2)}\n`,
);
