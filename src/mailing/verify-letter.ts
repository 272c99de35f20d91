import type { PieceRecord } from "../ledger/index.ts";
import { envelopeProfiles, guardArea, type Stationery, sheetMark, sheetMarkText } from "../letter/index.ts";
import type { Fields } from "../notice/index.ts";
import {
  type Box,
  faultText,
  type ReadLetter,
  type ReadPage,
  readDataMatrix,
  writtenLetters,
} from "../readback/index.ts";
import { type ExpectedPart, firstDifference } from "./expected-text.ts";
import { intelligentMailFault, withoutIntelligentMail } from "./verify-intelligent-mail.ts";

/** What all letters of a stream have on them, ready for comparison. */
export type ExpectedPaper = {
  readonly stationery: Stationery;
  /** Everything that could show through a window, in points from the bottom left. */
  readonly window: Box;
  readonly returnAddress: string;
  readonly letterhead: string;
};

/** All that a letter must say, from the ledger and the approved text. */
export type ExpectedLetter = {
  readonly piece: PieceRecord;
  readonly addressLines: readonly string[];
  readonly fields: Fields;
  readonly parts: readonly ExpectedPart[];
  readonly paper: ExpectedPaper;
  /** What the foot of a page says, with {page} and {pages}. */
  readonly pageOf: string;
  /** Digits of the Intelligent Mail barcode; empty if there is to be none. */
  readonly imb: string;
};

/** What is wrong with a letter, without a word of what it says. */
export type LetterFault = { readonly page: number; readonly what: string };

const footerHeight = 60;
const pageHeight = 792;

const allLetters = (lines: readonly string[]) => lines.map(writtenLetters).join("");

/** The paper of a client's letters. */
export function expectedPaper(stationery: Stationery): ExpectedPaper {
  const { left, right, top, bottom } = guardArea(envelopeProfiles[stationery.envelope]);
  return {
    stationery,
    window: { left, right, bottom: pageHeight - bottom, top: pageHeight - top },
    returnAddress: allLetters(stationery.returnAddress),
    letterhead: allLetters(stationery.letterhead?.lines ?? []),
  };
}

/** The letters of a page beside its body, by where they stand; `window` and `head` only on the first. */
type PageLetters = { foot: string[]; window: string; head: string };

/** Adds the body's lines to those of the pages before. */
function lettersOf(page: ReadPage, window: Box | undefined, body: string[]): PageLetters {
  const letters: PageLetters = { foot: [], window: "", head: "" };
  for (const line of page.lines) {
    if (line.y < footerHeight) letters.foot.push(line.letters);
    else if (window !== undefined && line.y > window.bottom - line.size) {
      const { x, right, y, size } = line;
      if (overlaps(window, x, right, y - size * 0.2, y + size * 0.7)) letters.window += line.letters;
      // The letterhead stands beside the windows.
      else if (y > window.bottom) letters.head += line.letters;
      else body.push(line.letters);
    } else body.push(line.letters);
  }
  return letters;
}

function overlaps(area: Box, left: number, right: number, bottom: number, top: number): boolean {
  return left < area.right && right > area.left && bottom < area.top && top > area.bottom;
}

// A few languages with a few dozen pages each.
const placesInLetters = new Map<string, string>();

/** What the foot says of the page's place. */
function placeInLetter(pageOf: string, number: number, printed: number): string {
  const key = `${number} ${printed} ${pageOf}`;
  let place = placesInLetters.get(key);
  if (place === undefined) {
    place = writtenLetters(pageOf.replace("{page}", String(number)).replace("{pages}", String(printed)));
    placesInLetters.set(key, place);
  }
  return place;
}

/** Whether the foot of a page bears the piece id and its place, and nothing else. */
function isFoot(
  foot: readonly string[],
  number: number,
  printed: number,
  pieceId: string,
  pageOf: string,
): boolean {
  const [first, second] = foot;
  if (foot.length !== 2) return false;
  const place = placeInLetter(pageOf, number, printed);
  return first === pieceId ? second === place : first === place && second === pieceId;
}

/** What is wrong with the sheet marks of a page: one on every front, saying which sheet of which piece it is. */
function markFault(
  page: ReadPage,
  index: number,
  { id, sheets }: PieceRecord,
  stationery: Stationery,
): string | undefined {
  const marks = page.marks.flatMap((mark) =>
    mark.kind === "image" && mark.bitmap !== undefined ? [{ box: mark.box, bitmap: mark.bitmap }] : [],
  );
  const sides = stationery.duplex ? 2 : 1;
  const isWanted = stationery.sheetMark === true && index % sides === 0;
  if (!isWanted) return marks.length === 0 ? undefined : "it bears a mark that it should not";
  const [mark] = marks;
  if (mark === undefined || marks.length > 1) return "it does not bear one sheet mark";
  const { left, bottom, module } = sheetMark;
  const { box, bitmap } = mark;
  const side = bitmap.width * module;
  const edges = [box.left - left, box.bottom - bottom, box.right - left - side, box.top - bottom - side];
  if (edges.some((off) => Math.abs(off) > 0.02)) return "its sheet mark is not in its place";
  if (readDataMatrix(bitmap) !== sheetMarkText(id, index / sides + 1, sheets))
    return "its sheet mark is not this sheet's";
  return undefined;
}

/**
 * Compares a letter as it was read back with what the ledger and the approved text say: page count, foot
 * of every page, what can show through the windows, letterhead, and every character of the text in order.
 */
export function letterFaults(read: ReadLetter, expected: ExpectedLetter): readonly LetterFault[] {
  const { piece, addressLines, fields, parts, paper, pageOf, imb } = expected;
  const { stationery, window } = paper;
  const at = (page: number, what: string): LetterFault => ({ page: piece.firstPage + page, what });
  if (read.faults.length > 0) return read.faults.map((fault) => at(fault.page ?? 1, faultText(fault)));
  if (read.pages.length !== piece.pages) return [at(1, "it has another number of pages")];
  const faults: LetterFault[] = [];
  // A letter that ends on a front is followed by a blank back.
  const last = read.pages.at(-1);
  const isPadded =
    stationery.duplex && last !== undefined && last.lines.length === 0 && last.marks.length === 0;
  const printed = isPadded ? read.pages.length - 1 : read.pages.length;

  const body: string[] = [];
  for (let index = 0; index < printed; index++) {
    let page = read.pages[index] as ReadPage;
    if (index === 0) {
      const barcode = intelligentMailFault(page, imb, stationery.envelope);
      if (barcode !== undefined) faults.push(at(1, barcode));
      page = withoutIntelligentMail(page);
    }
    if (page.blankGlyphs > 0) faults.push(at(index + 1, "letters have no ink"));
    const letters = lettersOf(page, index === 0 ? window : undefined, body);
    if (!isFoot(letters.foot, index + 1, printed, piece.id, pageOf))
      faults.push(at(index + 1, "the foot of the page is not this piece's id and page number"));
    const mark = markFault(page, index, piece, stationery);
    if (mark !== undefined) faults.push(at(index + 1, mark));
    if (index === 0) {
      if (letters.window !== paper.returnAddress + allLetters(addressLines))
        faults.push(at(1, "the windows do not show return address and address alone"));
      if (page.marks.some(({ box }) => overlaps(window, box.left, box.right, box.bottom, box.top)))
        faults.push(at(1, "something other than text can show through a window"));
      if (letters.head !== paper.letterhead) faults.push(at(1, "the letterhead is not the client's"));
    }
  }
  const difference = firstDifference(parts, fields, body);
  if (difference !== undefined)
    faults.push(
      at(
        1,
        difference.field === undefined
          ? `its text leaves the approved text in part ${difference.part}`
          : `its ${difference.field} is not this person's`,
      ),
    );
  return faults;
}
