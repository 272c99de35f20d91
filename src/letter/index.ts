/**
 * A notice on paper: layout, envelope windows, page marks, print streams, proofs, single accessible letters.
 * Knows how a composed notice becomes pages and what may show through a window. Must not know law,
 * templates, the ledger or files of people; never decides wording.
 * A notice is laid out once per variant (`compileLetter`), a letter costs only its slots (`PrintStream.add`).
 */
export { canPrint } from "../pdf/index.ts";
export { addressLineWidth } from "./address-line-width.ts";
export { type CompiledLetter, compileLetter, smallestNoticeType } from "./compiled-letter.ts";
export {
  alwaysShownArea,
  type EnvelopeName,
  type EnvelopeProfile,
  envelopeProfiles,
  guardArea,
} from "./envelope.ts";
export { intelligentMailMark, intelligentMailPlace } from "./intelligent-mail-mark.ts";
export {
  hasRoomForIntelligentMail,
  type Letter,
  type LetterSize,
  measureLetter,
  planLetter,
} from "./lay-out-letter.ts";
export { type LetterheadPage, readLetterheadPage } from "./letterhead-page.ts";
export type { ForeignPhrase } from "./line-segments.ts";
export { plainLetter } from "./plain-letter.ts";
export {
  type FinishedStream,
  openPrintStream,
  type PlacedLetter,
  type Placement,
  PrintStream,
  type RefusedLetter,
  type StreamAbout,
} from "./print-stream.ts";
export { type ProofLetters, proofLetter, proofLetters } from "./proof-letter.ts";
export { type RecordPage, recordPage } from "./record-page.ts";
export { sheetMark, sheetMarkText } from "./sheet-mark.ts";
export { type SingleLetter, type SingleLetterOptions, singleLetter } from "./single-letter.ts";
export type { Letterhead, Stationery } from "./stationery.ts";
export {
  type IndexedPiece,
  indexHeader,
  indexJsonEnd,
  indexJsonPiece,
  indexJsonStart,
  indexRow,
  type StreamIndex,
} from "./stream-index.ts";
export {
  canPrintWith,
  type FallbackFont,
  type GivenFont,
  type GivenFonts,
  readTypefaces,
} from "./typefaces.ts";
