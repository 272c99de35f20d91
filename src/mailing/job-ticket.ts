import type { Day } from "../calendar/index.ts";
import { envelopeOf, type IntelligentMail, mailerIdFor } from "../incident/index.ts";
import type { Duty } from "../law/index.ts";
import type { FileRecord } from "../ledger/index.ts";
import { type EnvelopeProfile, envelopeProfiles, sheetMark } from "../letter/index.ts";
import type { ClientIndexes } from "./index-facts.ts";
import { type MailingInputs, mailingDay } from "./inputs.ts";
import { type TicketGiven, ticketGiven } from "./ticket-given.ts";

/** One print stream as the mail house gets it. Names are file names beside the ticket. */
export type TicketStream = {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly indexes: readonly string[];
  readonly pieces: number;
  readonly pages: number;
  readonly sheets: number;
  /** Of every piece in it: the sheets that go into its envelope. */
  readonly sheetsEach: number;
  readonly firstPiece: string;
  readonly lastPiece: string;
  /** Pieces with an Intelligent Mail barcode. */
  readonly barcodes: number;
};

/** One text: how often it is printed, and a piece of it to look at on paper before the rest runs. */
export type TicketVersion = {
  readonly version: string;
  readonly pieces: number;
  readonly sheets: number;
  readonly sample: { readonly piece: string; readonly file: string; readonly firstPage: number };
};

/** What a mail house must know to print and insert one client's letters. Names nobody. */
export type JobTicket = {
  readonly format: 1;
  /** As in the names of the files and in every piece id. */
  readonly job: string;
  readonly mailing: string;
  readonly incident: string;
  readonly client: { readonly id: string; readonly name: string };
  /** Who sends: the client itself, or the vendor for it. */
  readonly notifier: string;
  readonly mailOn: Day | null;
  /** The last day that a law allows, over all of the client's duties to the people written to. */
  readonly lastDay: { readonly day: Day; readonly law: string; readonly citations: readonly string[] } | null;
  readonly paper: { readonly inches: readonly [number, number]; readonly duplex: boolean };
  /** The Data Matrix on the front of every sheet; points from the sheet's left and bottom edges, null without one. */
  readonly sheetMark: {
    readonly symbology: "Data Matrix ECC 200";
    readonly holds: string;
    readonly left: number;
    readonly bottom: number;
    readonly modulePoints: number;
  } | null;
  readonly envelope: EnvelopeProfile;
  readonly returnAddress: readonly string[];
  /** The barcode below the address, and how many pieces bear it; null if none does. */
  readonly intelligentMail: {
    readonly mailerId: string;
    readonly serviceType: string;
    readonly barcodeId: string;
    readonly pieces: number;
  } | null;
  /** What the sender says of the job; null where it says nothing. */
  readonly given: TicketGiven;
  readonly totals: {
    readonly streams: number;
    readonly pieces: number;
    readonly pages: number;
    readonly sheets: number;
  };
  readonly bySheets: readonly {
    readonly sheetsEach: number;
    readonly streams: number;
    readonly pieces: number;
  }[];
  readonly streams: readonly TicketStream[];
  readonly versions: readonly TicketVersion[];
};

/** A committed print stream with the names of its indexes. */
export type IndexedStream = {
  readonly file: FileRecord;
  readonly indexes: readonly string[];
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);

function streamOf({ file, indexes }: IndexedStream, { streams }: ClientIndexes): TicketStream {
  const facts = streams.get(file.shard);
  if (facts === undefined) throw new Error("the index of a print stream was not read");
  const { pieces, pages, sheets, sheetsEach, firstPiece, lastPiece, barcodes } = facts;
  return {
    file: nameOf(file.path),
    bytes: file.bytes,
    sha256: file.sha256,
    indexes: indexes.map(nameOf),
    pieces,
    pages,
    sheets,
    sheetsEach,
    firstPiece,
    lastPiece,
    barcodes,
  };
}

function versionsOf(streams: readonly IndexedStream[], { versions }: ClientIndexes): TicketVersion[] {
  const files = new Map(streams.map(({ file }) => [file.shard, nameOf(file.path)]));
  return [...versions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([version, { pieces, sheets, first }]) => {
      const file = files.get(first.shard);
      if (file === undefined) throw new Error("an index names a piece of a print stream that is not there");
      return { version, pieces, sheets, sample: { piece: first.piece, file, firstPage: first.page } };
    });
}

/** The earliest last day among what is owed to the client's people; the duties may be of all clients. */
function lastDayOf(duties: readonly Duty[], client: string): JobTicket["lastDay"] {
  let earliest: JobTicket["lastDay"] = null;
  for (const duty of duties) {
    const { due, status, to, jurisdiction, citations } = duty;
    if (duty.client !== client || to !== "individuals" || due === null) continue;
    if (status !== "owed" && status !== "question") continue;
    if (earliest === null || due < earliest.day) earliest = { day: due, law: jurisdiction, citations };
  }
  return earliest;
}

function intelligentMailOf(
  given: IntelligentMail | undefined,
  client: string,
  streams: readonly TicketStream[],
): JobTicket["intelligentMail"] {
  const mailerId = mailerIdFor(given, client);
  if (given === undefined || mailerId === undefined) return null;
  const { serviceType, barcodeId } = given;
  return { mailerId, serviceType, barcodeId, pieces: sum(streams.map(({ barcodes }) => barcodes)) };
}

/** The ticket of one client's letters; the streams in the order in which they were made, and what their indexes say. */
export function jobTicket(
  inputs: MailingInputs,
  mailing: string,
  clientId: string,
  streams: readonly IndexedStream[],
  indexes: ClientIndexes,
  duties: readonly Duty[],
): JobTicket {
  const { incident, clients } = inputs.folder;
  const client = clients.find(({ client: { id } }) => id === clientId)?.client;
  if (client === undefined) throw new Error("a mailing has letters of a client that is not in the folder");
  const made = streams.map((stream) => streamOf(stream, indexes));
  const envelope = envelopeProfiles[envelopeOf(incident.mailHouse)];
  const { width, height } = envelope.sheet;
  const byVendor = incident.notifier.role === "vendor" && client.delegation === "notifier";
  return {
    format: 1,
    job: mailing.slice(0, 8).toUpperCase(),
    mailing,
    incident: incident.id,
    client: { id: client.id, name: client.name },
    notifier: byVendor && incident.notifier.role === "vendor" ? incident.notifier.name : client.name,
    mailOn: mailingDay(inputs, client.id) ?? null,
    lastDay: lastDayOf(duties, client.id),
    paper: { inches: [width, height], duplex: incident.mailHouse.duplex },
    sheetMark:
      incident.mailHouse.sheetMark === "none"
        ? null
        : {
            symbology: "Data Matrix ECC 200",
            holds: "piece id/sheet/sheets",
            left: sheetMark.left,
            bottom: sheetMark.bottom,
            modulePoints: sheetMark.module,
          },
    envelope,
    returnAddress: client.returnAddress ?? [],
    intelligentMail: intelligentMailOf(incident.mailHouse.intelligentMail, client.id, made),
    given: ticketGiven(incident.mailHouse.jobTicket ?? {}),
    totals: {
      streams: made.length,
      pieces: sum(made.map(({ pieces }) => pieces)),
      pages: sum(made.map(({ pages }) => pages)),
      sheets: sum(made.map(({ sheets }) => sheets)),
    },
    bySheets: [...Map.groupBy(made, ({ sheetsEach }) => sheetsEach)]
      .sort(([a], [b]) => a - b)
      .map(([sheetsEach, of]) => ({
        sheetsEach,
        streams: of.length,
        pieces: sum(of.map(({ pieces }) => pieces)),
      })),
    streams: made,
    versions: versionsOf(streams, indexes),
  };
}
