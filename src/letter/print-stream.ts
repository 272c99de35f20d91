import { hash } from "node:crypto";
import {
  ByteSink,
  type Face,
  face,
  ownBytes,
  type PdfAbout,
  PdfFile,
  type PdfTarget,
  pdfNumber,
  type ShapedWord,
  type SharedForm,
  shapeWord,
  sharedForm,
} from "../pdf/index.ts";
import type { Problem } from "../problem/index.ts";
import { putAddress } from "./address-block.ts";
import type { Box } from "./box.ts";
import type { CompiledLetter } from "./compiled-letter.ts";
import { putIntelligentMail } from "./intelligent-mail-mark.ts";
import { type LaidOutLetter, type Letter, layOutLetter } from "./lay-out-letter.ts";
import { type LineText, putLine } from "./line-text.ts";
import { pageDesign as design } from "./page-design.ts";
import type { PagePlan, PageStep } from "./page-plan.ts";
import type { SlottedParagraph, WrappedParagraph } from "./paragraph.ts";
import type { PrintStyle } from "./print-style.ts";
import { putSheetMark } from "./sheet-mark.ts";

/** What the stream says of itself; the day is given, never read from a clock. */
export type StreamAbout = PdfAbout;

/** A letter in a print stream. */
export type PlacedLetter = {
  readonly kind: "placed";
  readonly pieceId: string;
  readonly variant: string;
  /** Counted from 1. */
  readonly firstPage: number;
  /** Pages in the file, a blank back included. */
  readonly pages: number;
  readonly sheets: number;
  /** Digits of the Intelligent Mail barcode; empty where there is none. */
  readonly imb: string;
  /** Where the letter's own objects lie in the file, in bytes. */
  readonly offset: number;
  readonly length: number;
  /** SHA-256 (hex) over the letter's content, its own and the shared: the same letter has the same hash in every stream. */
  readonly sha256: string;
  readonly problems: readonly Problem[];
};

/** A letter that must not be printed; nothing of it is in the file. */
export type RefusedLetter = {
  readonly kind: "refused";
  readonly pieceId: string;
  readonly variant: string;
  readonly problems: readonly Problem[];
};
export type Placement = PlacedLetter | RefusedLetter;

export type FinishedStream = {
  readonly bytes: number;
  /** SHA-256 (hex) of the whole file. */
  readonly sha256: string;
  readonly pages: number;
  readonly pieces: number;
};

/**
 * Opens a print stream: one PDF with any number of letters, of any variants, in the order in which
 * they are added. `target` is a path (replaced if it exists), an open descriptor (left open), or "memory".
 */
export function openPrintStream(target: PdfTarget, about: StreamAbout): PrintStream {
  return new PrintStream(target, about);
}

const endText = ownBytes(" ET\n");
const drawForm = ownBytes(" Do Q\n");

/**
 * A print stream while it is written. Of a letter that is written it keeps where its objects lie: eight bytes an
 * object and a page, about 90 a letter. Ends with `finish` or `abandon`.
 */
export class PrintStream {
  readonly #file: PdfFile;
  readonly #sink = new ByteSink(1 << 16);
  readonly #ready = new Set<PagePlan | CompiledLetter>();
  readonly #pageEnds: number[] = [];
  readonly #use: (face: Face, rare: readonly number[]) => void;
  #lastPiece: { readonly id: string; readonly word: ShapedWord } | undefined;
  #pieces = 0;

  constructor(target: PdfTarget, about: StreamAbout) {
    this.#file = new PdfFile(target, about);
    this.#use = (used, rare) => this.#file.use(used, rare);
  }

  /** Adds a letter, or refuses it and says why. Equal letters in equal order give equal bytes. */
  add(compiled: CompiledLetter, letter: Letter): Placement {
    const laid = layOutLetter(compiled, letter);
    const { pieceId } = letter;
    const { variant } = compiled;
    const { problems } = laid;
    if (laid.address === undefined || problems.some((p) => p.severity !== "warns"))
      return { kind: "refused", pieceId, variant, problems };

    this.#prepare(compiled, laid.plan);
    const sink = this.#sink;
    sink.clear();
    // The hash covers what is shared by its digest and what is the letter's own by its bytes.
    sink.put(laid.plan.digest);
    const start = sink.length;
    this.#pageEnds.length = 0;
    const sides = compiled.duplex ? 2 : 1;
    let page = 0;
    for (const steps of laid.plan.pages) {
      for (const step of steps) this.#put(step, compiled, laid, letter);
      if (compiled.sheetMark && page % sides === 0)
        putSheetMark(sink, pieceId, page / sides + 1, laid.sheets);
      page++;
      this.#pageEnds.push(sink.length);
    }

    const file = this.#file;
    const offset = file.position;
    const firstPage = file.pageCount + 1;
    let from = start;
    for (const end of this.#pageEnds) {
      file.page(sink.bytes, from, end);
      from = end;
    }
    for (; page < laid.pages; page++) file.page(sink.bytes, 0, 0);
    this.#pieces++;
    return {
      kind: "placed",
      pieceId,
      variant,
      firstPage,
      pages: laid.pages,
      sheets: laid.sheets,
      imb: laid.address.intelligentMail === undefined ? "" : (letter.intelligentMail ?? ""),
      offset,
      length: file.position - offset,
      sha256: hash("sha256", sink.bytes.subarray(0, sink.length), "hex"),
      problems,
    };
  }

  /** Completes and closes the file. It is with the operating system then; who needs it on the disk fsyncs. */
  finish(): FinishedStream {
    return { ...this.#file.finish(), pieces: this.#pieces };
  }

  /** Closes the file unfinished; the caller removes it. */
  abandon(): void {
    this.#file.abandon();
  }

  /** The whole file after `finish`, if the target was "memory". */
  bytes(): Uint8Array {
    return this.#file.bytes();
  }

  #prepare(compiled: CompiledLetter, plan: PagePlan): void {
    if (!this.#ready.has(compiled)) {
      for (const used of compiled.faces) this.#file.use(used, []);
      this.#ready.add(compiled);
    }
    if (this.#ready.has(plan)) return;
    for (const form of plan.forms) this.#file.share(form);
    this.#ready.add(plan);
  }

  #put(step: PageStep, compiled: CompiledLetter, laid: LaidOutLetter, letter: Letter): void {
    const sink = this.#sink;
    switch (step.kind) {
      case "shared":
        sink.put(step.draw);
        break;
      case "address": {
        const block = laid.address;
        if (block === undefined) break;
        putAddress(sink, block);
        if (block.intelligentMail !== undefined && letter.intelligentMail)
          putIntelligentMail(sink, letter.intelligentMail, block.intelligentMail);
        for (const words of block.lines)
          for (const word of words) if (word.rare.length > 0) this.#use(word.face, word.rare);
        break;
      }
      case "lines":
        this.#putLines(step, compiled.slotted[step.paragraph], laid.wrapped[step.paragraph]);
        break;
      case "piece": {
        const word = this.#pieceWord(letter.pieceId);
        sink.put(beginPiece());
        sink.put(word.bytes, word.from, word.to);
        sink.put(endPiece);
        if (word.rare.length > 0) this.#use(face("sans"), word.rare);
        break;
      }
      default:
        step satisfies never;
    }
  }

  /** The piece id shaped, which every page of a letter bears. */
  #pieceWord(pieceId: string): ShapedWord {
    if (this.#lastPiece?.id !== pieceId)
      this.#lastPiece = { id: pieceId, word: shapeWord(face("sans"), pieceId.replaceAll(" ", "\u00a0")) };
    return this.#lastPiece.word;
  }

  #putLines(
    step: Extract<PageStep, { kind: "lines" }>,
    slotted: SlottedParagraph | undefined,
    wrapped: WrappedParagraph | undefined,
  ): void {
    if (slotted === undefined || wrapped === undefined)
      throw new Error("A plan names a paragraph that is not there");
    const sink = this.#sink;
    const head = slotted.head.length;
    const { boxes, ends } = wrapped;
    let style: PrintStyle | undefined;
    let isOpen = false;
    for (let line = step.from; line < step.to; line++) {
      const own = line - head;
      if (own >= ends.length) {
        if (isOpen) sink.put(endText);
        const form = this.#tailForm(slotted, wrapped, step.leading, own - ends.length, step.to - line);
        sink.put(step.move[line - step.from] as Uint8Array);
        sink.put(form);
        sink.put(drawForm);
        return;
      }
      sink.put(isOpen ? step.down : (step.begin[line - step.from] as Uint8Array));
      isOpen = true;
      const first = own === 0 ? 0 : (ends[own - 1] as number);
      style = putLine(sink, boxes, first, ends[own] as number, style);
      this.#useRare(boxes, first, ends[own] as number);
    }
    if (isOpen) sink.put(endText);
  }

  #useRare(boxes: readonly Box[], from: number, to: number): void {
    for (let index = from; index < to; index++)
      for (const { style, word } of (boxes[index] as Box).pieces)
        if (word.rare.length > 0) this.#use(style.face, word.rare);
  }

  /** The lines behind the last field, as a form with its origin at the first of them; returns its name. */
  #tailForm(
    slotted: SlottedParagraph,
    wrapped: WrappedParagraph,
    leading: number,
    skip: number,
    count: number,
  ): Uint8Array {
    const key = `${wrapped.tailStart} ${skip} ${count} ${leading}`;
    let known = slotted.tailForms.get(key);
    if (known === undefined) {
      const lines = wrapped.tail.slice(skip, skip + count);
      const form = tailForm(lines, leading, slotted.measure);
      known = { form, draw: ownBytes(form.name) };
      slotted.tailForms.set(key, known);
    }
    this.#file.share(known.form);
    return known.draw;
  }
}

function tailForm(lines: readonly LineText[], leading: number, measure: number): SharedForm {
  const out = new ByteSink();
  lines.forEach((line, index) => {
    out.ascii(`BT 0 ${pdfNumber(-index * leading)} Td`);
    out.put(line.bytes);
    out.put(endText);
  });
  const faces = lines.flatMap((line) => line.faces);
  return sharedForm(out.copy(), {
    box: [-20, -lines.length * leading, Math.ceil(measure) + 20, 2 * leading],
    faces,
  });
}

let begun: Uint8Array | undefined;
function beginPiece(): Uint8Array {
  begun ??= ownBytes(
    `BT/${face("sans").resource} ${design.footer.size} Tf ${design.left} ${design.height - design.footerBaseline} Td[(`,
  );
  return begun;
}
const endPiece = ownBytes(")]TJ ET\n");
