import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { encodingMap, encodingName, pdfFontName, subsetEncodingMap, toUnicodeMap } from "./character-maps.ts";
import type { Face } from "./face.ts";
import type { ObjectWriter } from "./object-writer.ts";
import { pdfNumber } from "./pdf-text.ts";

/** What a face needs in a file, made once per set of rare glyphs. */
type Embedded = {
  readonly program: Uint8Array;
  readonly programLength: number;
  /** CID to glyph; a CFF program has its own. */
  readonly glyphOf: Uint8Array | undefined;
  readonly encoding: Uint8Array;
  readonly toUnicode: Uint8Array;
  readonly widths: string;
  readonly tag: string;
};

const prepared = new Map<string, Embedded>();
const cacheLimit = 64;

function prepare(face: Face, rare: readonly number[]): Embedded {
  const key = `${face.hash} ${rare.join(" ")}`;
  const known = prepared.get(key);
  if (known !== undefined) {
    // Used last, forgotten last: every file has the plain faces, and hardly two have the same rare glyphs.
    prepared.delete(key);
    prepared.set(key, known);
    return known;
  }

  const common = [...face.codes.common.values()].map(({ glyph }) => glyph);
  const ids = [...new Set([...common, ...rare])].sort((a, b) => a - b);
  const glyph = (id: number) => face.codes.meanings.get(id)?.glyph ?? id;
  const subset = face.font.createSubset();
  const places = new Map(ids.map((id) => [id, subset.includeGlyph(glyph(id))]));
  const program = subset.encode();
  const advance = (id: number) => Math.round(face.font.getGlyph(glyph(id)).advanceWidth);
  const widthAt = (cid: number, id: number) => `${cid}[${advance(id)}]`;
  const toUnicode = deflateSync(toUnicodeMap(face, rare), { level: 9 });
  const whole = { program: deflateSync(program, { level: 9 }), programLength: program.length, toUnicode };

  let made: Embedded;
  if (face.outlines === "cff") {
    const cids = new Map(ids.map((id) => [glyph(id), places.get(id) ?? 0]));
    made = {
      ...whole,
      glyphOf: undefined,
      encoding: deflateSync(
        subsetEncodingMap(face, rare, (of) => cids.get(of) ?? 0),
        { level: 9 },
      ),
      widths: [...cids].map(([id, cid]) => widthAt(cid, id)).join(""),
      tag: subsetTag(program),
    };
  } else {
    const glyphOf = Buffer.alloc(2 * ((ids.at(-1) ?? 0) + 1));
    for (const [id, place] of places) glyphOf.writeUInt16BE(place, 2 * id);
    made = {
      ...whole,
      glyphOf: deflateSync(glyphOf, { level: 9 }),
      encoding: deflateSync(encodingMap(face), { level: 9 }),
      widths: ids.map((id) => widthAt(id, id)).join(""),
      tag: subsetTag(program),
    };
  }
  const [oldest] = prepared.keys();
  if (prepared.size >= cacheLimit && oldest !== undefined) prepared.delete(oldest);
  prepared.set(key, made);
  return made;
}

/** ISO 32000-1 9.6.4: six capitals and a plus; taken from the content, so that equal subsets have equal names. */
function subsetTag(program: Uint8Array): string {
  const digest = createHash("sha256").update(program).digest();
  return Array.from(digest.subarray(0, 6), (byte) => String.fromCharCode(65 + (byte % 26))).join("");
}

/** Writes the face with its common characters and the rare ones given (ids, ascending); returns the font's object number. */
export function embedFace(file: ObjectWriter, face: Face, rare: readonly number[]): number {
  const made = prepare(face, rare);
  const { font } = face;
  const cff = face.outlines === "cff";
  const name = `${made.tag}+${pdfFontName(face)}`;
  const kind = cff ? "/Subtype/CIDFontType0C" : `/Length1 ${made.programLength}`;
  const program = file.stream(`${kind}/Filter/FlateDecode`, made.program);
  const glyphOf = made.glyphOf === undefined ? 0 : file.stream("/Filter/FlateDecode", made.glyphOf);
  const system = "/CIDSystemInfo<</Registry(Noticepress)/Ordering(Glyphs)/Supplement 0>>";
  const encoding = file.stream(
    `/Type/CMap/CMapName/${encodingName(face)}${system}/Filter/FlateDecode`,
    made.encoding,
  );
  const toUnicode = file.stream("/Filter/FlateDecode", made.toUnicode);
  const { minX, minY, maxX, maxY } = font.bbox;
  const box = [minX, minY, maxX, maxY].map(Math.round).join(" ");
  // Table 123: bit 2 serif, bit 3 symbolic (own encoding), bit 7 italic.
  const flags = (face.serif ? 2 : 0) | 4 | (font.italicAngle !== 0 ? 64 : 0);
  const descriptor = file.object(
    `<</Type/FontDescriptor/FontName/${name}/Flags ${flags}/FontBBox[${box}]` +
      `/ItalicAngle ${pdfNumber(font.italicAngle)}/Ascent ${Math.round(font.ascent)}/Descent ${Math.round(font.descent)}` +
      `/CapHeight ${Math.round(face.capHeight)}/StemV ${face.bold ? 120 : 80}` +
      `/${cff ? "FontFile3" : "FontFile2"} ${program} 0 R>>`,
  );
  const descendant = file.object(
    `<</Type/Font/Subtype/${cff ? "CIDFontType0" : "CIDFontType2"}/BaseFont/${name}${system}` +
      `/FontDescriptor ${descriptor} 0 R/DW 0/W[${made.widths}]` +
      `${cff ? "" : `/CIDToGIDMap ${glyphOf} 0 R`}>>`,
  );
  return file.object(
    `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding ${encoding} 0 R` +
      `/DescendantFonts[${descendant} 0 R]/ToUnicode ${toUnicode} 0 R>>`,
  );
}
