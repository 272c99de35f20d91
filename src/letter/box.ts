import type { FieldName } from "../notice/index.ts";
import { type ShapedWord, shapeWord } from "../pdf/index.ts";
import type { PrintStyle } from "./print-style.ts";

/** Letters of one style that stand together. */
type Piece = { readonly style: PrintStyle; readonly text: string; readonly word: ShapedWord };

/** What no line break divides: a word with its punctuation. Widths in points. */
export type Box = {
  readonly kind: "box";
  readonly pieces: readonly Piece[];
  readonly width: number;
  /** The space after it, 0 where the next box follows without one. */
  readonly space: number;
  /** The line ends here whatever follows. */
  readonly endsLine: boolean;
};

/** A box that a person's field fills; its static parts join the field's first and last word. */
export type SlotBox = {
  readonly kind: "slot";
  readonly parts: readonly SlotPart[];
  readonly spaced: boolean;
  readonly endsLine: boolean;
};
export type SlotPart =
  | { readonly kind: "text"; readonly style: PrintStyle; readonly text: string }
  | { readonly kind: "field"; readonly style: PrintStyle; readonly field: FieldName };

export type Draft = { readonly style: PrintStyle; text: string };

/** Adds text to the pieces of a box: the same style is shaped together, so that kerns are kept. */
export function append(drafts: Draft[], style: PrintStyle, text: string): void {
  const last = drafts.at(-1);
  if (last !== undefined && last.style === style) last.text += text;
  else if (text !== "") drafts.push({ style, text });
}

/** Makes boxes of one word: one, or several of which each fits when the word is wider than the line. */
export function pushBoxes(
  boxes: Box[],
  drafts: readonly Draft[],
  after: { readonly spaced: boolean; readonly endsLine: boolean },
  measure: number,
): void {
  const box = boxOf(drafts, after);
  if (box.width <= measure) {
    boxes.push(box);
    return;
  }
  const parts = divided(drafts, measure);
  parts.forEach((part, index) => {
    boxes.push(boxOf(part, index === parts.length - 1 ? after : { spaced: false, endsLine: false }));
  });
}

function boxOf(
  drafts: readonly Draft[],
  after: { readonly spaced: boolean; readonly endsLine: boolean },
): Box {
  const pieces: Piece[] = [];
  let width = 0;
  let space = 0;
  for (const draft of drafts) {
    const piece = pieceOf(draft.style, draft.text);
    pieces.push(piece);
    width += (piece.word.width * piece.style.size) / 1000;
    space = piece.style.space;
  }
  return { kind: "box", pieces, width, space: after.spaced ? space : 0, endsLine: after.endsLine };
}

/** Shapes letters in the first of the style's faces that has them all; whole, so that no name is set in two. */
function pieceOf(style: PrintStyle, text: string): Piece {
  const word = shapeWord(style.face, text);
  if (word.missing.length === 0 || style.others.length === 0) return { style, text, word };
  for (const other of style.others) {
    const again = shapeWord(other.face, text);
    if (again.missing.length === 0) return { style: other, text, word: again };
  }
  return { style, text, word };
}

/** A word too long for any line, cut where it must be. */
function divided(drafts: readonly Draft[], measure: number): Draft[][] {
  const parts: Draft[][] = [];
  let part: Draft[] = [];
  let width = 0;
  for (const { style, text } of drafts)
    for (const char of text) {
      const wide = (pieceOf(style, char).word.width * style.size) / 1000;
      if (part.length > 0 && width + wide > measure) {
        parts.push(part);
        part = [];
        width = 0;
      }
      append(part, style, char);
      width += wide;
    }
  if (part.length > 0) parts.push(part);
  return parts;
}
