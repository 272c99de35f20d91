import { createHash } from "node:crypto";

/** How many pieces of each stream are read, and what decides which. */
export type SampleRequest = { readonly perStream: number; readonly seed: string };

/** Which of `count` pieces, counted from 0, are in the sample: the same ones for the same seed and stream. */
export function sampleOf(
  count: number,
  stream: string,
  { perStream, seed }: SampleRequest,
): ReadonlySet<number> {
  const chosen = new Set<number>();
  if (perStream >= count) for (let piece = 0; piece < count; piece++) chosen.add(piece);
  for (let draw = 0; chosen.size < Math.min(perStream, count); draw++) {
    const digest = createHash("sha256")
      .update(JSON.stringify([seed, stream, draw]))
      .digest();
    chosen.add(digest.readUIntBE(0, 6) % count);
  }
  return chosen;
}
