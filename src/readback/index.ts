/**
 * An independent reader of finished print streams: what is on the paper, page by page.
 * Knows PDF files (ISO 32000-1), fonts' own tables and where text stands. Must not know letters,
 * law or people, and shares no code or library with what wrote the file: a mistake made twice
 * would not be seen.
 */

export type { Box } from "./box.ts";
export { readDataMatrix } from "./data-matrix.ts";
export { type Fault, type FaultCode, faultText, type Outcome } from "./fault.ts";
export { type FullFonts, fullFonts } from "./full-fonts.ts";
export type { GlyphFault } from "./glyph-faults.ts";
export { readIntelligentMail } from "./intelligent-mail.ts";
export { inside, type Line, lines, linesOfGroups, plainText } from "./lines.ts";
export { countPages, type PageCount } from "./page-count.ts";
export type { Bitmap, Mark, PageText, RunGroup, TextRun } from "./page-text.ts";
export type { Page } from "./page-tree.ts";
export { placesOf, type TextPlace } from "./places-of.ts";
export {
  type LetterRead,
  type PieceSpan,
  type ReadLetter,
  type ReadPage,
  readLetters,
} from "./read-letters.ts";
export { openPrintStream, type StreamReader } from "./stream-reader.ts";
export { writtenLetters } from "./written-letters.ts";
