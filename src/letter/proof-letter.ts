import type { Problem, Read } from "../problem/index.ts";
import type { CompiledLetter } from "./compiled-letter.ts";
import type { Letter } from "./lay-out-letter.ts";
import { openPrintStream, type Placement, type StreamAbout } from "./print-stream.ts";

/** Letters of one text in one PDF; a letter that must not be printed is left out, and its placement says why. */
export type ProofLetters = {
  /** Undefined if every letter was refused. */
  readonly bytes: Uint8Array | undefined;
  /** One for each letter, in order. */
  readonly placements: readonly Placement[];
};

/** Letters of one text as a PDF of their own, one after the other, made the way the print stream makes them. */
export function proofLetters(
  compiled: CompiledLetter,
  letters: readonly Letter[],
  about: Partial<StreamAbout> = {},
): ProofLetters {
  const stream = openPrintStream("memory", {
    title: compiled.title,
    language: compiled.language,
    duplex: compiled.duplex,
    ...about,
  });
  const placements = letters.map((letter) => stream.add(compiled, letter));
  if (placements.every(({ kind }) => kind === "refused")) {
    stream.abandon();
    return { bytes: undefined, placements };
  }
  stream.finish();
  return { bytes: stream.bytes(), placements };
}

/** One letter likewise. Undefined, with the reasons, when the letter must not be printed. */
export function proofLetter(
  compiled: CompiledLetter,
  letter: Letter,
  about: Partial<StreamAbout> = {},
): Read<Uint8Array | undefined> {
  const { bytes, placements } = proofLetters(compiled, [letter], about);
  const problems: readonly Problem[] = placements.flatMap((placement) => placement.problems);
  return { value: bytes, problems };
}
