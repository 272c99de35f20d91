import type { Font } from "./font.ts";
import { type FontTables, fontTables } from "./font-tables.ts";
import type { FullFont, FullFonts } from "./full-fonts.ts";
import { type Contours, glyphContours, ownOutline } from "./glyph-contours.ts";
import { glyphInk, isSameInk } from "./glyph-ink.ts";

/** A glyph of an embedded font that does not show what its text says, or a font that is not to be there. */
export type GlyphFault = {
  readonly font: string;
  /** Code points, as U+0065; several for a ligature; empty if the font itself is at fault. */
  readonly character: string;
  /**
   * `blank`: no ink where the full font has some; `other`: ink of another shape; `width`: another advance;
   * `unknown`: the full font cannot show this text; `font`: no full font of this name and kind is given.
   */
  readonly what: "blank" | "other" | "width" | "unknown" | "font";
};

// Widths in a file are whole thousandths.
const widthTolerance = 0.0015;

/**
 * Compares each glyph that an embedded TrueType font gives a text with the full fonts of that name: its ink,
 * pixel by pixel, and its advance. Fonts whose outlines are of another kind are passed over.
 */
export function glyphFaults(fonts: Iterable<Font>, full: FullFonts): readonly GlyphFault[] {
  const faults: GlyphFault[] = [];
  for (const font of fonts) {
    const named = full.get(font.name) ?? [];
    const whole = named.filter((each) => each !== "otherOutlines");
    if (font.program === undefined && whole.length < named.length) continue;
    if (font.program === undefined || whole.length === 0) {
      faults.push({ font: font.name, character: "", what: "font" });
      continue;
    }
    const embedded = fontTables(font.program.bytes());
    for (const [key, text] of font.texts.entries()) {
      if (text === undefined) continue;
      const glyph = font.program.glyphOf(key);
      const width = font.widths[key] as number;
      let what: GlyphFault["what"] | undefined;
      // Right is what any of the fonts with this name has.
      for (const each of whole) {
        what = faultOnce(embedded, glyph, text, width, each);
        if (what === undefined) break;
      }
      if (what !== undefined) faults.push({ font: font.name, character: codePoints(text), what });
    }
  }
  return faults;
}

// A few hundred glyphs of some hundred bytes each are what letters are set in.
const mostRight = 5_000;
const foundRight = new WeakMap<FullFont, Set<string>>();

/** As `faultOf`, which is right again where the very same outline was right before: every stream has it. */
function faultOnce(...asked: Parameters<typeof faultOf>): GlyphFault["what"] | undefined {
  const [embedded, glyph, text, width, whole] = asked;
  const outline = ownOutline(embedded, glyph);
  if (outline === undefined) return faultOf(...asked);
  const bytes = Buffer.from(outline.buffer, outline.byteOffset, outline.length).toString("latin1");
  const key = JSON.stringify([embedded.unitsPerEm, width, text, bytes]);
  const right = foundRight.get(whole) ?? new Set();
  if (right.has(key)) return undefined;
  const what = faultOf(...asked);
  if (what === undefined && right.size < mostRight) foundRight.set(whole, right.add(key));
  return what;
}

function faultOf(
  embedded: FontTables,
  glyph: number,
  text: string,
  width: number,
  whole: FullFont,
): GlyphFault["what"] | undefined {
  const wanted = [...whole.glyphsFor(text)];
  const found = glyphContours(embedded, glyph);
  const isSpace = text.trim() === "" || text === "\u00ad";
  if (wanted.length === 0) return isSpace && found.length === 0 ? undefined : "unknown";
  const isAsWide = (each: number) => Math.abs(whole.advance(each) - width) <= widthTolerance;
  // Equal outlines have equal ink: most need not be filled.
  if (wanted.some((each) => isAsWide(each) && isEqual(found, whole.contours(each)))) return undefined;
  const ink = glyphInk(found);
  const same = wanted.filter((each) => isSameInk(ink, glyphInk(whole.contours(each))));
  if (same.length === 0) return ink.dark === 0 ? "blank" : "other";
  return same.some(isAsWide) ? undefined : "width";
}

function isEqual(a: Contours, b: Contours): boolean {
  return (
    a.length === b.length &&
    a.every((contour, index) => {
      const other = b[index] ?? [];
      return contour.length === other.length && contour.every((value, at) => value === other[at]);
    })
  );
}

function codePoints(text: string): string {
  return [...text]
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`)
    .join(" ");
}
