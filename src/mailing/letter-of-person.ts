import { createHash } from "node:crypto";
import type { Day } from "../calendar/index.ts";
import { readyToRun } from "../incident/index.ts";
import type { Ledger, PersonHistory, PieceRecord } from "../ledger/index.ts";
import { type ForeignPhrase, type Letter, openPrintStream, type Stationery } from "../letter/index.ts";
import { type Notice, taglines } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import { type Problem, problem, type Read, stops } from "../problem/index.ts";
import { reachOf, variantOf } from "./census.ts";
import { type MailingInputs, mailingDay, stationeryOf } from "./inputs.ts";
import { draftDigits, intelligentMailDigits } from "./intelligent-mail-digits.ts";
import { censusAtHand } from "./kept-census.ts";
import { letterOf, type PieceBinding } from "./make-piece.ts";
import { Texts, type VariantText } from "./texts.ts";

/** Whose letter is wanted: the id is the client's own, as in its people file. */
export type LetterRequest = {
  readonly inputs: MailingInputs;
  /** With these inputs' people taken in. */
  readonly ledger: Ledger;
  readonly id: string;
  /** Needed only if several clients have the id. */
  readonly client?: string | undefined;
};

/** Everything that one person's letter is made from. */
export type PersonLetter = {
  /**
   * `printed`: the very letter of the mailing, with its code and piece id; `corrected`: the same with the code
   * that took the place of the printed one; `draft`: a sample in place of both.
   */
  readonly kind: "printed" | "corrected" | "draft";
  readonly client: string;
  readonly clientName: string;
  readonly notice: Notice;
  readonly stationery: Stationery;
  readonly letter: Letter;
  readonly day: Day | undefined;
  /** Lines of the text in other languages, for readers of those. */
  readonly foreign: readonly ForeignPhrase[];
};

const noLetter = (...problems: readonly Problem[]): Read<undefined> => ({ value: undefined, problems });

/**
 * One person's letter: as it was printed if this mailing has it, else a draft. No code is spent on it:
 * a draft shows a sample code. Undefined with the reason if the person is not known or gets no letter.
 */
export function letterOfPerson(request: LetterRequest): Read<PersonLetter | undefined> {
  const { inputs, ledger } = request;
  const found = findPerson(request);
  if (found.value === undefined) return { value: undefined, problems: found.problems };
  const { history, individual } = found.value;
  const { facets } = variantOf(inputs, individual);
  const reach = reachOf(inputs, individual, facets);
  if (reach !== "written") {
    const reason = reach === "substitute" ? "no address to write to" : "no law for the state yet";
    const outcome = reach === "substitute" ? "told by substitute notice" : "held";
    return noLetter(
      problem("mailing/person-not-written-to", { client: history.client }, { outcome, reason }),
    );
  }
  if (facets.channel === "email")
    return noLetter(problem("mailing/told-by-email", { client: history.client }));
  const text = new Texts(inputs, censusAtHand(inputs, ledger)).of(facets);
  if (stops(text.problems)) return noLetter(...text.problems);

  const mailing = ledger.mailings.get(inputs.hash);
  const isOpen = mailing !== undefined && mailing.state !== "withdrawn";
  const piece = history.pieces.find((candidate) => isOpen && candidate.mailing === mailing.id);
  const stationery = stationeryOf(inputs, history.client, piece === undefined);
  if (stationery === undefined || text.letter === undefined) return noLetter(...readyToRun(inputs.folder));
  const codeOf = (printed?: string | null): Pick<PieceBinding, "code" | "codeExpires"> => {
    const { offer } = facets;
    const bound =
      offer === null ? undefined : ledger.pools.codeOf(history.client, offer, individual.id, printed);
    return { code: bound?.code ?? null, codeExpires: bound?.expires ?? null };
  };
  const binding: PieceBinding =
    piece === undefined
      ? { ...draftBinding(history), intelligentMail: draftDigits(stationery, individual) }
      : {
          pieceId: piece.id,
          ...codeOf(piece.code),
          intelligentMail: intelligentMailDigits(inputs, ledger, piece.mailing)(individual, piece.sequence),
        };
  const printed = letterOf(text, individual, binding);
  if (piece !== undefined && !isAsPrinted(text, printed, piece))
    return noLetter(problem("mailing/letter-not-as-printed", { client: history.client, piece: piece.id }));
  const now = codeOf();
  const isCorrected = piece !== undefined && now.code !== binding.code;
  const letter = isCorrected ? letterOf(text, individual, { ...binding, ...now }) : printed;
  const value: PersonLetter = {
    kind: piece === undefined ? "draft" : isCorrected ? "corrected" : "printed",
    client: history.client,
    clientName: text.client.name,
    notice: text.notice,
    stationery,
    letter,
    day: mailingDay(inputs, history.client),
    foreign: taglines(inputs.templates, facets, text.client.contact).flatMap(({ language, line }) =>
      line === undefined ? [] : [{ language, text: line }],
    ),
  };
  return { value, problems: text.problems };
}

/** Nobody's code is spent on a draft, and its id names a row, not a person. */
function draftBinding({ client, rows }: PersonHistory): PieceBinding {
  const { file = "", row = 0 } = rows.find(({ individual }) => individual !== undefined) ?? {};
  const source = createHash("sha256").update(`${client}\n${file}`).digest("hex").slice(0, 4).toUpperCase();
  const pieceId = `DRAFT-${source}-${String(row).padStart(7, "0")}`;
  return { pieceId, code: "SAMPLE-CODE-0000", codeExpires: null };
}

/** Whether the print stream's way gives the content that the ledger has for the piece. */
function isAsPrinted(text: VariantText, letter: Letter, piece: PieceRecord): boolean {
  if (text.letter === undefined) return false;
  const stream = openPrintStream("memory", { title: text.notice.title });
  const placed = stream.add(text.letter, letter);
  stream.abandon();
  return placed.kind === "placed" && placed.sha256 === piece.sha256;
}

function findPerson({
  inputs,
  ledger,
  id,
  client,
}: LetterRequest): Read<{ readonly history: PersonHistory; readonly individual: Individual } | undefined> {
  const all = inputs.folder.clients.map((each) => each.client.id);
  const asked = client === undefined ? all : all.filter((each) => each === client);
  if (asked.length === 0) return noLetter(problem("mailing/no-such-client", {}, { clients: all.join(", ") }));
  const histories = asked.flatMap((each) => ledger.account.find(each, id) ?? []);
  const [history, other] = histories.filter(({ rows }) => rows.length > 0);
  if (history === undefined)
    return noLetter(problem("mailing/person-unknown", {}, { clients: asked.join(", ") }));
  if (other !== undefined) {
    const clients = histories.map((each) => each.client).join(", ");
    return noLetter(problem("mailing/person-of-several-clients", {}, { clients }));
  }
  const told = history.rows.find(({ individual }) => individual !== undefined);
  if (told?.individual !== undefined)
    return { value: { history, individual: told.individual }, problems: [] };
  const row = history.rows[0];
  const where = { client: history.client, ...(row === undefined ? {} : { file: row.file, row: row.row }) };
  const reason = row?.problems[0]?.code ?? row?.reason ?? "no reason is recorded";
  const outcome = row?.outcome ?? "unknown";
  return noLetter(problem("mailing/person-not-written-to", where, { outcome, reason }));
}
