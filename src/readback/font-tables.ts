import { Unreadable } from "./fault.ts";

/** A TrueType or OpenType font file by its tables (OpenType 1.9, organization of an OpenType font). */
export type FontTables = {
  /** The table, or undefined if the font has none of that tag. */
  readonly table: (tag: string) => DataView | undefined;
  readonly unitsPerEm: number;
  readonly glyphs: number;
};

export function damagedFont(table: string): Unreadable {
  return new Unreadable("readback/font-damaged", undefined, { table });
}

/** Reads within the table; damage becomes a fault of that table. */
export function within<T>(table: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    // DataView's own way to say that the table ends early.
    if (error instanceof RangeError) throw damagedFont(table);
    throw error;
  }
}

/** The directory of a font file. A subset may lack every table but those that its glyphs need. */
export function fontTables(bytes: Uint8Array): FontTables {
  return within("directory", () => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const tables = new Map<string, DataView>();
    for (let at = 12, left = view.getUint16(4); left > 0; left--, at += 16) {
      const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
      const [offset, length] = [view.getUint32(at + 8), view.getUint32(at + 12)];
      if (offset + length > bytes.length) throw damagedFont(tag);
      tables.set(tag, new DataView(bytes.buffer, bytes.byteOffset + offset, length));
    }
    return {
      table: (tag) => tables.get(tag),
      unitsPerEm: tables.get("head")?.getUint16(18) ?? 1_000,
      glyphs: tables.get("maxp")?.getUint16(4) ?? 0,
    };
  });
}

/** The name by which other files know the font: PostScript name, name id 6; empty if it has none. */
export function postScriptName({ table }: FontTables): string {
  const names = table("name");
  if (names === undefined) return "";
  return within("name", () => {
    const [count, strings] = [names.getUint16(2), names.getUint16(4)];
    for (let at = 6; at < 6 + 12 * count; at += 12) {
      if (names.getUint16(at + 6) !== 6) continue;
      const isMac = names.getUint16(at) === 1;
      const [length, offset] = [names.getUint16(at + 8), strings + names.getUint16(at + 10)];
      let name = "";
      // It is ASCII in either encoding.
      for (let place = offset + (isMac ? 0 : 1); place < offset + length; place += isMac ? 1 : 2)
        name += String.fromCharCode(names.getUint8(place));
      return name;
    }
    return "";
  });
}

/** Code point → glyph, from the cmap table's Unicode subtable of format 12 or else 4. */
export function characterGlyphs({ table }: FontTables): (codePoint: number) => number {
  const cmap = table("cmap");
  if (cmap === undefined) return () => 0;
  return within("cmap", () => {
    const glyphs = new Map<number, number>();
    const starts: number[] = [];
    for (let at = 4, left = cmap.getUint16(2); left > 0; left--, at += 8) {
      const platform = cmap.getUint16(at);
      if (platform === 0 || platform === 3) starts.push(cmap.getUint32(at + 4));
    }
    const start =
      starts.find((each) => cmap.getUint16(each) === 12) ?? starts.find((each) => cmap.getUint16(each) === 4);
    if (start === undefined) throw damagedFont("cmap");
    if (cmap.getUint16(start) === 12) groupsAt(cmap, start, glyphs);
    else segmentsAt(cmap, start, glyphs);
    return (codePoint) => glyphs.get(codePoint) ?? 0;
  });
}

function groupsAt(cmap: DataView, start: number, glyphs: Map<number, number>): void {
  const count = cmap.getUint32(start + 12);
  for (let group = 0, at = start + 16; group < count; group++, at += 12) {
    const [first, last, glyph] = [cmap.getUint32(at), cmap.getUint32(at + 4), cmap.getUint32(at + 8)];
    if (last > 0x10ffff) throw damagedFont("cmap");
    for (let code = first; code <= last; code++) glyphs.set(code, glyph + code - first);
  }
}

function segmentsAt(cmap: DataView, start: number, glyphs: Map<number, number>): void {
  const bytes = cmap.getUint16(start + 6);
  const [ends, starts] = [start + 14, start + 16 + bytes];
  for (let at = 0; at < bytes; at += 2) {
    const [first, last] = [cmap.getUint16(starts + at), cmap.getUint16(ends + at)];
    const delta = cmap.getInt16(starts + bytes + at);
    const place = starts + 2 * bytes + at;
    const range = cmap.getUint16(place);
    for (let code = first; code <= last && code < 0xffff; code++) {
      const found = range === 0 ? code : cmap.getUint16(place + range + 2 * (code - first));
      if (range === 0 || found !== 0) glyphs.set(code, (found + delta) & 0xffff);
    }
  }
}

/** The advance of a glyph in parts of the type size (hmtx). */
export function advanceOf({ table, unitsPerEm }: FontTables, glyph: number): number {
  const [head, widths] = [table("hhea"), table("hmtx")];
  if (head === undefined || widths === undefined) throw damagedFont("hmtx");
  return within("hmtx", () => {
    const last = head.getUint16(34) - 1;
    return widths.getUint16(4 * Math.min(glyph, last)) / unitsPerEm;
  });
}
