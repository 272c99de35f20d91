import type { Read } from "../problem/index.ts";
import type { CompiledLetter } from "./compiled-letter.ts";
import type { Letter } from "./lay-out-letter.ts";
import { openPrintStream, type StreamAbout } from "./print-stream.ts";

/**
 * One letter as a PDF of its own, made the way the print stream makes it. Undefined, with the
 * reasons, when the letter must not be printed.
 */
export function proofLetter(
  compiled: CompiledLetter,
  letter: Letter,
  about: Partial<StreamAbout> = {},
): Read<Uint8Array | undefined> {
  const stream = openPrintStream("memory", {
    title: compiled.title,
    language: compiled.language,
    duplex: compiled.duplex,
    ...about,
  });
  const placement = stream.add(compiled, letter);
  if (placement.kind === "refused") {
    stream.abandon();
    return { value: undefined, problems: placement.problems };
  }
  stream.finish();
  return { value: stream.bytes(), problems: placement.problems };
}
