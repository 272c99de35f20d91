import { attempt, type Outcome } from "./fault.ts";
import { advanceOf, characterGlyphs, fontTables, postScriptName } from "./font-tables.ts";
import { type Contours, glyphContours } from "./glyph-contours.ts";
import { type Substitutions, substitutionsOf } from "./glyph-substitutions.ts";

/** A whole font file: what its letters look like. */
export type FullFont = {
  /** Glyphs that the font may show this text with; none if it cannot. */
  readonly glyphsFor: (text: string) => ReadonlySet<number>;
  readonly contours: (glyph: number) => Contours;
  /** In parts of the type size. */
  readonly advance: (glyph: number) => number;
};

/**
 * Whole font files by PostScript name, which two versions of a font share; `otherOutlines` are not TrueType's, and
 * not compared.
 */
export type FullFonts = ReadonlyMap<string, readonly (FullFont | "otherOutlines")[]>;

/** Opens the font files that letters are set in. The fault says what is wrong with a file. */
export function fullFonts(files: readonly Uint8Array[]): Outcome<FullFonts> {
  return attempt("font", undefined, () => {
    const found = new Map<string, (FullFont | "otherOutlines")[]>();
    const put = (name: string, font: FullFont | "otherOutlines") => {
      const known = found.get(name);
      if (known === undefined) found.set(name, [font]);
      else known.push(font);
    };
    for (const bytes of files) {
      const font = fontTables(bytes);
      if (font.table("glyf") === undefined) {
        put(postScriptName(font), "otherOutlines");
        continue;
      }
      const glyphOf = characterGlyphs(font);
      let substitutions: Substitutions | undefined;
      put(postScriptName(font), {
        glyphsFor: (text) => {
          substitutions ??= substitutionsOf(font);
          return glyphsFor(text, glyphOf, substitutions);
        },
        contours: (glyph) => glyphContours(font, glyph),
        advance: (glyph) => advanceOf(font, glyph),
      });
    }
    return found;
  });
}

/** Composed and decomposed spellings count as one text: fonts put glyphs together either way. */
function glyphsFor(
  text: string,
  glyphOf: (codePoint: number) => number,
  { single, ligature }: Substitutions,
): ReadonlySet<number> {
  const found = new Set<number>();
  const waiting = [...new Set([text, text.normalize("NFC"), text.normalize("NFD")])].map((spelling) =>
    [...spelling].map((character) => glyphOf(character.codePointAt(0) ?? 0)),
  );
  for (let glyphs = waiting.pop(); glyphs !== undefined; glyphs = waiting.pop()) {
    if (glyphs.includes(0)) continue;
    const [only] = glyphs;
    if (only !== undefined && glyphs.length === 1) found.add(only);
    for (let from = 0; from < glyphs.length; from++)
      for (let to = from + 2; to <= glyphs.length; to++)
        for (const joined of ligature.get(glyphs.slice(from, to).join(" ")) ?? [])
          waiting.push([...glyphs.slice(0, from), joined, ...glyphs.slice(to)]);
  }
  // A set grows while it is walked: forms of forms are found too.
  for (const glyph of found) for (const form of single.get(glyph) ?? []) found.add(form);
  return found;
}
