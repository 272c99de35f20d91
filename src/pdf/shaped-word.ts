import type { Face } from "./face.ts";

/** A word ready to print. Lengths in thousandths of an em. */
export type ShapedWord = {
  /** What it is set in. */
  readonly face: Face;
  /** Holds, from `from` to `to`, the inside of a string in a TJ array, kerns included: `W)30(ord`. */
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly width: number;
  /** Ink above and below (negative) the baseline. */
  readonly top: number;
  readonly bottom: number;
  /** Ids of characters beyond the common ones, which a file embeds only when they occur. */
  readonly rare: readonly number[];
  /** Characters that the face has no glyph for; never printed. */
  readonly missing: readonly string[];
};

/** The word's own bytes. */
export function wordBytes(word: ShapedWord): Uint8Array {
  return word.bytes.subarray(word.from, word.to);
}
