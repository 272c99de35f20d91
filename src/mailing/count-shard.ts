import { join } from "node:path";
import type { FileRecord, Ledger, ProducedFile } from "../ledger/index.ts";
import type { Problem } from "../problem/index.ts";
import {
  type CountedStream,
  countCsv,
  countJson,
  pagesIn,
  readProduced,
  type VariantCounts,
} from "./counted-files.ts";
import type { ReadIndex } from "./index-facts.ts";
import { letSignalsIn } from "./let-signals-in.ts";

/** What the files of one shard hold, and what is wrong with them. Plain data: it may come from another thread. */
export type CountedShard = {
  readonly number: number;
  readonly client: string;
  /** Messages that were committed, and pieces on record in them. */
  readonly email: { readonly committed: number; readonly recorded: number };
  /** Folder → files of the shard that are there. */
  readonly found: ReadonlyMap<string, number>;
  /** Print streams and indexes committed, with name and SHA-256. */
  readonly printed: readonly FileRecord[];
  readonly streams: readonly CountedStream[];
  /** Of the CSV indexes. */
  readonly variants: VariantCounts;
  /** Of the JSON index; undefined if there is none that can be read. */
  readonly index: ReadIndex | undefined;
  readonly problems: readonly Problem[];
};

export type ShardContext = {
  readonly ledger: Ledger;
  readonly mailing: string;
  /** The output folder. */
  readonly out: string;
  readonly progress?: ((pieces: number) => void) | undefined;
  readonly aborted?: (() => boolean) | undefined;
};

const messagesBetweenTurns = 200;

/**
 * Reads every file of a shard once: whether it is the one that was committed, and what it holds. Undefined if it
 * was interrupted.
 */
export async function countShard(
  { ledger, mailing, out, progress, aborted = () => false }: ShardContext,
  { number, client }: Pick<CountedShard, "number" | "client">,
): Promise<CountedShard | undefined> {
  const email = { committed: 0, recorded: 0 };
  const found = new Map<string, number>();
  const printed: FileRecord[] = [];
  const streams: CountedStream[] = [];
  const variants: VariantCounts = new Map();
  const problems: Problem[] = [];
  let index: ReadIndex | undefined;
  let untold = 0;
  for (const file of ledger.account.producedFiles(mailing, number)) {
    const { there, content, problems: wrong } = readProduced(file, out, mailing);
    problems.push(...wrong);
    if (there) add(found, folderOf(file.path));
    if (file.channel === "email") {
      email.committed += 1;
      email.recorded += file.recorded;
      if (++untold < messagesBetweenTurns) continue;
      progress?.(untold);
      untold = 0;
    } else {
      printed.push(recordOf(file));
      const stream = streams.at(-1);
      if (content === undefined && file.path.endsWith(".pdf")) {
        streams.push(streamOf(file, there ? join(out, file.path) : undefined));
        progress?.(file.recorded);
      } else if (content !== undefined && stream !== undefined) {
        if (file.path.endsWith(".csv")) stream.csv = countCsv(content, variants);
        else ({ count: stream.json, read: index } = countJson(content));
      }
    }
    await letSignalsIn();
    if (aborted()) return undefined;
  }
  if (untold > 0) progress?.(untold);
  return { number, client, email, found, printed, streams, variants, index, problems };
}

function streamOf(file: ProducedFile, path: string | undefined): CountedStream {
  const { recorded: pieces, pages, sheets, pieces: committed } = file;
  const pdf = path === undefined ? undefined : pagesIn(path);
  return {
    client: file.client,
    file: file.path,
    recorded: { pieces, pages, sheets },
    committed,
    ...(pdf === undefined ? {} : { pdf }),
  };
}

/** Kept for every print stream of a mailing: without the counts of its pieces, which stand beside it. */
function recordOf({ path, shard, client, channel, bytes, sha256, pieces }: ProducedFile): FileRecord {
  return { path, shard, client, channel, bytes, sha256, pieces };
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/"));

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
