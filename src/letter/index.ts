/**
 * A notice on paper: layout, envelope windows, page marks, print streams, proofs.
 * Knows how a composed notice becomes pages and what may show through a window. Must not know law,
 * templates, the ledger or files of people; never decides wording.
 * A notice is laid out once per variant (`compileLetter`), a letter costs only its slots (`PrintStream.add`).
 */
export { canPrint } from "../pdf/index.ts";
export { type CompiledLetter, compileLetter, smallestNoticeType } from "./compiled-letter.ts";
export { type EnvelopeName, type EnvelopeProfile, envelopeProfiles, guardArea } from "./envelope.ts";
export { type Letter, type LetterSize, measureLetter } from "./lay-out-letter.ts";
export {
  type FinishedStream,
  openPrintStream,
  type PlacedLetter,
  type Placement,
  PrintStream,
  type RefusedLetter,
  type StreamAbout,
} from "./print-stream.ts";
export { proofLetter } from "./proof-letter.ts";
export type { Letterhead, Stationery } from "./stationery.ts";
export { indexHeader, indexRow } from "./stream-index.ts";
