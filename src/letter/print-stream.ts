import { hash } from "node:crypto";
import {
  ByteSink,
  type Face,
  face,
  ownBytes,
  type PdfAbout,
  PdfFile,
  type PdfTarget,
  type ShapedWord,
  shapeWord,
} from "../pdf/index.ts";
import type { Problem } from "../problem/index.ts";
import { putAddress } from "./address-block.ts";
import type { CompiledLetter } from "./compiled-letter.ts";
import { putIntelligentMail } from "./intelligent-mail-mark.ts";
import { type LaidOutLetter, type Letter, layOutLetter } from "./lay-out-letter.ts";
import { type LinesStep, putOwnLines } from "./own-lines.ts";
import { pageDesign as design } from "./page-design.ts";
import type { PagePlan, PageStep } from "./page-plan.ts";
import type { SlottedParagraph, WrappedParagraph } from "./paragraph.ts";
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
    step: LinesStep,
    slotted: SlottedParagraph | undefined,
    wrapped: WrappedParagraph | undefined,
  ): void {
    if (slotted === undefined || wrapped === undefined)
      throw new Error("A plan names a paragraph that is not there");
    const { form, rare } = putOwnLines(this.#sink, step, slotted, wrapped);
    if (form !== undefined) this.#file.share(form);
    for (const { face: used, glyphs } of rare) this.#use(used, glyphs);
  }
}

let begun: Uint8Array | undefined;
function beginPiece(): Uint8Array {
  begun ??= ownBytes(
    `BT/${face("sans").resource} ${design.footer.size} Tf ${design.left} ${design.height - design.footerBaseline} Td[(`,
  );
  return begun;
}
const endPiece = ownBytes(")]TJ ET\n");
