import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { encodingMap, encodingName, toUnicodeMap } from "./character-maps.ts";
import type { Face } from "./face.ts";
import type { ObjectWriter } from "./object-writer.ts";

/** What a face needs in a file, made once per set of rare glyphs. */
type Embedded = {
  readonly program: Uint8Array;
  readonly programLength: number;
  readonly glyphOf: Uint8Array;
  readonly encoding: Uint8Array;
  readonly toUnicode: Uint8Array;
  readonly widths: string;
  readonly tag: string;
};

const prepared = new Map<string, Embedded>();
const cacheLimit = 64;

function prepare(face: Face, rare: readonly number[]): Embedded {
  const key = `${face.name} ${rare.join(" ")}`;
  const known = prepared.get(key);
  if (known !== undefined) return known;

  const common = [...face.codes.common.values()].map(({ glyph }) => glyph);
  const ids = [...new Set([...common, ...rare])].sort((a, b) => a - b);
  const glyph = (id: number) => face.codes.meanings.get(id)?.glyph ?? id;
  const subset = face.font.createSubset();
  const glyphOf = Buffer.alloc(2 * ((ids.at(-1) ?? 0) + 1));
  for (const id of ids) glyphOf.writeUInt16BE(subset.includeGlyph(glyph(id)), 2 * id);
  const program = subset.encode();

  const made: Embedded = {
    program: deflateSync(program, { level: 9 }),
    programLength: program.length,
    glyphOf: deflateSync(glyphOf, { level: 9 }),
    encoding: deflateSync(encodingMap(face), { level: 9 }),
    toUnicode: deflateSync(toUnicodeMap(face, rare), { level: 9 }),
    widths: ids.map((id) => `${id}[${Math.round(face.font.getGlyph(glyph(id)).advanceWidth)}]`).join(""),
    tag: subsetTag(program),
  };
  if (prepared.size >= cacheLimit) prepared.clear();
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
  const name = `${made.tag}+${font.postscriptName}`;
  const program = file.stream(`/Length1 ${made.programLength}/Filter/FlateDecode`, made.program);
  const glyphOf = file.stream("/Filter/FlateDecode", made.glyphOf);
  const system = "/CIDSystemInfo<</Registry(Noticepress)/Ordering(Glyphs)/Supplement 0>>";
  const encoding = file.stream(
    `/Type/CMap/CMapName/${encodingName(face)}${system}/Filter/FlateDecode`,
    made.encoding,
  );
  const toUnicode = file.stream("/Filter/FlateDecode", made.toUnicode);
  const { minX, minY, maxX, maxY } = font.bbox;
  const serif = face.name.startsWith("serif");
  // Table 123: bit 2 serif, bit 3 symbolic (own encoding), bit 7 italic.
  const flags = (serif ? 2 : 0) | 4 | (font.italicAngle !== 0 ? 64 : 0);
  const descriptor = file.object(
    `<</Type/FontDescriptor/FontName/${name}/Flags ${flags}/FontBBox[${minX} ${minY} ${maxX} ${maxY}]` +
      `/ItalicAngle ${font.italicAngle}/Ascent ${font.ascent}/Descent ${font.descent}/CapHeight ${font.capHeight}` +
      `/StemV ${face.name.includes("Bold") ? 120 : 80}/FontFile2 ${program} 0 R>>`,
  );
  const descendant = file.object(
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}${system}/FontDescriptor ${descriptor} 0 R` +
      `/DW 0/W[${made.widths}]/CIDToGIDMap ${glyphOf} 0 R>>`,
  );
  return file.object(
    `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding ${encoding} 0 R` +
      `/DescendantFonts[${descendant} 0 R]/ToUnicode ${toUnicode} 0 R>>`,
  );
}
