import { createHash } from "node:crypto";
import { create } from "fontkit";
import { contentName } from "./content-name.ts";
import type { Face } from "./face.ts";
import { glyphCodes, hasRoomFor } from "./glyph-codes.ts";
import { inThousandths } from "./in-thousandths.ts";
import { embeddingRights, fontContainer, hasSerifs, readSfnt, weightOf } from "./sfnt.ts";
import { shapingTables } from "./shaping-tables.ts";

/** Why a font file cannot be used for letters. */
export type FontFault =
  | "notAFont"
  | "collection"
  | "webFont"
  | "broken"
  | "noOutlines"
  | "variable"
  | "rightsUnknown"
  | "restricted"
  | "noSubsetting"
  | "bitmapOnly"
  | "tooManyGlyphs";

export type OpenedFace =
  | { readonly kind: "face"; readonly face: Face }
  | { readonly kind: "fault"; readonly fault: FontFault };

const fault = (why: FontFault): OpenedFace => ({ kind: "fault", fault: why });

// A client's fonts are opened once, however many texts are set in them.
const known = new WeakMap<Uint8Array, OpenedFace>();
const byHash = new Map<string, Face>();

/**
 * Opens a font file that is not ours, TrueType or OpenType with PostScript outlines (CFF), or says why it
 * cannot be used: it is no single font, its maker does not allow a subset of it in a document, or its tables
 * are broken. Equal bytes give the same face.
 */
export function openFace(bytes: Uint8Array): OpenedFace {
  let opened = known.get(bytes);
  if (opened === undefined) {
    opened = readFace(bytes);
    known.set(bytes, opened);
  }
  return opened;
}

function readFace(bytes: Uint8Array): OpenedFace {
  const container = fontContainer(bytes);
  if (container !== "font") return fault(container === "other" ? "notAFont" : container);
  const sfnt = readSfnt(bytes);
  if (sfnt === undefined) return fault("broken");
  const { tables } = sfnt;
  if (tables.has("fvar") || tables.has("CFF2")) return fault("variable");
  const outlines = tables.has("glyf") ? "trueType" : tables.has("CFF ") ? "cff" : undefined;
  if (outlines === undefined) return fault("noOutlines");
  switch (embeddingRights(sfnt)) {
    case "unknown":
      return fault("rightsUnknown");
    case "restricted":
      return fault("restricted");
    case "noSubsetting":
      return fault("noSubsetting");
    case "bitmapOnly":
      return fault("bitmapOnly");
    case "allowed":
  }
  const hash = createHash("sha256").update(bytes).digest();
  const hex = hash.toString("hex");
  const before = byHash.get(hex);
  if (before !== undefined) return { kind: "face", face: before };
  try {
    const font = inThousandths(create(bytes));
    if (!hasRoomFor(font.numGlyphs)) return fault("tooManyGlyphs");
    const capital = font.glyphForCodePoint(0x48);
    const face: Face = {
      name: font.postscriptName ?? "",
      resource: `F${contentName(hash)}`,
      font,
      outlines,
      codes: glyphCodes(font),
      hash: hex,
      capHeight: font.capHeight > 0 ? font.capHeight : capital.bbox.maxY,
      space: Math.round(font.glyphForCodePoint(0x20).advanceWidth),
      serif: hasSerifs(sfnt),
      bold: weightOf(sfnt) >= 600,
      shaping: shapingTables(),
    };
    embedOnTrial(face);
    byHash.set(hex, face);
    return { kind: "face", face };
  } catch {
    // The library throws whatever it stumbles over; that the file is broken is all that we can tell.
    return fault("broken");
  }
}

// Latin, Greek and Cyrillic: what letters are likely to print. The rest of a font for Han is not read on trial.
const triedUpTo = 0x2122;

/** Reads every likely outline once, so that a broken one is found before the run and not in it. */
function embedOnTrial({ font }: Face): void {
  const subset = font.createSubset();
  for (const code of font.characterSet)
    if (code <= triedUpTo) subset.includeGlyph(font.glyphForCodePoint(code).id);
  if (subset.encode().length === 0) throw new Error("an empty font");
  for (const code of font.characterSet) {
    if (code > triedUpTo) continue;
    const { advanceWidth } = font.glyphForCodePoint(code);
    if (!Number.isFinite(advanceWidth) || advanceWidth < 0) throw new Error("a glyph without width");
  }
}
