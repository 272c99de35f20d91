import type { Face } from "./face.ts";
import { needsShaper, tableEnd, unknownKern } from "./shaping-tables.ts";

/**
 * The width of a line of ASCII in thousandths of the type size, by what is remembered of the face: its words as
 * `shapeWord` sets them, with one space between each two. Undefined where a letter or a pair was not asked for
 * yet or needs the shaper, and for all other lines.
 */
export function plainLineWidth({ shaping, space }: Face, line: string): number | undefined {
  const { asked, glyphs, advances, kerns } = shaping;
  let width = 0;
  let before = -1;
  let isParted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line.charCodeAt(i);
    if (char === 0x20) {
      isParted = width > 0;
      before = -1;
      continue;
    }
    if (char < 0x20 || char > 0x7e || asked[char] !== 1) return undefined;
    const glyph = glyphs[char];
    if (glyph === 0 || glyph === 0xffff) return undefined;
    if (before >= 0) {
      const kern = kerns[before * tableEnd + char] as number;
      if (kern === unknownKern || kern === needsShaper) return undefined;
      width += kern;
    } else if (isParted) width += space;
    width += advances[char] as number;
    before = char;
  }
  return width;
}
