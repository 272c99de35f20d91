import { type Cursor, classOf, white } from "./cursor.ts";
import { Unreadable } from "./fault.ts";
import type { Font } from "./font.ts";
import { type GraphicsState, type Matrix, product } from "./graphics-state.ts";
import { spaceGap } from "./lines.ts";
import type { TextRun } from "./page-text.ts";
import type { PdfValue } from "./pdf-value.ts";
import { nextToken, wordOf } from "./token.ts";

/** Text that is being shown by one operator: adds its runs as they end (ISO 32000-1, 9.4.4). */
class Shown {
  readonly #state: GraphicsState;
  readonly #font: Font;
  readonly #matrix: Matrix;
  readonly #runs: TextRun[];
  #start = 0;
  #advance = 0;
  #text = "";
  #blankGlyphs = 0;

  constructor(state: GraphicsState, font: Font, matrix: Matrix, runs: TextRun[]) {
    this.#state = state;
    this.#font = font;
    this.#matrix = matrix;
    this.#runs = runs;
  }

  /** A movement in thousandths, to the left; one as wide as a space ends a run. */
  move(thousandths: number): void {
    const { size, stretch } = this.#state;
    const shift = (-thousandths / 1_000) * size * stretch;
    if (Math.abs(shift) > spaceGap * size * stretch) this.#endRun();
    this.#advance += shift;
    if (this.#text === "") this.#start = this.#advance;
  }

  /** The string in the bytes `from` to `to`. */
  show(bytes: Uint8Array, from: number, to: number): void {
    const { codeBytes, oneByteFrom, texts, widths, blanks } = this.#font;
    const { size, charSpace, wordSpace, stretch } = this.#state;
    let text = this.#text;
    let advance = this.#advance;
    for (let at = from; at < to; ) {
      const first = bytes[at++] as number;
      let key = first + oneByteFrom;
      if (codeBytes[first] === 2) {
        if (at >= to) throw new Unreadable("readback/content-malformed", undefined, { operator: "TJ" });
        key = (first << 8) | (bytes[at++] as number);
        advance += ((widths[key] as number) * size + charSpace) * stretch;
      } else {
        const spacing = first === 32 ? charSpace + wordSpace : charSpace;
        advance += ((widths[key] as number) * size + spacing) * stretch;
      }
      text += texts[key] ?? "\uFFFD";
      this.#blankGlyphs += blanks[key] as number;
    }
    this.#text = text;
    this.#advance = advance;
  }

  /** Ends the last run; gives the text matrix after it. */
  end(): Matrix {
    this.#endRun();
    const [a, b, c, d, e, f] = this.#matrix;
    return [a, b, c, d, e + this.#advance * a, f + this.#advance * b];
  }

  #endRun(): void {
    if (this.#text === "") return;
    const [a, b, c, d, e, f] = product(this.#matrix, this.#state.ctm);
    const { size, rise, mode } = this.#state;
    const font = this.#font;
    const start = this.#start;
    const along = b === 0 ? Math.abs(a) : Math.hypot(a, b);
    const printedSize = size * (c === 0 ? Math.abs(d) : Math.hypot(c, d));
    this.#runs.push({
      text: this.#text,
      x: e + start * a + rise * c,
      y: f + start * b + rise * d,
      width: (this.#advance - start) * along,
      size: printedSize,
      ascent: font.ascent * printedSize,
      descent: font.descent * printedSize,
      angle: b === 0 && a > 0 ? 0 : (Math.atan2(b, a) * 180) / Math.PI,
      fontName: font.name,
      visible: mode !== 3 && mode !== 7,
      blankGlyphs: this.#blankGlyphs,
    });
    this.#text = "";
    this.#blankGlyphs = 0;
  }
}

/** Shows strings and movements (the operand of TJ) and adds the runs. Returns the text matrix after it. */
export function showText(
  parts: readonly PdfValue[],
  state: GraphicsState,
  font: Font,
  matrix: Matrix,
  runs: TextRun[],
): Matrix {
  const shown = new Shown(state, font, matrix, runs);
  for (const part of parts) {
    if (typeof part === "number") shown.move(part);
    else if (part instanceof Uint8Array) shown.show(part, 0, part.length);
    else throw new Unreadable("readback/content-malformed", undefined, { operator: "TJ" });
  }
  return shown.end();
}

/**
 * Does what the `TJ` does whose array begins here, straight from the bytes, and leaves the cursor behind it. Only
 * for strings without escapes, and numbers: at anything else it gives undefined, and all is as it was.
 */
export function showPlainArray(
  c: Cursor,
  state: GraphicsState,
  font: Font,
  matrix: Matrix,
  runs: TextRun[],
): Matrix | undefined {
  const { bytes, end } = c;
  const start = c.at++;
  const before = runs.length;
  const shown = new Shown(state, font, matrix, runs);
  while (c.at < end) {
    const byte = bytes[c.at] as number;
    if (byte === 0x28) {
      const from = ++c.at;
      while (c.at < end && !endsPlainString(bytes[c.at] as number)) c.at++;
      if (bytes[c.at] !== 0x29 || c.at >= end) break;
      shown.show(bytes, from, c.at++);
    } else if ((byte >= 0x30 && byte <= 0x39) || byte === 0x2d) shown.move(nextToken(c) as number);
    else if (classOf[byte] === white) c.at++;
    else if (byte === 0x5d) {
      c.at++;
      if (wordOf(nextToken(c)) === "TJ") return shown.end();
      break;
    } else break;
  }
  c.at = start;
  runs.length = before;
  return undefined;
}

/** The closing bracket, or what makes a string less than plain: an escape, an inner bracket, a carriage return. */
function endsPlainString(byte: number): boolean {
  return byte === 0x29 || byte === 0x5c || byte === 0x28 || byte === 13;
}
