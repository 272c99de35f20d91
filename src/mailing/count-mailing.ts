import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { FileRecord, Ledger } from "../ledger/index.ts";
import type { Problem } from "../problem/index.ts";
import {
  addPaper,
  type CountedStream,
  countCsv,
  countJson,
  countPages,
  type PaperCount,
  paperOf,
  readProduced,
  type VariantCounts,
} from "./counted-files.ts";
import { type CountedPapers, countPapers } from "./counted-papers.ts";
import { countOnDisk } from "./disk-count.ts";
import { pathsOf } from "./hand-over-papers.ts";

/** One client's part of a mailing as its files have it. */
export type CountedClient = {
  /** E-mails: committed files, files found as committed, pieces on record, and messages on the disk. */
  readonly email: { committed: number; recorded: number; onDisk: number };
  /** Print streams and indexes committed, with name and SHA-256. */
  readonly printed: FileRecord[];
  readonly variants: VariantCounts;
  papers: CountedPapers | undefined;
};

/** What a mailing's files hold, counted without believing the ledger, and what is wrong with them. */
export type CountedMailing = {
  readonly streams: readonly CountedStream[];
  readonly clients: ReadonlyMap<string, CountedClient>;
  readonly problems: readonly Problem[];
};

export type CountRequest = {
  readonly ledger: Ledger;
  readonly mailing: string;
  /** The output folder. */
  readonly out: string;
  readonly clients: readonly string[];
  readonly progress?: ((pieces: number) => void) | undefined;
  readonly aborted?: (() => boolean) | undefined;
};

/** Lets signals and timers in: what follows each other without waiting is never interrupted. */
const breathe = () => new Promise((resolve) => setImmediate(resolve));
const messagesBetweenBreaths = 200;

/**
 * Reads every file of a mailing once: whether it is the one that was committed, and what it holds. Memory grows
 * with print streams and variants, not with people. Undefined if it was interrupted.
 */
export async function countMailing(request: CountRequest): Promise<CountedMailing | undefined> {
  const { ledger, mailing, out, progress, aborted = () => false } = request;
  const streams: CountedStream[] = [];
  const clients = new Map<string, CountedClient>();
  const found = new Map<string, number>();
  const problems: Problem[] = [];
  let stream: CountedStream | undefined;
  let messages = 0;
  for (const file of ledger.account.producedFiles(mailing)) {
    const client = clientOf(clients, file.client);
    const { there, content, problems: wrong } = readProduced(file, out, mailing);
    problems.push(...wrong);
    if (there) add(found, folderOf(file.path));
    if (file.channel === "email") {
      client.email.committed += 1;
      client.email.recorded += file.recorded;
      progress?.(1);
      messages += 1;
      if (messages % messagesBetweenBreaths !== 0) continue;
    } else {
      client.printed.push(file);
      if (content === undefined && file.path.endsWith(".pdf")) {
        const { recorded, pages, sheets, pieces: committed } = file;
        const pdf = there ? await countPages(join(out, file.path)) : undefined;
        stream = {
          client: file.client,
          file: file.path,
          recorded: { pieces: recorded, pages, sheets },
          committed,
          ...(pdf === undefined ? {} : { pdf }),
        };
        streams.push(stream);
        progress?.(recorded);
      } else if (content !== undefined && stream !== undefined) {
        if (file.path.endsWith(".csv")) stream.csv = countCsv(content, client.variants);
        else stream.json = countJson(content);
      }
    }
    await breathe();
    if (aborted()) return undefined;
  }
  for (const client of request.clients) {
    const counted = clientOf(clients, client);
    counted.papers = countPapers(out, mailing, client);
    problems.push(...onDisk(request, client, counted, found));
  }
  return { streams, clients, problems };
}

function onDisk(
  { ledger, mailing, out }: CountRequest,
  client: string,
  counted: CountedClient,
  found: ReadonlyMap<string, number>,
): readonly Problem[] {
  const papers = counted.printed.length === 0 ? [] : Object.values(pathsOf(mailing, client));
  const own = function* () {
    yield* papers;
    for (const file of ledger.account.producedFiles(mailing)) if (file.client === client) yield file.path;
  };
  const written = papers.filter((path) => existsSync(join(out, path))).length;
  const print = countOnDisk(
    out,
    { client, folder: "print" },
    (found.get(`${client}/print`) ?? 0) + written,
    own,
  );
  const email = countOnDisk(out, { client, folder: "email" }, found.get(`${client}/email`) ?? 0, own);
  counted.email.onDisk = email.messages;
  return [...print.problems, ...email.problems];
}

function clientOf(clients: Map<string, CountedClient>, id: string): CountedClient {
  const known = clients.get(id);
  if (known !== undefined) return known;
  const made: CountedClient = {
    email: { committed: 0, recorded: 0, onDisk: 0 },
    printed: [],
    variants: new Map(),
    papers: undefined,
  };
  clients.set(id, made);
  return made;
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/"));

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** What is counted in a kind of file, over several streams; of files that are not there, nothing. */
export function paperIn(
  streams: readonly CountedStream[],
  kind: "recorded" | "csv" | "json",
): Readonly<PaperCount> {
  const sum = { pieces: 0, pages: 0, sheets: 0 };
  for (const stream of streams) {
    const counted = stream[kind];
    if (counted !== undefined) addPaper(sum, counted);
  }
  return sum;
}

/** What the job tickets give as their totals, together. */
export function paperOfTickets(clients: Iterable<CountedClient>): Readonly<PaperCount> {
  const sum = { pieces: 0, pages: 0, sheets: 0 };
  for (const { papers } of clients) if (papers !== undefined) addPaper(sum, papers.totals);
  return sum;
}

/** What a client's ticket says of a print stream, which it calls by its file name. */
export function ticketOf(client: CountedClient | undefined, file: string): Readonly<PaperCount> {
  return client?.papers?.streams.get(basename(file)) ?? paperOf(new Map(), file);
}
