import type { Face } from "./face.ts";
import { utf16Hex } from "./pdf-text.ts";
import { textOfCharacter } from "./shape-word.ts";

const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, "0");

const codeSpace = (base: number) => `2 begincodespacerange
<00> <${hex((base >> 8) - 1, 2)}>
<${hex(base, 4)}> <FFFF>
endcodespacerange
`;

const open = (
  name: string,
  registry: string,
  ordering: string,
  base: number,
) => `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (${registry}) /Ordering (${ordering}) /Supplement 0 >> def
/CMapName /${name} def
/CMapType ${ordering === "UCS" ? 2 : 1} def
${codeSpace(base)}`;

const close = `endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;

/** ISO 32000-1 9.7.5.3: a section of a CMap holds at most a hundred entries. */
function sections(kind: string, entries: readonly string[]): string {
  let text = "";
  for (let at = 0; at < entries.length; at += 100) {
    const part = entries.slice(at, at + 100);
    text += `${part.length} begin${kind}\n${part.join("\n")}\nend${kind}\n`;
  }
  return text;
}

/** The CMap from our one- and two-byte codes to glyph ids, which serve as CIDs. */
export function encodingMap(face: Face): string {
  const { twoByteBase } = face.codes;
  const single = [...face.codes.common].map(([code, { glyph }]) => `<${hex(code, 2)}> ${glyph}`);
  // A range may only vary in its last byte, so two-byte codes go row by row.
  const rows: string[] = [];
  for (let first = 0; first < face.font.numGlyphs + face.codes.seconds.size; first += 0x100)
    rows.push(`<${hex(twoByteBase + first, 4)}> <${hex(twoByteBase + first + 0xff, 4)}> ${first}`);
  return (
    open(encodingName(face), "Noticepress", "Glyphs", twoByteBase) +
    sections("cidchar", single) +
    sections("cidrange", rows) +
    close
  );
}

/**
 * The CMap from our codes straight to the glyphs of a subset: the CIDs of a CFF program are its own, and no
 * CIDToGIDMap stands between (ISO 32000-1 9.7.4.2). `cidOf` tells what the subset made of a glyph.
 */
export function subsetEncodingMap(
  face: Face,
  rare: readonly number[],
  cidOf: (id: number) => number,
): string {
  const { common, meanings, twoByteBase } = face.codes;
  const single = [...common].map(([code, { glyph }]) => `<${hex(code, 2)}> ${cidOf(glyph)}`);
  const glyphOf = (id: number) => meanings.get(id)?.glyph ?? id;
  const double = rare.map((id) => `<${hex(twoByteBase + id, 4)}> ${cidOf(glyphOf(id))}`);
  return (
    open(encodingName(face), "Noticepress", "Glyphs", twoByteBase) +
    sections("cidchar", single) +
    sections("cidchar", double) +
    close
  );
}

/** The name of a face's encoding. */
export function encodingName(face: Face): string {
  return `Noticepress-${pdfFontName(face)}`;
}

/** The font's PostScript name, as far as a PDF name takes it unescaped. */
export function pdfFontName({ font }: Face): string {
  const plain = (font.postscriptName ?? "").replace(/[^A-Za-z0-9_-]/g, "");
  return plain === "" ? "Unnamed" : plain;
}

/** The CMap from our codes back to text; ligatures give their letters. */
export function toUnicodeMap(face: Face, rare: readonly number[]): string {
  const { twoByteBase } = face.codes;
  const single = [...face.codes.common].map(([code, { text }]) => `<${hex(code, 2)}> <${utf16Hex(text)}>`);
  const double = rare.map(
    (glyph) => `<${hex(twoByteBase + glyph, 4)}> <${utf16Hex(textOfCharacter(face, glyph))}>`,
  );
  return (
    open("Adobe-Identity-UCS", "Adobe", "UCS", twoByteBase) +
    sections("bfchar", single) +
    sections("bfchar", double) +
    close
  );
}
