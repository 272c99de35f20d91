/**
 * The PDF file: fonts, shaped text, shared content, a streaming writer.
 * Knows glyphs, objects and bytes. Must not know letters, notices or people; never breaks lines.
 * High-level about PDF, low-level about documents, as in krilla.
 */
export { ByteSink } from "./byte-sink.ts";
export { canPrint } from "./can-print.ts";
export { type Face, type FaceName, face, faceNames } from "./face.ts";
export { outlined } from "./glyph-outline.ts";
export { readImage } from "./image.ts";
export type { ImageObject } from "./image-object.ts";
export { ownBytes } from "./own-bytes.ts";
export { type FinishedPdf, type PdfAbout, PdfFile, type PdfTarget } from "./pdf-file.ts";
export { fillColour, pdfNumber } from "./pdf-text.ts";
export { shapeWord } from "./shape-word.ts";
export { type ShapedWord, wordBytes } from "./shaped-word.ts";
export { type SharedForm, sharedForm } from "./shared-form.ts";
