import { Unreadable } from "./fault.ts";
import type { Font } from "./font.ts";
import { type GraphicsState, type Matrix, product } from "./graphics-state.ts";
import { spaceGap } from "./lines.ts";
import type { TextRun } from "./page-text.ts";
import type { PdfValue } from "./pdf-value.ts";

/**
 * Shows strings and movements (the operand of TJ) and adds the runs; a movement as wide as a space
 * ends a run. Returns the text matrix after it (ISO 32000-1, 9.4.4).
 */
export function showText(
  parts: readonly PdfValue[],
  state: GraphicsState,
  font: Font,
  matrix: Matrix,
  runs: TextRun[],
): Matrix {
  const place = product(matrix, state.ctm);
  const [a, b, c, d, e, f] = place;
  const { size, charSpace, wordSpace, stretch, rise } = state;
  const along = b === 0 ? Math.abs(a) : Math.hypot(a, b);
  const printedSize = size * (c === 0 ? Math.abs(d) : Math.hypot(c, d));
  const angle = b === 0 && a > 0 ? 0 : (Math.atan2(b, a) * 180) / Math.PI;
  let start = 0;
  let advance = 0;
  let text = "";
  let blankGlyphs = 0;
  const flush = () => {
    if (text !== "")
      runs.push({
        text,
        x: e + start * a + rise * c,
        y: f + start * b + rise * d,
        width: (advance - start) * along,
        size: printedSize,
        ascent: font.ascent * printedSize,
        descent: font.descent * printedSize,
        angle,
        fontName: font.name,
        visible: state.mode !== 3 && state.mode !== 7,
        blankGlyphs,
      });
    text = "";
    blankGlyphs = 0;
  };
  for (const part of parts) {
    if (typeof part === "number") {
      const shift = (-part / 1_000) * size * stretch;
      if (Math.abs(shift) > spaceGap * size * stretch) flush();
      advance += shift;
      if (text === "") start = advance;
      continue;
    }
    if (!(part instanceof Uint8Array))
      throw new Unreadable("readback/content-malformed", undefined, { operator: "TJ" });
    for (let at = 0; at < part.length; ) {
      const first = part[at++] as number;
      let key = first + font.oneByteFrom;
      if (font.codeBytes[first] === 2) {
        if (at >= part.length)
          throw new Unreadable("readback/content-malformed", undefined, { operator: "TJ" });
        key = (first << 8) | (part[at++] as number);
        advance += ((font.widths[key] as number) * size + charSpace) * stretch;
      } else {
        const spacing = first === 32 ? charSpace + wordSpace : charSpace;
        advance += ((font.widths[key] as number) * size + spacing) * stretch;
      }
      text += font.texts[key] ?? "\uFFFD";
      blankGlyphs += font.blanks[key] as number;
    }
  }
  flush();
  return [
    matrix[0],
    matrix[1],
    matrix[2],
    matrix[3],
    matrix[4] + advance * matrix[0],
    matrix[5] + advance * matrix[1],
  ];
}
