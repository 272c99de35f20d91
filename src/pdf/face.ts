import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";
import { type GlyphCodes, glyphCodes } from "./glyph-codes.ts";
import { type ShapingTables, shapingTables } from "./shaping-tables.ts";

export const faceNames = [
  "serif",
  "serifItalic",
  "serifBold",
  "serifBoldItalic",
  "sans",
  "sansBold",
] as const;
export type FaceName = (typeof faceNames)[number];

const require = createRequire(import.meta.url);

// Semibold serves as bold: beside a regular of this weight a true bold shouts.
const files: Readonly<Record<FaceName, string>> = {
  serif: require.resolve("@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf"),
  serifItalic: require.resolve(
    "@expo-google-fonts/source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf",
  ),
  serifBold: require.resolve("@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf"),
  serifBoldItalic: require.resolve(
    "@expo-google-fonts/source-serif-4/600SemiBold_Italic/SourceSerif4_600SemiBold_Italic.ttf",
  ),
  sans: require.resolve("@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf"),
  sansBold: require.resolve("@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf"),
};

/** One font at every size. Widths and heights are in thousandths of an em. */
export type Face = {
  /** Of ours its role; of a client's font the name that the file gives it. */
  readonly name: string;
  /** Its name in every file's resources. */
  readonly resource: string;
  readonly font: Font;
  /** What its glyphs are drawn with, and so how it is embedded. */
  readonly outlines: "trueType" | "cff";
  readonly codes: GlyphCodes;
  /** SHA-256 (hex) of the font file. */
  readonly hash: string;
  readonly capHeight: number;
  /** The width of the space between words. */
  readonly space: number;
  readonly serif: boolean;
  readonly bold: boolean;
  readonly shaping: ShapingTables;
};

/** Our font files, whole, for whoever compares what was embedded with them. */
export function programFonts(): readonly Uint8Array[] {
  return faceNames.map((name) => readFileSync(files[name]));
}

const loaded = new Map<FaceName, Face>();

/** The face of that name, read from its package on first use. Throws if a font is not 1000 units to the em. */
export function face(name: FaceName): Face {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const bytes = readFileSync(files[name]);
  const font = create(bytes);
  if (font.unitsPerEm !== 1000)
    throw new Error(`${files[name]}: ${font.unitsPerEm} units per em, 1000 wanted`);
  const made: Face = {
    name,
    resource: "ABCDEF".charAt(faceNames.indexOf(name)),
    font,
    outlines: "trueType",
    codes: glyphCodes(font),
    hash: createHash("sha256").update(bytes).digest("hex"),
    capHeight: font.capHeight,
    space: Math.round(font.glyphForCodePoint(0x20).advanceWidth),
    serif: name.startsWith("serif"),
    bold: name.includes("Bold"),
    shaping: shapingTables(),
  };
  loaded.set(name, made);
  return made;
}
