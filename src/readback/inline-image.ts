import { type Cursor, classOf, white } from "./cursor.ts";
import { malformed } from "./operands.ts";
import type { Bitmap } from "./page-text.ts";
import { as, asArray, type PdfValue } from "./pdf-value.ts";
import { nextToken, wordOf } from "./token.ts";

/**
 * Reads an inline image (ISO 32000-1, 8.9.7) from behind its `BI`, and leaves the cursor behind its `EI`. Gives
 * its samples if they are one bit each and plain or in hex; other images are passed over.
 */
export function inlineImage(cursor: Cursor): Bitmap | undefined {
  const entries = entriesOf(cursor);
  const start = cursor.at + 1;
  const bitmap = plainBitmap(cursor, entries);
  if (bitmap !== undefined) return bitmap;
  cursor.at = start;
  const { bytes } = cursor;
  const isWhite = (byte: number | undefined) => byte === undefined || byte <= 32;
  for (let at = start; at < cursor.end; at++)
    if (bytes[at] === 0x45 && bytes[at + 1] === 0x49 && isWhite(bytes[at - 1]) && isWhite(bytes[at + 2])) {
      cursor.at = at + 2;
      return undefined;
    }
  throw malformed("BI");
}

function entriesOf(cursor: Cursor): ReadonlyMap<string, PdfValue> {
  const entries = new Map<string, PdfValue>();
  let key: string | undefined;
  for (;;) {
    const token = nextToken(cursor);
    const word = wordOf(token);
    if (word === "ID") return entries;
    if (word !== undefined) {
      if (cursor.at >= cursor.end) throw malformed("BI");
      continue;
    }
    if (key === undefined) key = as("name", token as PdfValue)?.name;
    else {
      entries.set(key, token as PdfValue);
      key = undefined;
    }
  }
}

/** The samples, if the image says how many there are and `EI` follows them; the cursor is then behind it. */
function plainBitmap(cursor: Cursor, entries: ReadonlyMap<string, PdfValue>): Bitmap | undefined {
  const entry = (short: string, long: string) => entries.get(short) ?? entries.get(long);
  const width = entry("W", "Width");
  const height = entry("H", "Height");
  const isBinary = entry("IM", "ImageMask") === true || entry("BPC", "BitsPerComponent") === 1;
  if (typeof width !== "number" || typeof height !== "number" || !isBinary) return undefined;
  const size = Math.ceil(width / 8) * height;
  if (!Number.isInteger(size) || width < 1 || height < 1 || size > cursor.end - cursor.at) return undefined;
  const filter = entry("F", "Filter");
  const filterName = as("name", filter)?.name;
  let samples: Uint8Array;
  if (filter === undefined) {
    // One character of white space stands between ID and the samples.
    samples = cursor.bytes.subarray(cursor.at + 1, cursor.at + 1 + size);
    cursor.at += 1 + size;
  } else if (filterName === "AHx" || filterName === "ASCIIHexDecode") {
    const close = cursor.bytes.indexOf(0x3e, cursor.at);
    if (close < 0) return undefined;
    const hex = Buffer.from(cursor.bytes.subarray(cursor.at, close)).toString("latin1").replace(/\s/g, "");
    samples = Buffer.from(hex, "hex");
    cursor.at = close + 1;
  } else return undefined;
  const { bytes } = cursor;
  while (cursor.at < cursor.end && classOf[bytes[cursor.at] as number] === white) cursor.at++;
  if (samples.length !== size || bytes[cursor.at] !== 0x45 || bytes[cursor.at + 1] !== 0x49) return undefined;
  cursor.at += 2;
  const stride = Math.ceil(width / 8);
  // 0 is black, or what a mask paints, unless the image turns it round.
  const dark = asArray(entry("D", "Decode"))?.[0] === 1 ? 1 : 0;
  const isDark = (row: number, column: number) =>
    (((samples[row * stride + (column >> 3)] as number) >> (7 - (column & 7))) & 1) === dark;
  return { width, height, isDark };
}
