import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** What the bytes of a file are. `guessed`: no mark says so, the bytes only fit. */
export type FileNature =
  | { readonly kind: "text"; readonly encoding: Encoding; readonly skip: number; readonly guessed: boolean }
  | { readonly kind: "empty" }
  | { readonly kind: "workbook" }
  | { readonly kind: "binary"; readonly looksLike: string };

const chunkBytes = 1 << 20;

// First bytes by which common files that are not lists are told, as hexadecimal.
const signatures: readonly (readonly [hex: string, looksLike: string])[] = [
  ["89504e47", "a PNG image"],
  ["ffd8ff", "a JPEG image"],
  ["25504446", "a PDF"],
  ["d0cf11e0", "an Excel 97-2003 workbook (.xls), or a workbook with a password"],
  ["1f8b", "a gzip archive"],
  ["377abcaf", "a 7-Zip archive"],
];

/**
 * Tells text from other files, and its encoding: by byte-order mark, else UTF-16 by its NUL bytes,
 * else UTF-8 if every byte of the file fits, else Windows-1252. Reads the whole file, because the
 * first accent may stand in the last row; memory stays flat.
 */
export async function natureOf(path: string): Promise<FileNature> {
  const handle = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    const first = await handle.read(buffer, 0, chunkBytes, 0);
    const head = buffer.subarray(0, first.bytesRead);
    if (head.length === 0) return { kind: "empty" };
    const told = toldByFirstBytes(head);
    if (told !== undefined) return told;

    let carried = 0;
    let position = first.bytesRead;
    let filled = head.length;
    for (;;) {
      const cut = filled - unfinishedBytes(buffer.subarray(0, filled));
      if (!isUtf8(buffer.subarray(0, cut))) {
        return { kind: "text", encoding: "windows-1252", skip: 0, guessed: true };
      }
      buffer.copyWithin(0, cut, filled);
      carried = filled - cut;
      const next = await handle.read(buffer, carried, chunkBytes - carried, position);
      if (next.bytesRead === 0) break;
      position += next.bytesRead;
      filled = carried + next.bytesRead;
    }
    return carried === 0
      ? { kind: "text", encoding: "utf-8", skip: 0, guessed: false }
      : { kind: "text", encoding: "windows-1252", skip: 0, guessed: true };
  } finally {
    await handle.close();
  }
}

function toldByFirstBytes(head: Buffer): FileNature | undefined {
  const hex = head.subarray(0, 4).toString("hex");
  if (hex.startsWith("efbbbf")) return { kind: "text", encoding: "utf-8", skip: 3, guessed: false };
  if (hex.startsWith("fffe")) return { kind: "text", encoding: "utf-16le", skip: 2, guessed: false };
  if (hex.startsWith("feff")) return { kind: "text", encoding: "utf-16be", skip: 2, guessed: false };
  if (hex === "504b0304") return { kind: "workbook" };
  const signature = signatures.find(([start]) => hex.startsWith(start));
  if (signature !== undefined) return { kind: "binary", looksLike: signature[1] };

  let even = 0;
  let odd = 0;
  let control = 0;
  const sample = head.subarray(0, 65_536);
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i] ?? 0;
    if (byte === 0) i % 2 === 0 ? even++ : odd++;
    else if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) control++;
  }
  // Latin text in UTF-16 has a NUL in nearly every pair; a third is far from a stray NUL or two.
  if (odd > sample.length / 6 && even < odd / 10)
    return { kind: "text", encoding: "utf-16le", skip: 0, guessed: true };
  if (even > sample.length / 6 && odd < even / 10)
    return { kind: "text", encoding: "utf-16be", skip: 0, guessed: true };
  if (control + even + odd > sample.length / 10) return { kind: "binary", looksLike: "no text file" };
  return undefined;
}

/** Bytes at the end that begin a UTF-8 sequence which the next chunk may finish: 0 to 3. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? back : 0;
    }
  }
  return 0;
}
