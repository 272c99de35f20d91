import { type ByteSink, ownBytes, pdfNumber } from "../pdf/index.ts";
import { dataMatrix } from "./data-matrix.ts";

/**
 * The mark on the front of every sheet that the inserter reads: a Data Matrix with piece id and place in the
 * piece, and nothing of the person. It stands at the foot of the left margin, which no window shows in any
 * position of the sheet and no fold crosses. Points from the left and bottom edges.
 */
export const sheetMark = {
  left: 30,
  bottom: 32,
  /** Side of a module: 0.02 inch, six dots of a printer with 300 an inch. */
  module: 1.44,
} as const;

/** What the mark of a sheet holds; sheets count from 1. */
export function sheetMarkText(pieceId: string, sheet: number, sheets: number): string {
  return `${pieceId}/${sheet}/${sheets}`;
}

const opens = new Map<number, Uint8Array>();
const closes = ownBytes("\nEI Q\n");
const closesHex = ownBytes(">\nEI Q\n");

function open(modules: number, hex: boolean): Uint8Array {
  const key = hex ? -modules : modules;
  let known = opens.get(key);
  if (known === undefined) {
    const side = pdfNumber(modules * sheetMark.module);
    known = ownBytes(
      `q ${side} 0 0 ${side} ${sheetMark.left} ${sheetMark.bottom} cm BI/W ${modules}/H ${modules}/IM true${hex ? "/F/AHx" : ""} ID `,
    );
    opens.set(key, known);
  }
  return known;
}

/** Draws the mark of a sheet as an image of one bit a module, in the colour that text has. */
export function putSheetMark(out: ByteSink, pieceId: string, sheet: number, sheets: number): void {
  const { modules, bitmap } = dataMatrix(sheetMarkText(pieceId, sheet, sheets));
  // Readers find an inline image's end by these two letters: where they occur in it, it is written in hex.
  const hex = endsEarly(bitmap);
  out.put(open(modules, hex));
  if (hex) out.ascii(Buffer.from(bitmap).toString("hex"));
  else out.put(bitmap);
  out.put(hex ? closesHex : closes);
}

function endsEarly(bytes: Uint8Array): boolean {
  for (let n = 0; n + 1 < bytes.length; n++) if (bytes[n] === 0x45 && bytes[n + 1] === 0x49) return true;
  return false;
}
