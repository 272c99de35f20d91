/**
 * How time and memory grow with the letters of one print stream: a thousand to a million, each size in a fresh
 * process. `npm run bench:growth`; results in bench/out/growth.json and, as a picture, docs/pictures/growth.svg.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Growth, growthPlot } from "./growth-plot.ts";
import { writeStream } from "./our-ways.ts";
import { compiledVariants } from "./reference-letter.ts";

const sizes = [1_000, 10_000, 100_000, 1_000_000];
// A stream keeps eight bytes an object and a page until it ends, 88 a letter; lists and collector take as much again.
const mostBytesPerLetter = 200;
// As src/cli/launch.js sets it: the collector is not to let the heap grow far beyond what is in use.
const flags = ["--heap-growing-percent=50"];

function one(letters: number): void {
  const file = join(tmpdir(), `growth-${process.pid}.pdf`);
  const compiled = compiledVariants();
  const before = process.cpuUsage();
  const bytes = writeStream(file, compiled, 0, letters);
  const { user, system } = process.cpuUsage(before);
  rmSync(file);
  const growth: Growth = {
    letters,
    cpuSeconds: (user + system) / 1e6,
    bytes,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  console.log(JSON.stringify(growth));
}

function all(): void {
  const grown = sizes.map((letters) => {
    const child = spawnSync(process.execPath, [...flags, fileURLToPath(import.meta.url), String(letters)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (child.status !== 0) throw new Error(`${letters} letters were not written`);
    return JSON.parse(child.stdout) as Growth;
  });
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "?"}, node ${process.version}`;
  const out = new URL("./out/", import.meta.url);
  mkdirSync(out, { recursive: true });
  writeFileSync(new URL("growth.json", out), `${JSON.stringify({ machine, sizes: grown }, null, 2)}\n`);
  writeFileSync(new URL("../docs/pictures/growth.svg", import.meta.url), growthPlot(grown));
  console.log(machine);
  console.table(
    grown.map(({ letters, cpuSeconds, bytes, peakMegabytes }) => ({
      letters,
      "CPU s": Math.round(cpuSeconds * 100) / 100,
      "letters / CPU s": Math.round(letters / cpuSeconds),
      "bytes / letter": Math.round(bytes / letters),
      "peak MB": peakMegabytes,
    })),
  );
  const [before, last] = grown.slice(-2);
  if (before === undefined || last === undefined) return;
  const more = ((last.peakMegabytes - before.peakMegabytes) * 2 ** 20) / (last.letters - before.letters);
  console.log(
    `From ${before.letters} to ${last.letters} letters: ${Math.round(more)} bytes of memory a letter.`,
  );
  if (more > mostBytesPerLetter) {
    console.error(`Memory grows with the letters: at most ${mostBytesPerLetter} bytes a letter wanted.`);
    process.exitCode = 1;
  }
}

const size = process.argv[2];
if (size === undefined) all();
else one(Number(size));
