import { cffOutlines } from "./cff-outlines.ts";
import { Unreadable } from "./fault.ts";
import type { PdfFile } from "./pdf-file.ts";
import { as, type PdfDict } from "./pdf-value.ts";

const always = () => true;

/**
 * Whether a character of a composite font has an outline in the embedded TrueType or bare CFF file.
 * Subsetting that drops outlines leaves blanks on paper while the text can still be extracted; only the
 * font's own tables tell. Other font files are not looked into: every character counts as drawn.
 */
export function glyphOutlines(
  file: PdfFile,
  descendant: PdfDict,
  descriptor: PdfDict | undefined,
): (cid: number) => boolean {
  const program = as("stream", file.resolve(descriptor?.entries.get("FontFile2")));
  if (program === undefined) return outlinesOfCff(file, descriptor);
  const lengths = glyphLengths(file.streamBytes(program));
  const glyphOf = glyphOfCharacter(file, descendant);
  return (cid) => {
    const gid = glyphOf(cid);
    return gid !== 0 && (lengths[gid] ?? 0) > 0;
  };
}

/** Which glyph of the embedded TrueType file a character (CID) is (ISO 32000-1, 9.7.4.2). */
export function glyphOfCharacter(file: PdfFile, descendant: PdfDict): (cid: number) => number {
  const mapStream = as("stream", file.resolve(descendant.entries.get("CIDToGIDMap")));
  if (mapStream === undefined) return (cid) => cid;
  const map = file.streamBytes(mapStream);
  return (cid) => ((map[cid * 2] ?? 0) << 8) | (map[cid * 2 + 1] ?? 0);
}

function outlinesOfCff(file: PdfFile, descriptor: PdfDict | undefined): (cid: number) => boolean {
  const program = as("stream", file.resolve(descriptor?.entries.get("FontFile3")));
  if (program === undefined) return always;
  const kind = as("name", file.resolve(program.dict.entries.get("Subtype")))?.name;
  if (kind !== "CIDFontType0C") return always;
  const drawn = cffOutlines(file.streamBytes(program));
  return (cid) => drawn.has(cid);
}

/** Bytes of each glyph's outline, from `loca` (OpenType 1.9, loca and head). */
function glyphLengths(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const damaged = () => new Unreadable("readback/font-damaged", undefined, { table: "loca" });
  if (bytes.length < 12) throw damaged();
  const tables = new Map<string, { readonly offset: number; readonly length: number }>();
  for (let at = 12, left = view.getUint16(4); left > 0; left--, at += 16) {
    if (at + 16 > bytes.length) throw damaged();
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
    tables.set(tag, { offset: view.getUint32(at + 8), length: view.getUint32(at + 12) });
  }
  const [head, loca, glyf] = [tables.get("head"), tables.get("loca"), tables.get("glyf")];
  if (head === undefined || loca === undefined || glyf === undefined) throw damaged();
  if (head.offset + 52 > bytes.length || loca.offset + loca.length > bytes.length) throw damaged();
  const long = view.getUint16(head.offset + 50) === 1;
  const count = loca.length / (long ? 4 : 2);
  const offset = (index: number) =>
    long ? view.getUint32(loca.offset + index * 4) : view.getUint16(loca.offset + index * 2) * 2;
  const lengths = new Uint32Array(Math.max(0, Math.floor(count) - 1));
  for (let glyph = 0; glyph < lengths.length; glyph++) {
    const [from, to] = [offset(glyph), offset(glyph + 1)];
    // An outline outside the table cannot be drawn, whatever its length says.
    lengths[glyph] = to > from && to <= glyf.length && glyf.offset + to <= bytes.length ? to - from : 0;
  }
  return lengths;
}
