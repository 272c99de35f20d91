import { basename } from "node:path";
import type { OutcomeCount, OutcomeKind, Tally } from "../ledger/index.ts";
import {
  type CountedClient,
  type CountedMailing,
  paperIn,
  paperOfTickets,
  ticketOf,
} from "./count-mailing.ts";
import type { CountedStream, PaperCount } from "./counted-files.ts";
import type { LedgerCounts } from "./ledger-counts.ts";
import type { Ties } from "./ties.ts";

/** Everything that the totals of a mailing are counted from: the ledger, and the files. */
export type AccountSources = Omit<LedgerCounts, "tally"> & {
  readonly tally: Tally;
  readonly files: CountedMailing;
  /** Lists in the incident folder. */
  readonly listsInFolder: number;
  /** Tickets and sums are to be there: the mailing is whole and has letters. */
  readonly papers: boolean;
};

const nothing: Readonly<PaperCount> = { pieces: 0, pages: 0, sheets: 0 };

/** Compares every total of a mailing in all places where it can be counted, as a whole and part by part. */
export function tieAccount(ties: Ties, sources: AccountSources): void {
  tieRows(ties, sources);
  tiePeople(ties, sources);
  tiePieces(ties, sources);
  tiePaper(ties, sources);
  tieCodes(ties, sources);
  tieSums(ties, sources);
  tieClients(ties, sources);
  tieVariants(ties, sources);
  for (const stream of sources.files.streams) tieStream(ties, sources, stream);
}

function tieRows(ties: Ties, { totals, lists: accounts, listsInFolder }: AccountSources): void {
  const read = accounts.reduce((sum, { rowsRead }) => sum + (rowsRead ?? 0), 0);
  const { rows, people, duplicates, held, suppressed } = totals;
  ties.tie("lists", { "in the incident folder": listsInFolder, "taken in": accounts.length });
  ties.tie("rows", {
    "counted by the reader": read,
    "on record": rows,
    "people + duplicates + held + suppressed": people + duplicates + held + suppressed,
  });
  for (const { client, file, rows: recorded, rowsRead } of accounts)
    if (rowsRead !== undefined)
      ties.part(
        "rows of the list",
        { client, file },
        { "counted by the reader": rowsRead, "on record": recorded },
      );
}

function tiePeople(ties: Ties, { outcomes, totals, tally }: AccountSources): void {
  const { letter, email, substitute, alreadyTold, excluded } = tally.outcomes;
  ties.tie("people", {
    "taken in": totals.people,
    "people of the mailing": tally.people ?? -1,
    "letters + e-mails + substitute + told before + held at the press":
      letter + email + substitute + alreadyTold + excluded,
  });
  const decided = byJurisdiction(outcomes);
  for (const [client, jurisdictions] of totals.peopleByJurisdiction) {
    const own = decided.get(client) ?? new Map<string, number>();
    for (const jurisdiction of new Set([...jurisdictions.keys(), ...own.keys()]))
      ties.part(
        "people of the jurisdiction",
        { client, jurisdiction },
        { "taken in": jurisdictions.get(jurisdiction) ?? 0, "with an outcome": own.get(jurisdiction) ?? 0 },
      );
  }
}

function byJurisdiction(outcomes: readonly OutcomeCount[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { client, jurisdiction, count } of outcomes) {
    const own = counts.get(client) ?? new Map<string, number>();
    counts.set(client, own);
    own.set(jurisdiction, (own.get(jurisdiction) ?? 0) + count);
  }
  return counts;
}

function tiePieces(ties: Ties, { tally, files, papers }: AccountSources): void {
  const { streams, clients } = files;
  const { outcomes, planned, inShards, pieces, inFiles } = tally;
  const emails = { committed: 0, recorded: 0, onDisk: 0 };
  for (const { email } of clients.values())
    for (const key of ["committed", "recorded", "onDisk"] as const) emails[key] += email[key];
  ties.tie("letters and e-mails", {
    outcomes: outcomes.letter + outcomes.email,
    planned,
    "in shards": inShards,
    made: pieces,
    "in committed files": inFiles,
  });
  ties.tie("letters", {
    outcomes: outcomes.letter,
    "made, stream by stream": paperIn(streams, "recorded").pieces,
    "rows of the CSV indexes": paperIn(streams, "csv").pieces,
    "pieces of the JSON indexes": paperIn(streams, "json").pieces,
    ...(papers ? { "job tickets": paperOfTickets(clients.values()).pieces } : {}),
  });
  ties.tie("e-mails", {
    outcomes: outcomes.email,
    made: emails.recorded,
    "committed messages": emails.committed,
    "message files on the disk": emails.onDisk,
  });
}

function tiePaper(ties: Ties, { tally, files, papers }: AccountSources): void {
  const { streams, clients } = files;
  const [csv, json] = (["csv", "json"] as const).map((kind) => paperIn(streams, kind));
  const tickets = paperOfTickets(clients.values());
  ties.tie("pages", {
    "on record": tally.pages,
    "CSV indexes": csv?.pages ?? 0,
    "JSON indexes": json?.pages ?? 0,
    "said by the print streams": streams.reduce((sum, { pdf }) => sum + (pdf?.said ?? 0), 0),
    "found in the print streams": streams.reduce((sum, { pdf }) => sum + (pdf?.found ?? 0), 0),
    ...(papers ? { "job tickets": tickets.pages } : {}),
  });
  ties.tie("sheets", {
    "on record": tally.sheets,
    "CSV indexes": csv?.sheets ?? 0,
    "JSON indexes": json?.sheets ?? 0,
    ...(papers ? { "job tickets": tickets.sheets } : {}),
  });
}

function tieCodes(ties: Ties, { codes, tally }: AccountSources): void {
  ties.tie("codes", { printed: tally.codes, distinct: tally.distinctCodes });
  ties.tie("pieces with a code that is not their person's", {
    found: tally.codesOutOfPlace,
    allowed: 0,
  });
  ties.tie("pieces that are not their person's", { found: tally.piecesOutOfPlace, allowed: 0 });
  for (const { client, offer, planned, printed, distinct } of codes)
    ties.part(`codes of the offer ${offer}`, { client }, { due: planned, printed, distinct });
}

/** Every file of a print folder has its line in the sums, with the hash that was committed. */
function tieSums(ties: Ties, { files, papers }: AccountSources): void {
  if (!papers) return;
  const all = { files: 0, lines: 0, right: 0 };
  for (const [client, { printed, papers: own }] of files.clients) {
    if (printed.length === 0) continue;
    // The ticket as data and as a page have lines too.
    const count = { files: printed.length + 2, lines: own?.sums.size ?? 0, right: 2 };
    for (const { path, sha256 } of printed) if (own?.sums.get(basename(path)) === sha256) count.right += 1;
    for (const key of ["files", "lines", "right"] as const) all[key] += count[key];
    ties.part("lines of the SHA-256 sums", { client }, sumSides(count));
  }
  ties.tie("lines of the SHA-256 sums", sumSides(all));
}

function sumSides({ files, lines, right }: Record<"files" | "lines" | "right", number>) {
  return { "files to hand over": files, lines, "lines with the committed hash": right };
}

function tieClients(ties: Ties, { shards, outcomes, totals, files, papers }: AccountSources): void {
  const ofClients = new Map<string, Record<OutcomeKind, number>>();
  for (const { client, kind, count } of outcomes) {
    const own = ofClients.get(client) ?? { letter: 0, email: 0, substitute: 0, alreadyTold: 0, excluded: 0 };
    ofClients.set(client, own);
    own[kind] += count;
  }
  for (const [client, { people }] of totals.byClient) {
    const own = ofClients.get(client);
    const { letter = 0, email = 0, substitute = 0, alreadyTold = 0, excluded = 0 } = own ?? {};
    const inShards = (channel: "letter" | "email") =>
      shards.find((each) => each.client === client && each.channel === channel)?.pieces ?? 0;
    const counted = files.clients.get(client);
    const streams = files.streams.filter((stream) => stream.client === client);
    const ticket = counted?.papers?.totals ?? nothing;
    const [recorded, csv] = [paperIn(streams, "recorded"), paperIn(streams, "csv")];
    const withTicket = (count: number) =>
      papers && counted !== undefined && counted.printed.length > 0 ? { "job ticket": count } : {};
    const where = { client };
    ties.part("people of the client", where, {
      "taken in": people,
      "letters + e-mails + substitute + told before + held at the press":
        letter + email + substitute + alreadyTold + excluded,
    });
    ties.part("letters of the client", where, {
      outcomes: letter,
      "in shards": inShards("letter"),
      made: recorded.pieces,
      "rows of the CSV indexes": csv.pieces,
      ...withTicket(ticket.pieces),
    });
    ties.part("e-mails of the client", where, {
      outcomes: email,
      "in shards": inShards("email"),
      made: counted?.email.recorded ?? 0,
      "message files on the disk": counted?.email.onDisk ?? 0,
    });
    ties.part("pages of the client", where, {
      "on record": recorded.pages,
      "CSV indexes": csv.pages,
      "found in the print streams": streams.reduce((sum, { pdf }) => sum + (pdf?.found ?? 0), 0),
      ...withTicket(ticket.pages),
    });
    ties.part("sheets of the client", where, {
      "on record": recorded.sheets,
      "CSV indexes": csv.sheets,
      ...withTicket(ticket.sheets),
    });
  }
}

function tieVariants(
  ties: Ties,
  { planned: plannedCounts, pieces: made, files, papers }: AccountSources,
): void {
  const madeOf = new Map(made.map((each) => [`${each.client}\t${each.variant}`, each]));
  for (const { client, variant, pieces: planned } of plannedCounts) {
    const count = madeOf.get(`${client}\t${variant}`);
    const where = { client, variant };
    const pieces = { planned, made: count?.pieces ?? 0 };
    if (count === undefined || count.channel === "email") {
      ties.part("pieces of the variant", where, pieces);
      continue;
    }
    const own: CountedClient | undefined = files.clients.get(client);
    const csv = own?.variants.get(variant) ?? nothing;
    const ticket = own?.papers?.versions.get(variant) ?? nothing;
    ties.part("pieces of the variant", where, {
      ...pieces,
      "rows of the CSV indexes": csv.pieces,
      ...(papers ? { "job ticket": ticket.pieces } : {}),
    });
    ties.part("sheets of the variant", where, {
      "on record": count.sheets,
      "CSV indexes": csv.sheets,
      ...(papers ? { "job ticket": ticket.sheets } : {}),
    });
  }
}

/** Files that are not there are problems of their own, and have no counts to compare. */
function tieStream(ties: Ties, { files, papers }: AccountSources, stream: CountedStream): void {
  const { client, file, recorded, committed, csv, json, pdf } = stream;
  const where = { client, file };
  const ticket = papers ? ticketOf(files.clients.get(client), file) : undefined;
  const of = (key: keyof PaperCount) => ({
    ...(csv === undefined ? {} : { "CSV index": csv[key] }),
    ...(json === undefined ? {} : { "JSON index": json[key] }),
    ...(ticket === undefined ? {} : { "job ticket": ticket[key] }),
  });
  ties.part("letters of the print stream", where, {
    "on record": recorded.pieces,
    committed,
    ...of("pieces"),
  });
  ties.part("pages of the print stream", where, {
    "on record": recorded.pages,
    ...of("pages"),
    ...(pdf === undefined ? {} : { "said by the file": pdf.said, "found in it": pdf.found }),
  });
  ties.part("sheets of the print stream", where, { "on record": recorded.sheets, ...of("sheets") });
}
