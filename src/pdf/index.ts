/**
 * The PDF file: fonts, shaped text, shared content, a streaming writer; tagged files.
 * Knows glyphs, objects and bytes. Must not know letters, notices or people; never breaks lines.
 * High-level about PDF, low-level about documents, as in krilla.
 */
export { ByteSink } from "./byte-sink.ts";
export { canPrint } from "./can-print.ts";
export { type Face, type FaceName, face, faceNames, programFonts } from "./face.ts";
export { outlined } from "./glyph-outline.ts";
export { type Graphic, graphicOperators, neededBy, type VectorDrawing } from "./graphic.ts";
export { readImage } from "./image.ts";
export type { ImageObject } from "./image-object.ts";
export { type FontFault, type OpenedFace, openFace } from "./open-face.ts";
export { ownBytes } from "./own-bytes.ts";
export { fontPackage, packagedFont } from "./packaged-font.ts";
export { type PageFault, type PageForm, readPageForm } from "./page-form.ts";
export type { PdfAbout } from "./pdf-about.ts";
export { type FinishedPdf, PdfFile, type PdfTarget } from "./pdf-file.ts";
export { fillColour, pdfNumber } from "./pdf-text.ts";
export { plainLineWidth } from "./plain-line-width.ts";
export { missingFrom, shapeWord } from "./shape-word.ts";
export { type ShapedWord, wordBytes } from "./shaped-word.ts";
export { type SharedForm, sharedForm } from "./shared-form.ts";
export type {
  Box,
  LinkArea,
  MarkedContent,
  StructureElement,
  StructureKid,
  StructureRole,
} from "./structure.ts";
export { readSvg, type SvgFault } from "./svg-drawing.ts";
export type { PdfStandard, TagFault, TaggedDocument } from "./tag-faults.ts";
export { type ArtifactKind, TaggedPage } from "./tagged-page.ts";
export { type TaggedPdf, taggedPdf } from "./tagged-pdf.ts";
