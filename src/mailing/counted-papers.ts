import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { addPaper, type PaperCount, paperOf } from "./counted-files.ts";
import { pathsOf } from "./hand-over-papers.ts";
import type { JobTicket } from "./job-ticket.ts";

/** What the papers beside one client's print streams say. */
export type CountedPapers = {
  /** What the ticket gives as its totals. */
  readonly totals: PaperCount;
  /** File name of a print stream → what the ticket says of it. */
  readonly streams: ReadonlyMap<string, Readonly<PaperCount>>;
  /** Version → pieces and sheets; a ticket counts no pages by version. */
  readonly versions: ReadonlyMap<string, Readonly<PaperCount>>;
  /** Lines of the sums, file name → SHA-256 (hex). */
  readonly sums: ReadonlyMap<string, string>;
};

/**
 * Reads the job ticket and the sums of a client as they lie in the output folder. What cannot be read counts
 * nothing. Undefined if neither is there.
 */
export function countPapers(out: string, mailing: string, client: string): CountedPapers | undefined {
  const { ticket, sums } = pathsOf(mailing, client);
  if (!existsSync(join(out, ticket)) && !existsSync(join(out, sums))) return undefined;
  const read = ticketIn(join(out, ticket));
  const totals = { pieces: 0, pages: 0, sheets: 0 };
  if (read?.totals !== undefined) addPaper(totals, read.totals);
  const versions = new Map<string, PaperCount>();
  for (const { version, pieces, sheets } of read?.versions ?? [])
    addPaper(paperOf(versions, version), { pieces, pages: 0, sheets });
  return {
    totals,
    streams: new Map((read?.streams ?? []).map((stream) => [stream.file, stream])),
    versions,
    sums: sumsIn(join(out, sums)),
  };
}

function ticketIn(path: string): Partial<JobTicket> | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return (JSON.parse(readFileSync(path, "utf8")) ?? {}) as Partial<JobTicket>;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function sumsIn(path: string): ReadonlyMap<string, string> {
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, "utf8").split("\n");
  return new Map(
    lines.flatMap((line) => {
      const [, sum, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
      return sum === undefined || name === undefined ? [] : [[name, sum] as const];
    }),
  );
}
