import { type FontTables, within } from "./font-tables.ts";

/** What the GSUB table may put in the place of glyphs, whatever feature asks for it. */
export type Substitutions = {
  /** One glyph for one. */
  readonly single: ReadonlyMap<number, ReadonlySet<number>>;
  /** One glyph for several, keyed by their ids with spaces between. */
  readonly ligature: ReadonlyMap<string, ReadonlySet<number>>;
};

const [singleKind, alternateKind, ligatureKind, extensionKind] = [1, 3, 4, 7];

/** Reads single, alternate and ligature substitutions (OpenType 1.9, GSUB lookup types 1, 3, 4 and 7). */
export function substitutionsOf({ table }: FontTables): Substitutions {
  const single = new Map<number, Set<number>>();
  const ligature = new Map<string, Set<number>>();
  const gsub = table("GSUB");
  if (gsub === undefined) return { single, ligature };
  const put = <Key>(into: Map<Key, Set<number>>, key: Key, glyph: number) => {
    const known = into.get(key);
    if (known === undefined) into.set(key, new Set([glyph]));
    else known.add(glyph);
  };
  const subtable = (kind: number, at: number): void => {
    if (kind === extensionKind) {
      subtable(gsub.getUint16(at + 2), at + gsub.getUint32(at + 4));
      return;
    }
    if (kind !== singleKind && kind !== alternateKind && kind !== ligatureKind) return;
    const covered = coverage(gsub, at + gsub.getUint16(at + 2));
    if (kind === singleKind) {
      const isDelta = gsub.getUint16(at) === 1;
      covered.forEach((glyph, index) => {
        const to = isDelta ? (glyph + gsub.getInt16(at + 4)) & 0xffff : gsub.getUint16(at + 6 + 2 * index);
        put(single, glyph, to);
      });
      return;
    }
    covered.forEach((first, index) => {
      const set = at + gsub.getUint16(at + 6 + 2 * index);
      for (let each = 0; each < gsub.getUint16(set); each++) {
        if (kind === alternateKind) {
          put(single, first, gsub.getUint16(set + 2 + 2 * each));
          continue;
        }
        const one = set + gsub.getUint16(set + 2 + 2 * each);
        const glyphs = [first];
        for (let part = 1; part < gsub.getUint16(one + 2); part++)
          glyphs.push(gsub.getUint16(one + 2 + 2 * part));
        put(ligature, glyphs.join(" "), gsub.getUint16(one));
      }
    });
  };
  within("GSUB", () => {
    const lookups = gsub.getUint16(8);
    for (let index = 0; index < gsub.getUint16(lookups); index++) {
      const lookup = lookups + gsub.getUint16(lookups + 2 + 2 * index);
      for (let each = 0; each < gsub.getUint16(lookup + 4); each++)
        subtable(gsub.getUint16(lookup), lookup + gsub.getUint16(lookup + 6 + 2 * each));
    }
  });
  return { single, ligature };
}

/** The glyphs of a coverage table, in its order. */
function coverage(gsub: DataView, at: number): readonly number[] {
  const count = gsub.getUint16(at + 2);
  if (gsub.getUint16(at) === 1)
    return Array.from({ length: count }, (_, index) => gsub.getUint16(at + 4 + 2 * index));
  const glyphs: number[] = [];
  for (let range = 0; range < count; range++) {
    const [first, last] = [gsub.getUint16(at + 4 + 6 * range), gsub.getUint16(at + 6 + 6 * range)];
    for (let glyph = first; glyph <= last; glyph++) glyphs.push(glyph);
  }
  return glyphs;
}
