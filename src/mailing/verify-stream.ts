import { join } from "node:path";
import type { FileRecord, PieceRecord } from "../ledger/index.ts";
import type { Stationery } from "../letter/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { faultText, type GlyphFault, openPrintStream, readLetters } from "../readback/index.ts";
import { envelopeLines } from "./envelope-lines.ts";
import { type MailingInputs, stationeryOf } from "./inputs.ts";
import type { DigitsOf } from "./intelligent-mail-digits.ts";
import type { Expectations } from "./verify-expectations.ts";
import { expectedIntelligentMail } from "./verify-intelligent-mail.ts";
import { expectedPaper, type LetterFault, letterFaults } from "./verify-letter.ts";

export type StreamVerified = {
  readonly problems: readonly Problem[];
  readonly letters: number;
  readonly wrong: number;
};

export type StreamRequest = {
  readonly inputs: MailingInputs;
  readonly expectations: Expectations;
  readonly out: string;
  readonly file: FileRecord;
  readonly digitsOf: DigitsOf;
  /** Of the whole stream, in print order. */
  readonly pieces: Iterable<PieceRecord>;
  /** Whether the piece is read; its pages are counted in any case. */
  readonly isWanted: (place: number) => boolean;
  readonly progress: (pieces: number) => void;
};

const progressStep = 200;

/** Reads a print stream back letter by letter and compares each with the ledger and the approved text. */
export async function streamProblems(request: StreamRequest): Promise<StreamVerified> {
  const { inputs, out, file } = request;
  const opened = await openPrintStream(join(out, file.path));
  if (opened.kind === "fault")
    return { problems: [unreadable(file, faultText(opened.fault))], letters: 0, wrong: file.pieces };
  const stationery = stationeryOf(inputs, file.client, false);
  if (stationery === undefined) throw new Error("a client whose letters were printed has no return address");
  try {
    const paper = expectedPaper(stationery);
    const spans = (function* () {
      let place = 0;
      for (const piece of request.pieces) {
        const span = { pieceId: piece.id, firstPage: piece.firstPage + 1, pages: piece.pages, piece };
        yield request.isWanted(place++) ? span : { ...span, unread: true as const };
      }
    })();
    const found = { problems: [] as Problem[], letters: 0, wrong: 0 };
    for await (const read of readLetters(opened.value, spans)) {
      if (read.kind === "unread") continue;
      if (read.kind === "fault") {
        found.problems.push(unreadable(file, faultText(read.fault)));
        found.wrong += file.pieces - found.letters;
        break;
      }
      if (read.kind === "unclaimed") {
        const where = { file: file.path, client: file.client, page: read.firstPage };
        found.problems.push(problem("mailing/page-unclaimed", where, { count: read.pages }));
        found.wrong += 1;
        continue;
      }
      const { piece } = read.piece;
      const faults =
        read.kind === "overlap"
          ? [{ page: piece.firstPage + 1, what: "its pages are another piece's" }]
          : letterFaults(read, { ...expectedOf(request, piece, stationery), piece, paper });
      found.letters += 1;
      if (faults.length > 0) found.wrong += 1;
      for (const fault of faults) found.problems.push(differs(file, piece, fault));
      if (found.letters % progressStep === 0) request.progress(progressStep);
    }
    request.progress(found.letters % progressStep);
    const glyphs = opened.value.glyphFaults(request.expectations.fonts(file.client));
    const glyphProblems =
      glyphs.kind === "fault"
        ? [unreadable(file, faultText(glyphs.fault))]
        : glyphs.value.map((fault) => glyphDiffers(file, fault));
    found.problems.push(...glyphProblems);
    found.wrong += glyphProblems.length;
    return found;
  } finally {
    opened.value.close();
  }
}

function expectedOf({ expectations, digitsOf }: StreamRequest, piece: PieceRecord, stationery: Stationery) {
  const expected = expectations.of(piece);
  const addressLines = envelopeLines(expected.individual);
  const digits = digitsOf(expected.individual, piece.sequence);
  return {
    addressLines,
    imb: expectedIntelligentMail(digits, addressLines, stationery),
    fields: expectations.fields(expected),
    parts: expectations.parts(expected.text),
    pageOf: expected.text.notice.pageOf,
  };
}

function unreadable({ path, client }: FileRecord, fault: string): Problem {
  return problem("mailing/piece-unreadable", { file: path, client, piece: "–" }, { fault });
}

function differs({ path, client }: FileRecord, { id }: PieceRecord, { page, what }: LetterFault): Problem {
  return problem("mailing/piece-differs", { file: path, client, piece: id, page }, { what });
}

const glyphWords: Readonly<Record<GlyphFault["what"], string>> = {
  blank: "has no ink",
  other: "does not look as the letter does in the full font",
  width: "is not as wide as in the full font",
  unknown: "stands for a letter that the full font lacks",
  font: "is in a font that is none of this client’s",
};

function glyphDiffers({ path, client }: FileRecord, { font, character, what }: GlyphFault): Problem {
  const facts = { font, character: character === "" ? "everything" : character, what: glyphWords[what] };
  return problem("mailing/glyph-differs", { file: path, client }, facts);
}
