import { type CMap, oneByte, readCMap } from "./cmap.ts";
import { Unreadable } from "./fault.ts";
import { glyphOfCharacter, glyphOutlines } from "./glyph-outlines.ts";
import type { PdfFile } from "./pdf-file.ts";
import { as, asArray, asNumber, type PdfDict, type PdfValue } from "./pdf-value.ts";
import { simpleEncoding } from "./simple-encoding.ts";

/**
 * A font as the reader needs it. Tables are indexed by key: a two-byte code is its own key; the key of
 * a one-byte code is the code plus `oneByteFrom`.
 */
export type Font = {
  readonly id: number;
  /** Without the subset tag (`ABCDEF+`). */
  readonly name: string;
  /** Above and (negative) below the baseline, in parts of the type size. */
  readonly ascent: number;
  readonly descent: number;
  /** 1 or 2 for each first byte. */
  readonly codeBytes: Uint8Array;
  readonly oneByteFrom: number;
  readonly texts: readonly (string | undefined)[];
  /** Advance in parts of the type size. */
  readonly widths: Float64Array;
  /** 1 where a glyph stands for a visible letter but has no outline. */
  readonly blanks: Uint8Array;
  /** The embedded font file, if it is TrueType. */
  readonly program: FontProgram | undefined;
};

/** A font file inside of the PDF, and which of its glyphs a key shows. */
export type FontProgram = { readonly bytes: () => Uint8Array; readonly glyphOf: (key: number) => number };

/** Reads a font dictionary: Type0 with Identity-H or an embedded CMap, and simple fonts with widths. */
export function readFont(file: PdfFile, dict: PdfDict, id: number): Font {
  const subtype = as("name", file.resolve(dict.entries.get("Subtype")))?.name ?? "?";
  switch (subtype) {
    case "Type0":
      return compositeFont(file, dict, id);
    case "Type1":
    case "MMType1":
    case "TrueType":
      return simpleFont(file, dict, id);
    default:
      throw new Unreadable("readback/font-encoding-unknown", undefined, { subtype });
  }
}

function nameOf(file: PdfFile, dict: PdfDict): string {
  const name = as("name", file.resolve(dict.entries.get("BaseFont")))?.name ?? "";
  return name.replace(/^[A-Z]{6}\+/, "");
}

function reach(
  file: PdfFile,
  descriptor: PdfDict | undefined,
): { readonly ascent: number; readonly descent: number } {
  const entry = (key: string) => asNumber(file.resolve(descriptor?.entries.get(key)));
  // Without a descriptor: a little more than the type size holds, so that nothing is thought smaller.
  return { ascent: (entry("Ascent") ?? 1_000) / 1_000, descent: (entry("Descent") ?? -300) / 1_000 };
}

function toUnicode(file: PdfFile, dict: PdfDict): CMap | undefined {
  const stream = as("stream", file.resolve(dict.entries.get("ToUnicode")));
  return stream === undefined ? undefined : readCMap(file.streamBytes(stream));
}

function compositeFont(file: PdfFile, dict: PdfDict, id: number): Font {
  const name = nameOf(file, dict);
  const descendant = file.dict(
    asArray(file.resolve(dict.entries.get("DescendantFonts")))?.[0],
    "descendant font",
  );
  const descriptor = as("dict", file.resolve(descendant.entries.get("FontDescriptor")));
  const encoding = encodingOf(file, dict, name);
  const codeBytes = encoding?.codeBytes ?? new Uint8Array(256).fill(2);
  const unicode = toUnicode(file, dict)?.texts ?? new Map<number, string>();
  const cidWidths = readWidths(file, descendant);
  const hasOutline = glyphOutlines(file, descendant, descriptor);
  const cidOf = (key: number) => (encoding === undefined ? key : (encoding.cids.get(key) ?? 0));
  const keys = oneByte + 256;
  const texts = new Array<string | undefined>(keys).fill(undefined);
  const widths = new Float64Array(keys).fill(cidWidths.otherwise);
  const blanks = new Uint8Array(keys);
  // A code is its own character, of which a subset has few, unless there is a table.
  if (encoding === undefined) for (const [cid, width] of cidWidths.byCid) widths[cid] = width;
  else
    for (let key = 0; key < keys; key++) widths[key] = cidWidths.byCid.get(cidOf(key)) ?? cidWidths.otherwise;
  for (const [key, text] of unicode) {
    if (key >= keys) continue;
    texts[key] = text;
    if (text.trim() !== "" && text !== "\u00AD" && !hasOutline(cidOf(key))) blanks[key] = 1;
  }
  return {
    id,
    name,
    ...reach(file, descriptor),
    codeBytes,
    oneByteFrom: oneByte,
    texts,
    widths,
    blanks,
    program: programOf(file, descendant, descriptor, cidOf),
  };
}

function programOf(
  file: PdfFile,
  descendant: PdfDict,
  descriptor: PdfDict | undefined,
  cidOf: (key: number) => number,
): FontProgram | undefined {
  const program = as("stream", file.resolve(descriptor?.entries.get("FontFile2")));
  if (program === undefined) return undefined;
  const glyphOfCid = glyphOfCharacter(file, descendant);
  return { bytes: () => file.streamBytes(program), glyphOf: (key) => glyphOfCid(cidOf(key)) };
}

function encodingOf(file: PdfFile, dict: PdfDict, name: string): CMap | undefined {
  const encoding = file.resolve(dict.entries.get("Encoding"));
  if (as("name", encoding)?.name === "Identity-H") return undefined;
  const stream = as("stream", encoding);
  if (stream === undefined)
    throw new Unreadable("readback/font-encoding-unknown", undefined, {
      font: name,
      encoding: as("name", encoding)?.name ?? "?",
    });
  return readCMap(file.streamBytes(stream));
}

/** W and DW of ISO 32000-1, 9.7.4.3, in parts of the type size. */
function readWidths(
  file: PdfFile,
  descendant: PdfDict,
): { readonly byCid: Map<number, number>; readonly otherwise: number } {
  const otherwise = (asNumber(file.resolve(descendant.entries.get("DW"))) ?? 1_000) / 1_000;
  const byCid = new Map<number, number>();
  const items = asArray(file.resolve(descendant.entries.get("W"))) ?? [];
  const damaged = () => new Unreadable("readback/font-damaged", undefined, { table: "W" });
  const width = (value: PdfValue | undefined) => {
    const given = asNumber(file.resolve(value));
    if (given === undefined) throw damaged();
    return given / 1_000;
  };
  // Sixteen times every possible code: beyond it the table repeats itself to keep us busy.
  let left = 16 * oneByte;
  for (let at = 0; at < items.length; ) {
    const first = asNumber(file.resolve(items[at]));
    const next = file.resolve(items[at + 1]);
    if (first === undefined) throw damaged();
    const each = asArray(next);
    if (each !== undefined) {
      each.forEach((value, step) => {
        byCid.set(first + step, width(value));
      });
      at += 2;
      continue;
    }
    const last = asNumber(next);
    if (last === undefined) throw damaged();
    left -= last - first;
    if (!(left >= 0)) throw damaged();
    const same = width(items[at + 2]);
    for (let cid = first; cid <= last; cid++) byCid.set(cid, same);
    at += 3;
  }
  return { byCid, otherwise };
}

function simpleFont(file: PdfFile, dict: PdfDict, id: number): Font {
  const name = nameOf(file, dict);
  const first = asNumber(file.resolve(dict.entries.get("FirstChar")));
  const given = asArray(file.resolve(dict.entries.get("Widths")));
  if (first === undefined || given === undefined)
    throw new Unreadable("readback/font-without-widths", undefined, { font: name });
  const descriptor = as("dict", file.resolve(dict.entries.get("FontDescriptor")));
  const missing = (asNumber(file.resolve(descriptor?.entries.get("MissingWidth"))) ?? 0) / 1_000;
  const encoded = simpleEncoding(file, dict);
  const unicode = toUnicode(file, dict)?.texts;
  const texts = new Array<string | undefined>(256).fill(undefined);
  const widths = new Float64Array(256).fill(missing);
  for (let code = 0; code < 256; code++) {
    // Some writers give two-byte source codes in the ToUnicode of a simple font.
    texts[code] = unicode?.get(oneByte + code) ?? unicode?.get(code) ?? encoded[code];
    const width = asNumber(file.resolve(given[code - first]));
    if (width !== undefined) widths[code] = width / 1_000;
  }
  return {
    id,
    name,
    ...reach(file, descriptor),
    codeBytes: new Uint8Array(256).fill(1),
    oneByteFrom: 0,
    texts,
    widths,
    blanks: new Uint8Array(256),
    program: undefined,
  };
}
