import {
  alwaysShownArea,
  type EnvelopeName,
  hasRoomForIntelligentMail,
  intelligentMailMark,
  intelligentMailPlace,
  type Stationery,
} from "../letter/index.ts";
import { type ReadPage, readIntelligentMail } from "../readback/index.ts";

const pageHeight = 792;

/** The digits that the letter must bear as a barcode; empty if it must bear none. */
export function expectedIntelligentMail(
  digits: string | undefined,
  addressLines: readonly string[],
  stationery: Stationery,
): string {
  return digits !== undefined && hasRoomForIntelligentMail(addressLines, stationery) ? digits : "";
}

type Mark = ReadPage["marks"][number];
type Box = Mark["box"];

/** An image of three rows is the barcode: the mark of a sheet has more. */
const isBars = (mark: Mark) => mark.kind === "image" && mark.bitmap?.height === 3;

function around({ left, bottom, right, top }: Box): Box {
  const { clearBeside, clearAbove } = intelligentMailMark;
  return {
    left: left - clearBeside,
    right: right + clearBeside,
    bottom: bottom - clearAbove,
    top: top + clearAbove,
  };
}

// Numbers in the file have two decimals.
const tolerance = 0.02;
const meet = (a: Box, b: Box) =>
  a.left < b.right - tolerance &&
  b.left < a.right - tolerance &&
  a.bottom < b.top - tolerance &&
  b.bottom < a.top - tolerance;

/** Whether the box with its clear zone stays in the address window, however the sheet lies in the envelope. */
function isInWindow(box: Box, envelope: EnvelopeName): boolean {
  const shows = alwaysShownArea(envelope);
  return (
    box.left >= shows.left - tolerance &&
    box.right <= shows.right + tolerance &&
    pageHeight - box.top >= shows.top - tolerance &&
    pageHeight - box.bottom <= shows.bottom + tolerance
  );
}

/**
 * What is wrong with the Intelligent Mail barcode of a letter's first page: whether there is one exactly if there
 * should be, in its place, in the window with its clear zone, nothing else in that zone, and its bars say the digits.
 */
export function intelligentMailFault(
  page: ReadPage,
  expected: string,
  envelope: EnvelopeName,
): string | undefined {
  const found = page.marks.filter(isBars);
  if (expected === "") return found.length === 0 ? undefined : "it bears a barcode that it should not";
  const [mark] = found;
  const place = intelligentMailPlace(envelope);
  if (mark?.kind !== "image" || mark.bitmap === undefined || found.length > 1 || place === undefined)
    return "it does not bear one Intelligent Mail barcode";
  const { box, bitmap } = mark;
  const off = [
    box.left - place.left,
    box.right - place.right,
    pageHeight - box.top - place.top,
    pageHeight - box.bottom - place.bottom,
  ];
  if (off.some((points) => Math.abs(points) > tolerance))
    return "its Intelligent Mail barcode is not in its place";
  const clear = around(box);
  if (!isInWindow(clear, envelope)) return "its Intelligent Mail barcode comes too near the window’s edge";
  // Capitals and digits stand on the baseline; that what hangs below it keeps clear too is the layout's own care.
  const lines = page.lines.map(({ x, right, y, size }) => ({
    left: x,
    right,
    bottom: y,
    top: y + size * 0.7,
  }));
  const others = [...page.marks.filter((each) => each !== mark).map(({ box: other }) => other), ...lines];
  if (others.some((other) => meet(other, clear))) return "something stands in its barcode’s clear zone";
  if (readIntelligentMail(bitmap) !== expected) return "its Intelligent Mail barcode is not this piece’s";
  return undefined;
}

/** The page without its barcode, for the checks that let nothing but text show through a window. */
export function withoutIntelligentMail(page: ReadPage): ReadPage {
  return page.marks.some(isBars) ? { ...page, marks: page.marks.filter((mark) => !isBars(mark)) } : page;
}
