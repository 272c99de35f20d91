import { createHash, hash } from "node:crypto";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CompiledLetter, type Letter, openPrintStream } from "../src/letter/index.ts";
import { compiledVariants, referenceLetter, worstVariants } from "./reference-letter.ts";
import type { Way } from "./way.ts";

/** Writes reference letters from the n-th on as one print stream; returns the file's bytes. */
export function writeStream(
  file: string,
  compiled: readonly CompiledLetter[],
  from: number,
  letters: number,
  letterAt: (n: number) => Letter = referenceLetter,
): number {
  const out = openPrintStream(file, { title: "Bench", duplex: true });
  for (let n = from; n < from + letters; n++) {
    const variant = compiled[n % compiled.length];
    if (variant === undefined) throw new Error("no variant");
    if (out.add(variant, letterAt(n)).kind === "refused") throw new Error(`letter ${n} was refused`);
  }
  return out.finish().bytes;
}

const ownFile = () => join(tmpdir(), `print-stream-${process.pid}.pdf`);

// Values of so many letters are made before anything is measured, as a people file would bring them.
const valuesMade = 20_000;

async function stream(compiled: readonly CompiledLetter[]) {
  const file = ownFile();
  const values = Array.from({ length: valuesMade }, (_, n) => referenceLetter(n));
  const letterAt = (n: number) => values[n % valuesMade] as Letter;
  return {
    make: (from: number, letters: number) => writeStream(file, compiled, from, letters, letterAt),
    close: () => rmSync(file, { force: true }),
  };
}

/** The bytes of a thousand finished letters, hashed and written over and over: as fast as anything could be. */
async function ceiling() {
  const file = ownFile();
  const compiled = compiledVariants();
  const memory = openPrintStream("memory", { title: "Bench", duplex: true });
  const spans = Array.from({ length: 1_000 }, (_, n) => {
    const placed = memory.add(compiled[n % compiled.length] as CompiledLetter, referenceLetter(n));
    if (placed.kind === "refused") throw new Error(`letter ${n} was refused`);
    return placed;
  });
  memory.finish();
  const bytes = memory.bytes();
  const letterBytes = spans.map(({ offset, length }) => bytes.subarray(offset, offset + length));
  const chunk = Buffer.alloc(1 << 20);
  return {
    make(_from: number, letters: number): number {
      const whole = createHash("sha256");
      const fd = openSync(file, "w");
      let total = 0;
      let at = 0;
      const flush = () => {
        whole.update(chunk.subarray(0, at));
        for (let done = 0; done < at; ) done += writeSync(fd, chunk, done, at - done);
        total += at;
        at = 0;
      };
      for (let n = 0; n < letters; n++) {
        const letter = letterBytes[n % letterBytes.length] as Uint8Array;
        hash("sha256", letter, "hex");
        if (at + letter.length > chunk.length) flush();
        chunk.set(letter, at);
        at += letter.length;
      }
      flush();
      whole.digest("hex");
      closeSync(fd);
      return total;
    },
    close: () => rmSync(file, { force: true }),
  };
}

export const ourWays: readonly Way[] = [
  {
    name: "print stream, embedded fonts",
    group: "ours",
    letters: 20_000,
    open: async () => stream(compiledVariants()),
  },
  {
    name: "the same, a Data Matrix on every sheet",
    group: "ours",
    letters: 20_000,
    open: async () => stream(compiledVariants({ sheetMark: true })),
  },
  {
    name: "the same, a field first and last in every paragraph",
    group: "ours",
    letters: 2_000,
    open: async () => stream(worstVariants()),
  },
  { name: "ceiling: hash and write finished letters", group: "ours", letters: 60_000, open: ceiling },
];
