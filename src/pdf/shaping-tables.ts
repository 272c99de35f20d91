// Pairs up to the end of Latin Extended-A are looked up; everything else goes to the shaper.
export const tableEnd = 0x180;
export const unknownKern = 0x7fff;
export const needsShaper = 0x7ffe;

/** What is remembered of a face while words are shaped. Never changes what a word comes out as. */
export type ShapingTables = {
  /** Character → glyph; 0 missing, 0xffff for the shaper. Entries are filled on first use. */
  readonly glyphs: Uint16Array;
  /** Character → character id: the glyph, or the id of its own where a glyph has two meanings. */
  readonly ids: Uint16Array;
  readonly asked: Uint8Array;
  readonly kerns: Int16Array;
  readonly advances: Int16Array;
  readonly tops: Int16Array;
  readonly bottoms: Int16Array;
  /** Shaped words; typed where they are made, because a word names its face, which has these tables. */
  readonly words: Map<string, object>;
  /** Of those, the words that needed the shaper. */
  readonly fully: Map<string, object>;
  /** Texts of glyphs that are no character's own: ligatures, marks. */
  readonly texts: Map<number, string>;
};

/** Empty tables for a face. */
export function shapingTables(): ShapingTables {
  return {
    glyphs: new Uint16Array(tableEnd),
    ids: new Uint16Array(tableEnd),
    asked: new Uint8Array(tableEnd),
    kerns: new Int16Array(tableEnd * tableEnd).fill(unknownKern),
    advances: new Int16Array(tableEnd),
    tops: new Int16Array(tableEnd),
    bottoms: new Int16Array(tableEnd),
    words: new Map(),
    fully: new Map(),
    texts: new Map(),
  };
}
