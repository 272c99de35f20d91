import { ByteSink, type Face, ownBytes, shapeWord } from "../pdf/index.ts";
import type { Box } from "./box.ts";
import type { PrintStyle } from "./print-style.ts";

/** One line as text operators, still without a place on the page. Lengths in points. */
export type LineText = {
  readonly bytes: Uint8Array;
  readonly width: number;
  /** Ink above and below (negative) the baseline. */
  readonly top: number;
  readonly bottom: number;
  readonly faces: readonly { readonly face: Face; readonly rare: readonly number[] }[];
};

const openArray = ownBytes("[(");
const closeArray = ownBytes(")]TJ");
const black = ownBytes(" 0 g");

/**
 * Writes boxes [from, to) as text-showing operators; words are divided by real spaces, also at the line's end.
 * `before` is the style in which the text object has been left; the style in which it is now comes back.
 */
export function putLine(
  out: ByteSink,
  boxes: readonly Box[],
  from: number,
  to: number,
  before?: PrintStyle,
): PrintStyle | undefined {
  let current: PrintStyle | undefined;
  for (let index = from; index < to; index++) {
    const box = boxes[index] as Box;
    const { pieces } = box;
    for (let p = 0; p < pieces.length; p++) {
      const piece = pieces[p] as Box["pieces"][number];
      if (piece.style !== current) {
        if (current !== undefined) {
          out.put(closeArray);
          if (current.coloured && !piece.style.coloured) out.put(black);
        }
        // A line ends black: only a black style is still set.
        const isSet = current === undefined && piece.style === before && !before.coloured;
        current = piece.style;
        if (!isSet) out.put(current.open);
        out.put(openArray);
      }
      const { word } = piece;
      out.put(word.bytes, word.from, word.to);
    }
    if (box.space > 0) out.byte(0x20);
  }
  if (current === undefined) return before;
  out.put(closeArray);
  if (current.coloured) out.put(black);
  return current;
}

const sink = new ByteSink();

/** A line of static boxes, encoded once. Boxes that follow without a space are shaped together. */
export function lineText(boxes: readonly Box[]): LineText {
  return lineOf(mergedBoxes(boxes));
}

/** A line of boxes as they are. */
export function lineOf(merged: readonly Box[]): LineText {
  sink.clear();
  putLine(sink, merged, 0, merged.length);
  let width = 0;
  let top = 0;
  let bottom = 0;
  const faces = new Map<Face, Set<number>>();
  merged.forEach((box, index) => {
    width += box.width + (index < merged.length - 1 ? box.space : 0);
    for (const { style, word } of box.pieces) {
      top = Math.max(top, (word.top * style.size) / 1000);
      bottom = Math.min(bottom, (word.bottom * style.size) / 1000);
      const rare = faces.get(style.face) ?? new Set();
      for (const glyph of word.rare) rare.add(glyph);
      faces.set(style.face, rare);
    }
  });
  return {
    bytes: sink.copy(),
    width,
    top,
    bottom,
    faces: [...faces].map(([face, rare]) => ({ face, rare: [...rare] })),
  };
}

/** The boxes of a line with those that follow each other without a space shaped as one. */
export function mergedBoxes(boxes: readonly Box[]): readonly Box[] {
  const merged: Box[] = [];
  for (const box of boxes) {
    const before = merged.at(-1);
    const last = before?.pieces.at(-1);
    const first = box.pieces[0];
    if (
      before === undefined ||
      last === undefined ||
      first === undefined ||
      before.space > 0 ||
      last.style !== first.style
    ) {
      merged.push(box);
      continue;
    }
    const text = last.text + first.text;
    const word = shapeWord(last.style.face, text);
    const narrower = ((last.word.width + first.word.width - word.width) * last.style.size) / 1000;
    merged[merged.length - 1] = {
      ...box,
      pieces: [...before.pieces.slice(0, -1), { style: last.style, text, word }, ...box.pieces.slice(1)],
      width: before.width + box.width - narrower,
    };
  }
  return merged;
}
