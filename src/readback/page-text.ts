import type { Box } from "./box.ts";

/** A stretch of text as it stands on the page; coordinates in points of default user space, y upwards. */
export type TextRun = {
  /** As the font's own tables spell it: ligatures as letters, U+FFFD for a glyph that has no letter. */
  readonly text: string;
  /** Where the first glyph's origin stands on the baseline. */
  readonly x: number;
  readonly y: number;
  /** Advance along the baseline. */
  readonly width: number;
  /** Type size as printed. */
  readonly size: number;
  /** How far the font reaches above and (negative) below the baseline, by its descriptor. */
  readonly ascent: number;
  readonly descent: number;
  /** Direction of the baseline, degrees counter-clockwise; 0 for upright text. */
  readonly angle: number;
  /** The font's name without its subset tag. */
  readonly fontName: string;
  /** False for text that is set but not painted (rendering modes 3 and 7). */
  readonly visible: boolean;
  /** Glyphs that stand for a letter but have no outline in the embedded font: blanks on paper. */
  readonly blankGlyphs: number;
};

/** An image of one bit a sample: rows of whole bytes from top to bottom, true where it is dark. */
export type Bitmap = {
  readonly width: number;
  readonly height: number;
  readonly isDark: (row: number, column: number) => boolean;
};

/** Something painted that is no text; the box encloses it, without the width of its pen. */
export type Mark =
  | { readonly kind: "path"; readonly box: Box }
  /** The bitmap of an inline image that is plain enough to be read: one bit, not compressed. */
  | { readonly kind: "image"; readonly box: Box; readonly bitmap?: Bitmap };

/** A stretch of a page's runs; shared ones are the same array on each page that shows them. */
export type RunGroup = { readonly runs: readonly TextRun[]; readonly shared: boolean };

/** What a page shows, in the order in which it is painted. */
export type PageText = {
  readonly runs: readonly TextRun[];
  readonly marks: readonly Mark[];
  /** The runs again, divided into what other pages show too and what this one has of its own. */
  readonly groups: readonly RunGroup[];
  /** Of all runs together. */
  readonly blankGlyphs: number;
};
