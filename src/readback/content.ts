import type { Box } from "./box.ts";
import { type Cursor, cursorOn } from "./cursor.ts";
import { Unreadable } from "./fault.ts";
import { type GraphicsState, identity, initialState, type Matrix, product } from "./graphics-state.ts";
import { inlineImage } from "./inline-image.ts";
import type { ContentEffect, ContentStart, Library, ResourceSet, XObject } from "./library.ts";
import { malformed, matrix, name, number } from "./operands.ts";
import type { Bitmap, Mark, PageText, RunGroup, TextRun } from "./page-text.ts";
import type { Page } from "./page-tree.ts";
import { endsPath, imageBox, withPath } from "./path-area.ts";
import type { PdfFile } from "./pdf-file.ts";
import { as, asArray, type PdfStream, type PdfValue } from "./pdf-value.ts";
import { showPlainArray, showText } from "./show-text.ts";
import { afterTextState } from "./text-state.ts";
import { nextToken, wordOf } from "./token.ts";

// Far beyond any letter: a page of it would be 200,000 words or 16 MiB of operators.
const mostPainted = 200_000;
const mostBytes = 16_777_216;
// Opening a stream costs as much as reading this much of it; so many tiny forms come to an end too.
const openingBytes = 1_024;
// Print streams nest forms twice; twelve leaves room.
const deepestForm = 12;
// ISO 32000-1, annex C.2: no operator takes more than 33 operands.
const mostOperands = 64;

/** The reading of one page's content: follows the operators that place text and paint. */
export class PageContent {
  readonly #file: PdfFile;
  readonly #library: Library;
  readonly #runs: TextRun[] = [];
  readonly #marks: Mark[] = [];
  /** What was repeated, and where in the runs it begins. */
  readonly #repeated: { readonly from: number; readonly runs: readonly TextRun[] }[] = [];
  #state: GraphicsState = initialState;
  #saved: GraphicsState[] = [];
  /** How far `Q` went down since this was last set. */
  #lowest = 0;
  /** The text matrix and text line matrix, inside a text object. */
  #text: { readonly matrix: Matrix; readonly line: Matrix } | undefined;
  #path: Box | undefined;
  #bytes = 0;
  #blankGlyphs = 0;

  constructor(file: PdfFile, library: Library) {
    this.#file = file;
    this.#library = library;
  }

  read(page: Page): PageText {
    const contents = page.dict.entries.get("Contents") ?? null;
    const resolved = this.#file.resolve(contents) ?? null;
    const resources = this.#library.resources(page.resources);
    const parts = asArray(resolved) ?? (resolved === null ? [] : [contents]);
    for (const part of parts) this.#readStream(part, resources);
    this.#mustBalance();
    return { runs: this.#runs, marks: this.#marks, groups: this.#groups(), blankGlyphs: this.#blankGlyphs };
  }

  #groups(): readonly RunGroup[] {
    const groups: RunGroup[] = [];
    let at = 0;
    const own = (to: number) => {
      if (to > at) groups.push({ runs: this.#runs.slice(at, to), shared: false });
    };
    for (const { from, runs } of this.#repeated) {
      own(from);
      groups.push({ runs, shared: true });
      at = from + runs.length;
    }
    own(this.#runs.length);
    return groups;
  }

  #readStream(value: PdfValue, resources: ResourceSet): void {
    this.#onceForAll(as("ref", value)?.number ?? 0, resources, () => {
      const stream = as("stream", this.#file.resolve(value));
      if (stream === undefined)
        throw new Unreadable("readback/object-wrong-kind", undefined, { wanted: "content" });
      this.#interpret(stream, resources, 0);
    });
  }

  /** Does the work, or repeats what it did where other pages had the same content in the same state. */
  #onceForAll(object: number, resources: ResourceSet, work: () => void): void {
    if (this.#text !== undefined || object === 0) {
      work();
      return;
    }
    const start: ContentStart = { object, resources: resources.id, state: this.#state };
    const known = this.#library.effect(start);
    if (known !== undefined) {
      this.#repeat(known);
      return;
    }
    const [runs, marks, depth] = [this.#runs.length, this.#marks.length, this.#saved.length];
    const blank = this.#blankGlyphs;
    this.#lowest = depth;
    work();
    const unbalanced = this.#saved.length !== depth || this.#lowest < depth;
    if (this.#text !== undefined || this.#path !== undefined || unbalanced) return;
    this.#library.offer(start, () => ({
      runs: this.#runs.slice(runs),
      marks: this.#marks.slice(marks),
      blankGlyphs: this.#blankGlyphs - blank,
      endState: this.#state,
    }));
  }

  #repeat(effect: ContentEffect): void {
    if (effect.runs.length > 0) this.#repeated.push({ from: this.#runs.length, runs: effect.runs });
    for (const run of effect.runs) this.#runs.push(run);
    for (const mark of effect.marks) this.#marks.push(mark);
    this.#blankGlyphs += effect.blankGlyphs;
    this.#state = effect.endState;
    this.#bound(0);
  }

  #bound(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > mostBytes || this.#runs.length + this.#marks.length > mostPainted)
      throw new Unreadable("readback/content-unbounded");
  }

  #mustBalance(): void {
    if (this.#saved.length > 0) throw malformed("q");
    if (this.#text !== undefined) throw malformed("BT");
  }

  #interpret(stream: PdfStream, resources: ResourceSet, depth: number): void {
    const bytes = this.#file.streamBytes(stream);
    this.#bound(bytes.length + openingBytes);
    const cursor = cursorOn(bytes);
    const operands: PdfValue[] = [];
    for (;;) {
      if (operands.length === 0 && this.#showsPlain(cursor)) continue;
      const token = nextToken(cursor);
      const word = wordOf(token);
      if (word === undefined) {
        if (operands.push(token as PdfValue) > mostOperands) throw malformed("");
        continue;
      }
      if (word === "") break;
      if (word === "BI") this.#image(inlineImage(cursor));
      else this.#operate(word, operands, resources, depth);
      operands.length = 0;
    }
    if (operands.length > 0) throw malformed("");
  }

  #operate(word: string, operands: readonly PdfValue[], resources: ResourceSet, depth: number): void {
    const state = afterTextState(word, operands, this.#state, (font) => this.#library.font(resources, font));
    if (state !== undefined) this.#state = state;
    switch (word) {
      case "q":
        if (this.#saved.push(this.#state) > mostPainted) throw malformed(word);
        return;
      case "Q": {
        const saved = this.#saved.pop();
        if (saved === undefined) throw malformed(word);
        this.#state = saved;
        this.#lowest = Math.min(this.#lowest, this.#saved.length);
        return;
      }
      case "cm":
        this.#state = { ...this.#state, ctm: product(matrix(word, operands), this.#state.ctm) };
        return;
      case "Do":
        this.#paint(this.#library.xobject(resources, name(word, operands[0])), resources, depth);
        return;
      case "BT":
        if (this.#text !== undefined) throw malformed(word);
        this.#text = { matrix: identity, line: identity };
        return;
      case "ET":
        this.#textObject(word);
        this.#text = undefined;
        return;
      case "Td":
      case "TD":
        this.#move(word, number(word, operands[0]), number(word, operands[1]));
        return;
      case "Tm": {
        this.#textObject(word);
        const given = matrix(word, operands);
        this.#text = { matrix: given, line: given };
        return;
      }
      case "T*":
        this.#move(word, 0, -this.#state.leading);
        return;
      case "Tj":
        this.#show(word, operands);
        return;
      case "TJ":
        this.#show(word, asArray(operands[0]) ?? [null]);
        return;
      case "'":
        this.#move(word, 0, -this.#state.leading);
        this.#show(word, operands);
        return;
      case '"':
        this.#move(word, 0, -this.#state.leading);
        this.#show(word, operands.slice(2));
        return;
      default:
        // What is left moves no text: paths here; colour, pens, clipping and marked content nowhere.
        this.#drawPath(word, operands);
    }
  }

  #textObject(word: string): { readonly matrix: Matrix; readonly line: Matrix } {
    if (this.#text === undefined) throw malformed(word);
    return this.#text;
  }

  #move(word: string, x: number, y: number): void {
    const [a, b, c, d, e, f] = this.#textObject(word).line;
    const line: Matrix = [a, b, c, d, e + x * a + y * c, f + x * b + y * d];
    this.#text = { matrix: line, line };
  }

  #show(word: string, parts: readonly PdfValue[]): void {
    const text = this.#textObject(word);
    const { font } = this.#state;
    if (font === undefined) throw new Unreadable("readback/font-missing", undefined, { operator: word });
    const before = this.#runs.length;
    this.#shown(before, showText(parts, this.#state, font, text.matrix, this.#runs), text.line);
  }

  /** Whether text is shown here in the way most of it is, which needs no tokens; it is shown then. */
  #showsPlain(cursor: Cursor): boolean {
    const text = this.#text;
    const { font } = this.#state;
    if (cursor.bytes[cursor.at] !== 0x5b || text === undefined || font === undefined) return false;
    const before = this.#runs.length;
    const matrix = showPlainArray(cursor, this.#state, font, text.matrix, this.#runs);
    if (matrix !== undefined) this.#shown(before, matrix, text.line);
    return matrix !== undefined;
  }

  #shown(before: number, matrix: Matrix, line: Matrix): void {
    this.#text = { matrix, line };
    for (let at = before; at < this.#runs.length; at++)
      this.#blankGlyphs += (this.#runs[at] as TextRun).blankGlyphs;
    this.#bound(0);
  }

  #drawPath(word: string, operands: readonly PdfValue[]): void {
    const end = endsPath(word);
    if (end === "paints" && this.#path !== undefined) this.#marks.push({ kind: "path", box: this.#path });
    this.#path = end === undefined ? withPath(word, operands, this.#state, this.#path) : undefined;
    this.#bound(0);
  }

  #paint(xobject: XObject, resources: ResourceSet, depth: number): void {
    if (xobject.kind === "image") {
      this.#image();
      return;
    }
    if (depth >= deepestForm)
      throw new Unreadable("readback/content-unbounded", undefined, { object: xobject.key });
    const [state, saved, text, lowest] = [this.#state, this.#saved, this.#text, this.#lowest];
    if (xobject.matrix !== identity) this.#state = { ...state, ctm: product(xobject.matrix, state.ctm) };
    this.#saved = [];
    this.#text = undefined;
    const own = xobject.resources === undefined ? resources : this.#library.resources(xobject.resources);
    this.#onceForAll(xobject.key, own, () => this.#interpret(xobject.stream, own, depth + 1));
    this.#mustBalance();
    this.#state = state;
    this.#saved = saved;
    this.#text = text;
    this.#lowest = lowest;
  }

  #image(bitmap?: Bitmap): void {
    const box = imageBox(this.#state.ctm);
    this.#marks.push(bitmap === undefined ? { kind: "image", box } : { kind: "image", box, bitmap });
    this.#bound(0);
  }
}
