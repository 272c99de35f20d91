import type { Font } from "fontkit";

// Up to 8,192 characters leave room for 96 common letters in one byte; a font for Han has ASCII there alone.
const twoByteBases = [0xe000, 0x8000] as const;

// The 96 one-byte codes above ASCII: what letters in English, Spanish, French and German need most.
const commonLetters =
  "‘’“”–—•…©®™§°·½×¡¿" + "ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ" + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝ" + "ŠšŽž";
const commonLigatures = ["ff", "fi", "fl", "ffi", "ffl", "ft", "tt", "fj", "fft", "ffj"];

/**
 * A character id (CID) is a glyph id, or, above the font's last glyph, a second meaning of a glyph:
 * the okina of Hawaiian names looks like a quote, and must still come back as what it is.
 *
 * The character codes of a font in our files. Fixed by the font alone, never by what was set before,
 * so text encoded once fits any file. Printable ASCII keeps its own byte: page streams can be read.
 */
export type GlyphCodes = {
  /** Codes from here on take two bytes: this plus the character id. Below, one byte. */
  readonly twoByteBase: number;
  /** Character id → one-byte code, or 0 where it takes two bytes. */
  readonly oneByte: Uint8Array;
  /** One-byte code → glyph id and the text it stands for. */
  readonly common: ReadonlyMap<number, { readonly glyph: number; readonly text: string }>;
  /** Code point → the character id of its own, for characters that share another's glyph. */
  readonly seconds: ReadonlyMap<number, number>;
  /** Character id → glyph and text, of every character that the font's own table names. */
  readonly meanings: ReadonlyMap<number, { readonly glyph: number; readonly text: string }>;
};

// Printed as a space and as nothing: they come back as a space, or do not occur.
const notDistinguished = new Set([0xa0, 0xad]);

// What a font needs beyond its glyphs for characters that share one; a few dozen in any font.
const roomForSeconds = 0x400;

/** Whether a font's characters can all have codes: at most some 31,700 glyphs. */
export function hasRoomFor(numGlyphs: number): boolean {
  return twoByteBases[1] + numGlyphs + roomForSeconds <= 0x10000;
}

/** Assigns the codes of a font: ASCII, then common letters and ligatures, then two bytes. Throws if it has too many glyphs. */
export function glyphCodes(font: Font): GlyphCodes {
  const twoByteBase =
    twoByteBases.find((base) => base + font.numGlyphs + roomForSeconds <= 0x10000) ?? 0x10000;
  const oneByte = new Uint8Array(0x10000 - twoByteBase);
  const common = new Map<number, { glyph: number; text: string }>();
  const assign = (code: number, text: string) => {
    const { glyphs } = font.layout(text);
    const glyph = glyphs[0]?.id ?? 0;
    // A text that takes several glyphs is no ligature here; a glyph keeps its first code.
    if (glyphs.length !== 1 || glyph === 0 || oneByte[glyph] !== 0) return;
    oneByte[glyph] = code;
    common.set(code, { glyph, text });
  };
  for (let code = 0x20; code < 0x7f; code++) assign(code, String.fromCharCode(code));
  [...commonLetters, ...commonLigatures].forEach((text, index) => {
    if (0x80 + index < twoByteBase >> 8) assign(0x80 + index, text);
  });
  const meanings = new Map<number, { glyph: number; text: string }>();
  for (const meaning of common.values()) meanings.set(meaning.glyph, meaning);
  const seconds = new Map<number, number>();
  let next = font.numGlyphs;
  for (const code of [...font.characterSet].sort((a, b) => a - b)) {
    const glyph = font.glyphForCodePoint(code).id;
    const text = String.fromCodePoint(code);
    const known = meanings.get(glyph);
    if (known === undefined) meanings.set(glyph, { glyph, text });
    else if (known.text !== text && !notDistinguished.has(code)) {
      seconds.set(code, next);
      meanings.set(next++, { glyph, text });
    }
  }
  if (twoByteBase + next > 0x10000) throw new Error(`${font.postscriptName} has too many glyphs`);
  return { twoByteBase, oneByte, common, seconds, meanings };
}
