import type { Ledger, Shard } from "../ledger/index.ts";
import { indexHeader, indexJsonPiece, indexRow, openPrintStream } from "../letter/index.ts";
import type { Census } from "./census.ts";
import { type MailingInputs, mailingDay } from "./inputs.ts";
import { letterOf, messageOf, messagePressOf, type PieceBinding } from "./make-piece.ts";
import type { TextGroup } from "./text-groups.ts";
import type { Texts } from "./texts.ts";
import type { Wave } from "./wave.ts";

/** What a run will make and need, before it begins. Counts of people are right, everything else is a guess. */
export type Estimate = {
  readonly letters: number;
  readonly emails: number;
  readonly pages: number;
  readonly sheets: number;
  /** Bytes of print streams, indexes and e-mails that are still to be written. */
  readonly outputBytes: number;
  /** Bytes by which the ledger grows meanwhile, its log included. */
  readonly ledgerBytes: number;
  readonly seconds: number;
};

// Measured on two cores of 2026 with 100,000 people of 4 clients; one thread. A guess elsewhere.
const seconds = { variant: 0.026, person: 0.00017, letter: 0.0002, email: 0.0016 } as const;
// Rows of plan, outcome and piece with their indexes, and as much again while the log waits to be taken over.
const ledgerBytesAPerson = 1_100;
// Of who was told before, there is only an outcome.
const ledgerBytesATold = 200;
const emailBlock = 4_096;
// Fonts, forms and tables of one print stream.
const streamFrame = 400_000;
const objectsAPage = 60;
const textsMeasured = 60;

type Sample = { readonly pages: number; readonly sheets: number; readonly bytes: number };

const binding: PieceBinding = { pieceId: "00000000-0000000", code: "SAMPLE-CODE-0000", codeExpires: null };

async function measured(
  { texts, inputs, ledger }: EstimateRequest,
  { members }: TextGroup,
): Promise<Sample | undefined> {
  const [member] = members;
  if (member === undefined) return undefined;
  const { facets, seq } = member;
  const sample = ledger.intake.personAt(seq);
  if (sample === undefined) throw new Error("a person of the census is not in the ledger");
  const text = texts.of(facets);
  if (facets.channel === "email") {
    const day = mailingDay(inputs, facets.client);
    if (day === undefined || sample.email === undefined) return undefined;
    const { value } = await messageOf(await messagePressOf(text, day), text, sample, binding);
    return value && { pages: 0, sheets: 0, bytes: Math.ceil(value.length / emailBlock) * emailBlock };
  }
  if (text.letter === undefined) return undefined;
  const stream = openPrintStream("memory", { title: text.notice.title });
  const placed = stream.add(text.letter, letterOf(text, sample, binding));
  stream.abandon();
  if (placed.kind === "refused") return undefined;
  const { zip } = sample.address;
  const index = indexRow(placed, zip).length + indexJsonPiece(placed, zip).length;
  return {
    pages: placed.pages,
    sheets: placed.sheets,
    bytes: placed.length + placed.pages * objectsAPage + index,
  };
}

/** All that an estimate is made from; the texts must be composed. */
export type EstimateRequest = {
  readonly inputs: MailingInputs;
  /** With the people of the census taken in. */
  readonly ledger: Ledger;
  /** People of the lists, told or not. */
  readonly people: number;
  /** The shards that are still to be made; undefined before the plan. */
  readonly shards: readonly Shard[] | undefined;
  /** Who is left to be told after earlier mailings; undefined if everyone is. */
  readonly wave: Wave | undefined;
  readonly census: Census;
  readonly texts: Texts;
  readonly groups: readonly TextGroup[];
};

/**
 * Estimates what is still to be made: the letters of the texts with most readers are set once each and stand for
 * all others. What is committed already is not counted, nor who was told by an earlier mailing.
 */
export async function estimateRun(request: EstimateRequest): Promise<Estimate> {
  const { inputs, shards, wave, census, groups } = request;
  const people = { letter: 0, email: 0 };
  const shown = { letter: 0, email: 0 };
  const sums = { pages: 0, sheets: 0, letter: 0, email: 0 };
  const readers = groups.map((group) => ({ group, count: readersOf(group, wave) }));
  for (const [at, { group, count }] of readers.toSorted((a, b) => b.count - a.count).entries()) {
    const channel = group.members[0]?.facets.channel ?? "letter";
    people[channel] += count;
    const sample = at < textsMeasured && count > 0 ? await measured(request, group) : undefined;
    if (sample === undefined) continue;
    shown[channel] += count;
    sums[channel] += sample.bytes * count;
    sums.pages += sample.pages * count;
    sums.sheets += sample.sheets * count;
  }
  const { letter: letters, email: emails } = shards === undefined ? people : piecesOf(shards);
  const scaled = (sum: number, channel: "letter" | "email") =>
    shown[channel] === 0 ? 0 : Math.round((sum / shown[channel]) * (channel === "letter" ? letters : emails));
  // A client's letters of one, two, three sheets go into streams of their own; none is empty.
  const streams = Math.min(
    letters,
    3 * inputs.folder.clients.length + Math.ceil(letters / inputs.folder.incident.mailHouse.piecesPerStream),
  );
  const outputBytes =
    scaled(sums.letter, "letter") +
    scaled(sums.email, "email") +
    streams * streamFrame +
    streams * indexHeader.length;
  const told = wave?.told ?? 0;
  return {
    letters,
    emails,
    pages: scaled(sums.pages, "letter"),
    sheets: scaled(sums.sheets, "letter"),
    outputBytes: Math.round(outputBytes),
    ledgerBytes:
      shards === undefined
        ? (request.people - told) * ledgerBytesAPerson + told * ledgerBytesATold
        : Math.round((letters + emails) * (ledgerBytesAPerson / 2)),
    seconds: Math.ceil(
      census.variants.size * seconds.variant +
        (shards === undefined ? request.people : letters + emails) * seconds.person +
        letters * seconds.letter +
        emails * seconds.email,
    ),
  };
}

/** People who are still to read a text. */
function readersOf({ people, members }: TextGroup, wave: Wave | undefined): number {
  if (wave === undefined) return people;
  return members.reduce((sum, { text }) => sum + (wave.variants.get(text.variant) ?? 0), 0);
}

function piecesOf(shards: readonly Shard[]): { readonly letter: number; readonly email: number } {
  const pieces = { letter: 0, email: 0 };
  for (const { channel, count } of shards) pieces[channel] += count;
  return pieces;
}
