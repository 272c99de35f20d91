import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Day } from "../calendar/index.ts";
import type { BoundCode, FileRecord, Ledger, PieceRecord } from "../ledger/index.ts";
import { type Facets, variantKey } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { faultText, openPrintStream, readLetters } from "../readback/index.ts";
import { type Census, takeCensus, variantOf } from "./census.ts";
import { clientDuties } from "./client-duties.ts";
import { envelopeLines } from "./envelope-lines.ts";
import { type ExpectedPart, expectedParts } from "./expected-text.ts";
import { handOverPaths } from "./hand-over-papers.ts";
import { type MailingInputs, mailingDay, stationeryOf } from "./inputs.ts";
import { fieldsOfPiece } from "./make-piece.ts";
import { notComplete } from "./not-complete.ts";
import { foreignFiles } from "./output-folder.ts";
import type { ProblemTally } from "./problem-tally.ts";
import { Recent } from "./recent.ts";
import { Texts, type VariantWords } from "./texts.ts";
import { handOverProblems } from "./verify-hand-over.ts";
import { indexProblems } from "./verify-index.ts";
import { type LetterFault, letterFaults } from "./verify-letter.ts";
import { listProblems } from "./verify-lists.ts";
import { messageFaults } from "./verify-message.ts";

export type VerifyRequest = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  readonly out: string;
  readonly tally: ProblemTally;
  /** An empty ledger, for reading the lists a second time. */
  readonly scratch: Ledger;
  /** On which ages count while no mailing day is planned. */
  readonly today: Day;
  readonly progress?: (pieces: number) => void;
  readonly aborted?: () => boolean;
};

export type VerifyResult =
  | {
      readonly kind: "verified";
      readonly letters: number;
      readonly emails: number;
      readonly wrong: number;
      /** False while shards are still to be produced. */
      readonly complete: boolean;
    }
  /** There is no mailing of these inputs. */
  | { readonly kind: "nothing" }
  | { readonly kind: "aborted" };

// More than one client's variants, most of the time: its shards follow each other.
const textsInUse = 400;

/** What one mailing's pieces are compared with; texts are composed again, once for each variant. */
class Expectations {
  readonly #inputs: MailingInputs;
  readonly #texts: Texts;
  readonly #words = new Recent<string, VariantWords>(textsInUse);
  readonly #parts = new Recent<string, readonly ExpectedPart[]>(textsInUse);

  constructor(inputs: MailingInputs, census: Census) {
    this.#inputs = inputs;
    this.#texts = new Texts(inputs, census);
  }

  of(piece: PieceRecord) {
    const { individual } = piece;
    if (individual === undefined) throw new Error("a piece of this mailing has no person in the intake");
    return { individual, text: this.#text(variantOf(this.#inputs, individual).facets) };
  }

  #text(facets: Facets): VariantWords {
    const variant = variantKey(facets);
    let text = this.#words.get(variant);
    if (text === undefined) {
      text = this.#texts.words(facets);
      this.#words.set(variant, text);
    }
    return text;
  }

  parts(text: VariantWords): readonly ExpectedPart[] {
    let parts = this.#parts.get(text.wordsHash);
    if (parts === undefined) {
      parts = expectedParts(text.notice);
      this.#parts.set(text.wordsHash, parts);
    }
    return parts;
  }
}

/**
 * Reads every finished print stream and e-mail back with a reader that shares nothing with the writer, and
 * compares each piece with the ledger and the approved text. Problems go to the tally.
 */
export async function verify(request: VerifyRequest): Promise<VerifyResult> {
  const { inputs, ledger, out, tally, progress = () => {}, aborted = () => false } = request;
  const mailing = ledger.mailings.get(inputs.hash);
  if (mailing === undefined || mailing.state === "withdrawn") {
    tally.add([problem("mailing/nothing-planned", {})]);
    return { kind: "nothing" };
  }
  const census = takeCensus(inputs, ledger);
  const expectations = new Expectations(inputs, census);
  const count = { letters: 0, emails: 0, wrong: 0 };
  const files = Map.groupBy(ledger.account.files(mailing.id), ({ shard }) => shard);
  for (const shard of ledger.mailings.shards(mailing.id, "committed")) {
    if (aborted()) return { kind: "aborted" };
    const pieces = () => ledger.account.pieces(mailing.id, { shard: shard.number });
    const present: FileRecord[] = [];
    for (const file of files.get(shard.number) ?? []) {
      if (existsSync(join(out, file.path))) present.push(file);
      else {
        tally.add([
          problem("mailing/file-missing", { file: file.path }, { mailing: mailing.id.slice(0, 8) }),
        ]);
        count.wrong += Math.max(1, file.pieces);
      }
    }
    if (shard.channel === "email") {
      const there = new Map(present.map((file) => [file.path, file]));
      for (const piece of pieces()) {
        const file = there.get(piece.file);
        if (file === undefined) continue;
        const faults = await messageProblems(request, expectations, file, piece);
        tally.add(faults);
        count.emails += 1;
        if (faults.length > 0) count.wrong += 1;
        progress(1);
      }
      continue;
    }
    for (const file of present) {
      if (!file.path.endsWith(".pdf")) {
        const faults = await indexProblems(out, file.path, pieces());
        tally.add(faults);
        count.wrong += faults.length;
        continue;
      }
      const stream = await streamProblems(request, expectations, file, pieces());
      tally.add(stream.problems);
      count.letters += stream.letters;
      count.wrong += stream.wrong;
    }
  }
  const made = ledger.account.files(mailing.id);
  const own = new Set([...made.map(({ path }) => path), ...handOverPaths(mailing.id, made)]);
  const clients = inputs.folder.clients.map(({ client }) => client.id);
  const beyond = [
    ...foreignFiles(out, clients, own),
    ...(await listProblems(inputs, ledger, request.scratch, request.today)),
  ];
  tally.add(beyond);
  count.wrong += beyond.length;
  const missing = notComplete(mailing);
  // The papers are made from the indexes: while one of those is wrong, it is named and they are not.
  if (missing.length === 0 && count.wrong === 0) {
    const duties = clientDuties(inputs, census).duties;
    const papers = handOverProblems(inputs, mailing.id, out, made, duties);
    tally.add(papers);
    count.wrong += papers.length;
  }
  tally.add(missing);
  return { kind: "verified", ...count, complete: missing.length === 0 };
}

/** The ledger's own binding, not the code that the piece says it bears: the two are compared. */
function codeOf(ledger: Ledger, { client, id }: Individual, { facets }: VariantWords): BoundCode | undefined {
  return facets.offer === null ? undefined : ledger.pools.codeOf(client, facets.offer, id);
}

async function streamProblems(
  { inputs, ledger, out, progress = () => {} }: VerifyRequest,
  expectations: Expectations,
  file: FileRecord,
  pieces: Iterable<PieceRecord>,
): Promise<{ readonly problems: readonly Problem[]; readonly letters: number; readonly wrong: number }> {
  const opened = await openPrintStream(join(out, file.path));
  const where = { file: file.path, client: file.client };
  const unreadable = (piece: string, fault: string) =>
    problem("mailing/piece-unreadable", { ...where, piece }, { fault });
  if (opened.kind === "fault")
    return { problems: [unreadable("–", faultText(opened.fault))], letters: 0, wrong: file.pieces };
  const stationery = stationeryOf(inputs, file.client, false);
  if (stationery === undefined) throw new Error("a client whose letters were printed has no return address");
  const problems: Problem[] = [];
  let letters = 0;
  let wrong = 0;
  try {
    const spans = (function* () {
      for (const piece of pieces)
        yield { pieceId: piece.id, firstPage: piece.firstPage + 1, pages: piece.pages, piece };
    })();
    for await (const read of readLetters(opened.value, spans)) {
      if (read.kind === "fault") {
        problems.push(unreadable("–", faultText(read.fault)));
        wrong += file.pieces - letters;
        break;
      }
      if (read.kind === "unclaimed") {
        problems.push(
          problem("mailing/page-unclaimed", { ...where, page: read.firstPage }, { count: read.pages }),
        );
        wrong += 1;
        continue;
      }
      const { piece } = read.piece;
      const { individual, text } = expectations.of(piece);
      const bound = codeOf(ledger, individual, text);
      const fields = fieldsOfPiece(text, individual, {
        pieceId: piece.id,
        code: bound?.code ?? null,
        codeExpires: bound?.expires ?? null,
      });
      const faults: readonly LetterFault[] =
        read.kind === "overlap"
          ? [{ page: piece.firstPage + 1, what: "its pages are another piece's" }]
          : letterFaults(read, {
              piece,
              addressLines: envelopeLines(individual),
              fields,
              parts: expectations.parts(text),
              pageOf: text.notice.pageOf,
              stationery,
            });
      letters += 1;
      if (faults.length > 0) wrong += 1;
      for (const { page, what } of faults)
        problems.push(problem("mailing/piece-differs", { ...where, piece: piece.id, page }, { what }));
      if (letters % 200 === 0) progress(200);
    }
    progress(letters % 200);
  } finally {
    opened.value.close();
  }
  return { problems, letters, wrong };
}

async function messageProblems(
  { inputs, ledger, out }: VerifyRequest,
  expectations: Expectations,
  file: FileRecord,
  piece: PieceRecord,
): Promise<readonly Problem[]> {
  const { individual, text } = expectations.of(piece);
  const bound = codeOf(ledger, individual, text);
  const day = mailingDay(inputs, file.client);
  if (day === undefined) throw new Error("a client whose e-mails were written has no mailing day");
  const binding = { pieceId: piece.id, code: bound?.code ?? null, codeExpires: bound?.expires ?? null };
  const faults = await messageFaults(readFileSync(join(out, file.path)), text, individual, binding, day);
  return faults.map((what) =>
    problem("mailing/email-differs", { file: file.path, client: file.client }, { what }),
  );
}
