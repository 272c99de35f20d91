import type { PieceRecord } from "../ledger/index.ts";
import { envelopeProfiles, guardArea, type Stationery, sheetMark, sheetMarkText } from "../letter/index.ts";
import type { Fields } from "../notice/index.ts";
import { faultText, type ReadLetter, type ReadPage, readDataMatrix } from "../readback/index.ts";
import { type ExpectedPart, firstDifference, squeezed } from "./expected-text.ts";

/** All that a letter must say, from the ledger and the approved text. */
export type ExpectedLetter = {
  readonly piece: PieceRecord;
  readonly addressLines: readonly string[];
  readonly fields: Fields;
  readonly parts: readonly ExpectedPart[];
  readonly stationery: Stationery;
  /** What the foot of a page says, with {page} and {pages}. */
  readonly pageOf: string;
};

/** What is wrong with a letter, without a word of what it says. */
export type LetterFault = { readonly page: number; readonly what: string };

const footerHeight = 60;
const pageHeight = 792;

type Line = ReadPage["lines"][number];

/** Whether the lines say this and nothing else; a long line may have been folded. */
function equal(found: readonly Line[], expected: readonly string[]): boolean {
  return squeezed(found.map(({ text }) => text).join("")) === squeezed(expected.join(""));
}

/** Whether the foot of a page bears the piece id and its place, and nothing else. */
function footFault(
  page: ReadPage,
  number: number,
  printed: number,
  pieceId: string,
  pageOf: string,
): string | undefined {
  const foot = page.lines.filter(({ y }) => y < footerHeight).map(({ text }) => squeezed(text));
  const place = pageOf.replace("{page}", String(number)).replace("{pages}", String(printed));
  const expected = new Set([pieceId, squeezed(place)]);
  if (foot.length !== expected.size || !foot.every((text) => expected.has(text)))
    return "the foot of the page is not this piece's id and page number";
  return undefined;
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

/** Everything on the first page that lies in the area which can show through a window. */
function guarded(page: ReadPage, { envelope }: Stationery): { lines: readonly Line[]; marks: number } {
  const guard = guardArea(envelopeProfiles[envelope]);
  const bottom = pageHeight - guard.bottom;
  const top = pageHeight - guard.top;
  const inside = (left: number, right: number, low: number, high: number) =>
    left < guard.right && right > guard.left && low < top && high > bottom;
  return {
    lines: page.lines.filter(({ x, right, y, size }) => inside(x, right, y - size * 0.2, y + size * 0.7)),
    marks: page.marks.filter(({ box }) => inside(box.left, box.right, box.bottom, box.top)).length,
  };
}

/**
 * Compares a letter as it was read back with what the ledger and the approved text say: page count, foot
 * of every page, what can show through the windows, letterhead, and every character of the text in order.
 */
export function letterFaults(read: ReadLetter, expected: ExpectedLetter): readonly LetterFault[] {
  const { piece, addressLines, fields, parts, stationery, pageOf } = expected;
  const at = (page: number, what: string): LetterFault => ({ page: piece.firstPage + page, what });
  if (read.faults.length > 0) return read.faults.map((fault) => at(fault.page ?? 1, faultText(fault)));
  if (read.pages.length !== piece.pages) return [at(1, "it has another number of pages")];
  const faults: LetterFault[] = [];
  // A letter that ends on a front is followed by a blank back.
  const last = read.pages.at(-1);
  const isPadded =
    stationery.duplex && last !== undefined && last.lines.length === 0 && last.marks.length === 0;
  const printed = isPadded ? read.pages.slice(0, -1) : read.pages;

  let body = "";
  printed.forEach((page, index) => {
    if (page.runs.some(({ blankGlyphs }) => blankGlyphs > 0))
      faults.push(at(index + 1, "letters have no ink"));
    const foot = footFault(page, index + 1, printed.length, piece.id, pageOf);
    if (foot !== undefined) faults.push(at(index + 1, foot));
    const mark = markFault(page, index, piece, stationery);
    if (mark !== undefined) faults.push(at(index + 1, mark));
    let lines = page.lines.filter(({ y }) => y >= footerHeight);
    if (index === 0) {
      const { lines: shown, marks } = guarded(page, stationery);
      const expectedLines = [...stationery.returnAddress, ...addressLines];
      if (!equal(shown, expectedLines))
        faults.push(at(1, "the windows do not show return address and address alone"));
      if (marks > 0) faults.push(at(1, "something other than text can show through a window"));
      const head = letterhead(
        lines.filter((line) => !shown.includes(line)),
        stationery,
      );
      if (head === undefined) faults.push(at(1, "the letterhead is not the client's"));
      lines = lines.filter((line) => !shown.includes(line) && !(head ?? []).includes(line));
    }
    for (const { text } of lines) body += `${text}\n`;
  });
  const difference = firstDifference(parts, fields, squeezed(body));
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

/** The lines of the letterhead, which stand beside the windows; undefined if they are not the client's. */
function letterhead(
  lines: readonly Line[],
  { letterhead: head, envelope }: Stationery,
): readonly Line[] | undefined {
  const guard = guardArea(envelopeProfiles[envelope]);
  const beside = lines.filter(({ y }) => y > pageHeight - guard.bottom);
  const found = beside.map(({ text }) => squeezed(text)).join("");
  return found === (head?.lines ?? []).map(squeezed).join("") ? beside : undefined;
}
