import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { FileRecord, Ledger } from "../ledger/index.ts";
import type { Problem } from "../problem/index.ts";
import { type CountedShard, countShard, type ShardContext } from "./count-shard.ts";
import {
  addPaper,
  type CountedStream,
  type PaperCount,
  paperOf,
  type VariantCounts,
} from "./counted-files.ts";
import { type CountedPapers, countPapers } from "./counted-papers.ts";
import { countOnDisk } from "./disk-count.ts";
import { doInThreads, type ThreadsEnd } from "./do-in-threads.ts";
import { pathsOf } from "./hand-over-papers.ts";
import { addIndex, type ClientIndexes, noIndexes } from "./index-facts.ts";
import { type LedgerCounts, type LedgerPart, ledgerPart, ledgerParts, wholeCounts } from "./ledger-counts.ts";
import { letSignalsIn } from "./let-signals-in.ts";
import type { LedgerPlace } from "./press-order.ts";
import { startTaskThread } from "./task-thread.ts";

/** One client's part of a mailing as its files have it. */
export type CountedClient = {
  /** E-mails: committed files, pieces on record, and messages on the disk. */
  readonly email: { committed: number; recorded: number; onDisk: number };
  /** Print streams and indexes committed, with name and SHA-256. */
  readonly printed: FileRecord[];
  readonly variants: VariantCounts;
  readonly indexes: ClientIndexes;
  papers: CountedPapers | undefined;
};

/** What a mailing's files hold, counted without believing the ledger, what the ledger says, and what is wrong. */
export type CountedMailing = {
  readonly kind: "counted";
  readonly streams: readonly CountedStream[];
  readonly clients: ReadonlyMap<string, CountedClient>;
  /** What the ledger says, for comparison. */
  readonly ledger: LedgerCounts;
  readonly problems: readonly Problem[];
};

/** Threads that count files and what the ledger says; each opens the ledger anew. */
export type CountThreads = { readonly ledger: LedgerPlace; readonly count: number };

/** What a thread is started with. */
export type CountOrder = { readonly ledger: LedgerPlace; readonly mailing: string; readonly out: string };

/** To count what is in the files of a shard, or what a part of the ledger says. */
export type CountTask =
  | { readonly kind: "shard"; readonly number: number; readonly client: string; readonly pieces: number }
  | { readonly kind: "ledger"; readonly part: LedgerPart; readonly pieces: number };

export type CountResult =
  | { readonly kind: "shard"; readonly shard: CountedShard }
  | { readonly kind: "ledger"; readonly counts: Partial<LedgerCounts> };

/** Does one task; undefined if it was interrupted. */
export async function countTask(context: ShardContext, task: CountTask): Promise<CountResult | undefined> {
  switch (task.kind) {
    case "shard": {
      const shard = await countShard(context, task);
      return shard && { kind: "shard", shard };
    }
    case "ledger":
      return { kind: "ledger", counts: ledgerPart(context.ledger, context.mailing, task.part) };
    default:
      return task satisfies never;
  }
}

export type CountRequest = {
  readonly ledger: Ledger;
  readonly mailing: string;
  /** The output folder. */
  readonly out: string;
  readonly clients: readonly string[];
  /** Without them, this thread counts. */
  readonly threads?: CountThreads | undefined;
  readonly progress?: ((pieces: number) => void) | undefined;
  readonly aborted?: (() => boolean) | undefined;
};

/**
 * Reads every file of a mailing once: whether it is the one that was committed, and what it holds; and counts what
 * the ledger has of it. Memory grows with print streams and variants, not with people. The result is the same for
 * any number of threads.
 */
export async function countMailing(
  request: CountRequest,
): Promise<CountedMailing | Exclude<ThreadsEnd, { kind: "done" }>> {
  const { ledger, mailing, out } = request;
  const shards = ledger.mailings.shards(mailing);
  const clients = new Map<string, CountedClient>();
  for (const { client } of shards) clientOf(clients, client);
  const all = shards.reduce((sum, { count }) => sum + count, 0);
  const tasks: readonly CountTask[] = [
    ...shards.map(
      ({ number, client, count: pieces }) => ({ kind: "shard", number, client, pieces }) as const,
    ),
    ...ledgerParts.map((part) => ({ kind: "ledger", part, pieces: all }) as const),
  ];
  const counted: Pick<CountedShard, "client" | "printed" | "streams" | "problems">[] = [];
  const found = new Map<string, number>();
  const counts: Partial<LedgerCounts> = {};
  // What a shard has of every variant is added up as it comes: of all shards, it would be much.
  const take = (result: CountResult, place: number) => {
    if (result.kind === "ledger") {
      Object.assign(counts, result.counts);
      return;
    }
    const { shard } = result;
    const { number, client, printed, streams, problems, index, email, variants } = shard;
    counted[place] = { client, printed, streams, problems };
    const own = clientOf(clients, client);
    own.email.committed += email.committed;
    own.email.recorded += email.recorded;
    for (const [folder, files] of shard.found) found.set(folder, (found.get(folder) ?? 0) + files);
    for (const [variant, paper] of variants) addPaper(paperOf(own.variants, variant), paper);
    if (index !== undefined) addIndex(own.indexes, number, index);
  };
  const end = await doTasks(request, tasks, take);
  if (end.kind !== "done") return end;

  const problems: Problem[] = [];
  for (const { client, printed, problems: wrong } of counted) {
    clientOf(clients, client).printed.push(...printed);
    problems.push(...wrong);
  }
  for (const client of request.clients) {
    const own = clientOf(clients, client);
    own.papers = countPapers(out, mailing, client);
    problems.push(...onDisk(request, client, own, found));
  }
  const streams = counted.flatMap((shard) => shard.streams);
  return { kind: "counted", streams, clients, ledger: wholeCounts(counts), problems };
}

async function doTasks(
  { ledger, mailing, out, threads, progress, aborted = () => false }: CountRequest,
  tasks: readonly CountTask[],
  take: (result: CountResult, place: number) => void,
): Promise<ThreadsEnd> {
  if (threads !== undefined && threads.count > 1) {
    const order: CountOrder = { ledger: threads.ledger, mailing, out };
    return doInThreads<CountTask, CountResult>({
      tasks,
      // No thread does better to stay with a client. Parts of the ledger, which cannot be divided, do not come last.
      measure: { client: () => "", size: ({ pieces }) => pieces },
      count: threads.count,
      start: () => startTaskThread(new URL("./count-thread.ts", import.meta.url), order),
      take,
      progress,
      isAborted: aborted,
    });
  }
  for (const [place, task] of tasks.entries()) {
    await letSignalsIn();
    const result = await countTask({ ledger, mailing, out, progress, aborted }, task);
    if (result === undefined || aborted()) return { kind: "aborted" };
    take(result, place);
  }
  return { kind: "done" };
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
    for (const file of ledger.account.files(mailing)) if (file.client === client) yield file.path;
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
    indexes: noIndexes(),
    papers: undefined,
  };
  clients.set(id, made);
  return made;
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
