import type { Box } from "./box.ts";
import type { Fault } from "./fault.ts";
import { type Line, linesOfGroups } from "./lines.ts";
import type { Mark, TextRun } from "./page-text.ts";
import type { Page } from "./page-tree.ts";
import type { StreamReader } from "./stream-reader.ts";

/** Which pages of the stream a piece claims, as its index says; pages are counted from 1. */
export type PieceSpan = {
  readonly pieceId: string;
  readonly firstPage: number;
  readonly pages: number;
  /** Its pages are counted and not read. */
  readonly unread?: true;
};

/** A page as it was found. */
export type ReadPage = {
  readonly number: number;
  readonly box: Box;
  readonly runs: readonly TextRun[];
  readonly marks: readonly Mark[];
  readonly lines: readonly Line[];
  /** Glyphs that stand for a letter but have no outline. */
  readonly blankGlyphs: number;
};

/** One piece with all that is on its pages. Pages that could not be read are missing and named in `faults`. */
export type ReadLetter<P extends PieceSpan = PieceSpan> = {
  readonly kind: "letter";
  readonly piece: P;
  readonly pages: readonly ReadPage[];
  readonly faults: readonly Fault[];
};

/** A letter; one that was not to be read; pages that no piece claims; a piece whose pages were already claimed; or why reading ended. */
export type LetterRead<P extends PieceSpan = PieceSpan> =
  | ReadLetter<P>
  | { readonly kind: "unread"; readonly piece: P }
  | { readonly kind: "unclaimed"; readonly firstPage: number; readonly pages: number }
  | { readonly kind: "overlap"; readonly piece: P }
  | { readonly kind: "fault"; readonly fault: Fault };

/**
 * Reads a whole print stream letter by letter, in the order of its index (ascending pages), and
 * accounts for each page: claimed once, unclaimed, or claimed again. The spans come back as given, so
 * that they may carry what the caller compares with. Memory stays flat. The last item is a fault if
 * the stream ends early or the page tree is damaged.
 * @example for await (const read of readLetters(reader, index)) …
 */
export async function* readLetters<P extends PieceSpan>(
  reader: StreamReader,
  index: Iterable<P> | AsyncIterable<P>,
): AsyncGenerator<LetterRead<P>> {
  const pages = reader.pages();
  let next = 1;
  for await (const piece of index) {
    if (piece.firstPage < next || piece.pages < 1) {
      yield { kind: "overlap", piece };
      continue;
    }
    const skipped = piece.firstPage - next;
    for (; next < piece.firstPage; next++) {
      const step = pages.next();
      if (step.done || step.value.kind === "fault") return yield ended(reader, next, step.value);
    }
    if (skipped > 0) yield { kind: "unclaimed", firstPage: piece.firstPage - skipped, pages: skipped };
    const found: ReadPage[] = [];
    const faults: Fault[] = [];
    for (; next < piece.firstPage + piece.pages; next++) {
      const step = pages.next();
      if (step.done || step.value.kind === "fault") return yield ended(reader, next, step.value);
      if (piece.unread) continue;
      const read = readPage(reader, step.value.value);
      if (read.kind === "fault") faults.push(read.fault);
      else found.push(read.value);
    }
    yield piece.unread ? { kind: "unread", piece } : { kind: "letter", piece, pages: found, faults };
  }
  const firstPage = next;
  for (const step of pages) {
    if (step.kind === "fault") {
      if (next > firstPage) yield { kind: "unclaimed", firstPage, pages: next - firstPage };
      return yield { kind: "fault", fault: step.fault };
    }
    next++;
  }
  if (next > firstPage) yield { kind: "unclaimed", firstPage, pages: next - firstPage };
}

type Step = ReturnType<ReturnType<StreamReader["pages"]>["next"]>["value"];

function ended(
  reader: StreamReader,
  page: number,
  step: Step,
): { readonly kind: "fault"; readonly fault: Fault } {
  if (step !== undefined && step.kind === "fault") return step;
  return { kind: "fault", fault: { code: "readback/page-missing", file: reader.path, page, facts: {} } };
}

function readPage(reader: StreamReader, page: Page) {
  const text = reader.pageText(page);
  if (text.kind === "fault") return text;
  const { runs, marks, groups, blankGlyphs } = text.value;
  const { number, box } = page;
  const value: ReadPage = { number, box, runs, marks, lines: linesOfGroups(groups), blankGlyphs };
  return { kind: "read", value } as const;
}
