import { createHash, hash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { ProducedFile } from "../ledger/index.ts";
import type { StreamIndex } from "../letter/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { countPages, type PageCount } from "../readback/index.ts";
import { type ReadIndex, readIndex } from "./index-facts.ts";

/** Pieces of something, with their paper. */
export type PaperCount = { pieces: number; pages: number; sheets: number };

/** What stands in the files of one print stream, each counted for itself; absent if the file is not there. */
export type CountedStream = {
  readonly client: string;
  /** Path of the print stream under the output folder. */
  readonly file: string;
  readonly recorded: PaperCount;
  /** Pieces that the stream was committed with. */
  readonly committed: number;
  csv?: PaperCount;
  json?: PaperCount;
  /** Pages that the file says it has, and pages that were found in it. */
  pdf?: PageCount;
};

/** Variant → what the CSV indexes have of it. */
export type VariantCounts = Map<string, PaperCount>;

const nothing = (): PaperCount => ({ pieces: 0, pages: 0, sheets: 0 });

/** Adds to a count. */
export function addPaper(to: PaperCount, { pieces, pages, sheets }: Readonly<PaperCount>): void {
  to.pieces += pieces;
  to.pages += pages;
  to.sheets += sheets;
}

/** The count under the key, made if there is none. */
export function paperOf(counts: Map<string, PaperCount>, key: string): PaperCount {
  const known = counts.get(key) ?? nothing();
  counts.set(key, known);
  return known;
}

// One for all files: thousands, left to the collector, are what memory would grow by.
let block = Buffer.allocUnsafe(1 << 20);

/** Reads until the block is full or the file has no more; gives the bytes that are in it. */
function fillBlock(handle: number, filled = 0): number {
  let full = filled;
  while (full < block.length) {
    const read = readSync(handle, block, full, block.length - full, null);
    if (read === 0) break;
    full += read;
  }
  return full;
}

/** The whole file, good until the next one is read. */
function readWhole(handle: number): Buffer {
  let read = fillBlock(handle);
  while (read === block.length) {
    const larger = Buffer.allocUnsafe(2 * block.length);
    block.copy(larger);
    block = larger;
    read = fillBlock(handle, read);
  }
  return block.subarray(0, read);
}

type Hashed = { readonly bytes: number; readonly sha256: string };

function hashWhole(content: Uint8Array): Hashed {
  return { bytes: content.length, sha256: hash("sha256", content, "hex") };
}

function hashBlocks(handle: number): Hashed {
  let read = fillBlock(handle);
  // Nearly every file is a message: what a hash in steps costs to set up is more than hashing it.
  if (read < block.length) return hashWhole(block.subarray(0, read));
  const steps = createHash("sha256");
  let bytes = 0;
  for (; read > 0; read = fillBlock(handle)) {
    steps.update(block.subarray(0, read));
    bytes += read;
  }
  return { bytes, sha256: steps.digest("hex") };
}

function openedOrMissing(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

/**
 * Whether the file on disk is the one that was committed; `content` is given for indexes, which are small
 * enough to be read whole, good until the next file is read, and undefined for print streams, messages, and what is
 * not there.
 */
export function readProduced(
  file: ProducedFile,
  out: string,
  mailing: string,
): { readonly there: boolean; readonly content?: Buffer; readonly problems: readonly Problem[] } {
  const where = { file: file.path, client: file.client };
  const handle = openedOrMissing(join(out, file.path));
  if (handle === undefined)
    return {
      there: false,
      problems: [problem("mailing/file-missing", where, { mailing: mailing.slice(0, 8) })],
    };
  try {
    const isIndex = file.channel === "letter" && !file.path.endsWith(".pdf");
    const content = isIndex ? readWhole(handle) : undefined;
    const { bytes, sha256 } = content === undefined ? hashBlocks(handle) : hashWhole(content);
    const same = bytes === file.bytes && sha256 === file.sha256;
    return {
      there: true,
      ...(content === undefined ? {} : { content }),
      problems: same ? [] : [problem("mailing/file-changed", where)],
    };
  } finally {
    closeSync(handle);
  }
}

/** The rows of a CSV index, counted; `variants` gets them by variant too. Columns by name, in any order. */
export function countCsv(content: Buffer, variants: VariantCounts): PaperCount {
  const rows = rowsOf(content.toString("utf8"));
  const header = rows.next().value ?? [];
  const [pages = -1, sheets = -1, variant = -1] = ["pages", "sheets", "variant"].map((name) =>
    header.indexOf(name),
  );
  const all = nothing();
  for (const row of rows) {
    const count = { pieces: 1, pages: Number(row[pages]), sheets: Number(row[sheets]) };
    addPaper(all, count);
    const name = row[variant] ?? "";
    addPaper(variants.get(name) ?? paperOf(variants, detached(name)), count);
  }
  return all;
}

/** The same text in memory of its own: a part of a long text holds all of it for as long as it is there itself. */
const detached = (text: string): string => Buffer.from(text).toString();

function* rowsOf(text: string): Generator<readonly string[], undefined> {
  // Quotes are rare in an index, and a parser that knows them takes ten times as long.
  if (text.includes('"'))
    return yield* parse(text, { relax_column_count: true, relax_quotes: true }) as string[][];
  const end = text.trimEnd().length;
  for (let from = 0; from <= end; ) {
    const found = text.indexOf("\n", from);
    const to = found === -1 || found > end ? end : found;
    yield text.slice(from, to).trimEnd().split(",");
    from = to + 1;
  }
}

/** The pieces of a JSON index, counted, and what a job ticket needs of it; nothing if it is none any more. */
export function countJson(content: Buffer): { readonly count: PaperCount; readonly read?: ReadIndex } {
  let index: Partial<StreamIndex> | null;
  try {
    index = JSON.parse(content.toString("utf8")) as Partial<StreamIndex> | null;
  } catch (error) {
    if (error instanceof SyntaxError) return { count: nothing() };
    throw error;
  }
  const pieces = index?.pieces;
  if (!Array.isArray(pieces) || pieces.some((piece) => typeof piece !== "object" || piece === null))
    return { count: nothing() };
  const read = readIndex({ pieces });
  const { facts } = read;
  return { count: { pieces: facts.pieces, pages: facts.pages, sheets: facts.sheets }, read };
}

/** The pages of a print stream: as many as it says, and as many as are in its tree. None if its frame cannot be read. */
export function pagesIn(path: string): PageCount {
  const counted = countPages(path);
  return counted.kind === "fault" ? { said: 0, found: 0 } : counted.value;
}
