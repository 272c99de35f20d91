/** The table directory of a font file (OpenType 1.9, “Organization of an OpenType Font”). */
export type Sfnt = {
  readonly view: DataView;
  /** Tag → where the table lies. */
  readonly tables: ReadonlyMap<string, { readonly offset: number; readonly length: number }>;
};

/** What a file is by its first four bytes, if it is something about fonts. */
export type FontContainer = "font" | "collection" | "webFont" | "other";

const containers: Readonly<Record<string, FontContainer>> = {
  "\0\x01\0\0": "font",
  OTTO: "font",
  true: "font",
  ttcf: "collection",
  wOFF: "webFont",
  wOF2: "webFont",
};

/** Tells font files, collections of fonts and web fonts from everything else. */
export function fontContainer(bytes: Uint8Array): FontContainer {
  return containers[String.fromCharCode(...bytes.subarray(0, 4))] ?? "other";
}

/** Reads the directory of a font file; undefined if a table lies outside of the file. */
export function readSfnt(bytes: Uint8Array): Sfnt | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 12) return undefined;
  const count = view.getUint16(4);
  if (12 + 16 * count > bytes.length) return undefined;
  const tables = new Map<string, { readonly offset: number; readonly length: number }>();
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
    const table = { offset: view.getUint32(at + 8), length: view.getUint32(at + 12) };
    if (table.offset + table.length > bytes.length) return undefined;
    tables.set(tag, table);
  }
  return { view, tables };
}

/** What the maker allows with a font: OpenType 1.9, OS/2, fsType. */
export type EmbeddingRights = "allowed" | "restricted" | "noSubsetting" | "bitmapOnly" | "unknown";

/**
 * Whether letters may carry a subset of the font. Of the usage bits 1 to 3 the least restrictive counts (old
 * fonts set several); preview-and-print is enough for a letter, which nobody edits.
 */
export function embeddingRights({ view, tables }: Sfnt): EmbeddingRights {
  const os2 = tables.get("OS/2");
  if (os2 === undefined || os2.length < 10) return "unknown";
  const type = view.getUint16(os2.offset + 8);
  if ((type & 0x000e) === 0x0002) return "restricted";
  if ((type & 0x0200) !== 0) return "bitmapOnly";
  return (type & 0x0100) !== 0 ? "noSubsetting" : "allowed";
}

/** How heavy the font is, 400 being regular and 700 bold: OS/2, usWeightClass. */
export function weightOf({ view, tables }: Sfnt): number {
  const os2 = tables.get("OS/2");
  return os2 === undefined || os2.length < 6 ? 400 : view.getUint16(os2.offset + 4);
}

/** Whether it is a font with serifs: OS/2, sFamilyClass, classes 1 to 5 and 7. */
export function hasSerifs({ view, tables }: Sfnt): boolean {
  const os2 = tables.get("OS/2");
  const family = os2 === undefined || os2.length < 32 ? 0 : view.getUint8(os2.offset + 30);
  return (family >= 1 && family <= 5) || family === 7;
}
