import type { Font, Glyph, GlyphRun } from "fontkit";

/** The font with all lengths in thousandths of an em, whatever units its file has. */
export function inThousandths(font: Font): Font {
  const scale = 1000 / font.unitsPerEm;
  if (scale === 1) return font;
  const box = ({ minX, minY, maxX, maxY }: Glyph["bbox"]) => ({
    minX: minX * scale,
    minY: minY * scale,
    maxX: maxX * scale,
    maxY: maxY * scale,
  });
  const glyphs = new Map<number, Glyph>();
  const scaled = (glyph: Glyph): Glyph => {
    const { id, codePoints } = glyph;
    // A glyph without code points of its own: which letters a ligature stands for is told by each run.
    const known = glyphs.get(id);
    if (known !== undefined && String(known.codePoints) === String(codePoints)) return known;
    const made: Glyph = {
      id,
      codePoints,
      advanceWidth: glyph.advanceWidth * scale,
      bbox: box(glyph.bbox),
      get path() {
        const commands = glyph.path.commands.map(({ command, args }) => ({
          command,
          args: args.map((value) => value * scale),
        }));
        return { commands };
      },
    };
    glyphs.set(id, made);
    return made;
  };
  return {
    postscriptName: font.postscriptName,
    unitsPerEm: 1000,
    numGlyphs: font.numGlyphs,
    ascent: font.ascent * scale,
    descent: font.descent * scale,
    capHeight: font.capHeight * scale,
    italicAngle: font.italicAngle,
    bbox: box(font.bbox),
    characterSet: font.characterSet,
    glyphForCodePoint: (codePoint) => scaled(font.glyphForCodePoint(codePoint)),
    getGlyph: (id) => scaled(font.getGlyph(id)),
    createSubset: () => font.createSubset(),
    layout: (text): GlyphRun => {
      const run = font.layout(text);
      return {
        glyphs: run.glyphs.map(scaled),
        positions: run.positions.map((at) => ({
          xAdvance: at.xAdvance * scale,
          yAdvance: at.yAdvance * scale,
          xOffset: at.xOffset * scale,
          yOffset: at.yOffset * scale,
        })),
      };
    },
  };
}
