import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Duty } from "../law/index.ts";
import type { FileRecord } from "../ledger/index.ts";
import type { StreamIndex } from "../letter/index.ts";
import { addIndex, type ClientIndexes, noIndexes, readIndex } from "./index-facts.ts";
import type { MailingInputs } from "./inputs.ts";
import { type IndexedStream, jobTicket } from "./job-ticket.ts";
import { jobTicketPage } from "./job-ticket-page.ts";

/** Where a client's papers lie under the output folder. */
export function pathsOf(
  mailing: string,
  client: string,
): { readonly ticket: string; readonly page: string; readonly sums: string } {
  const stem = `${client}/print/${client}-${mailing.slice(0, 8)}`;
  return {
    ticket: `${stem}-job-ticket.json`,
    page: `${stem}-job-ticket.html`,
    sums: `${stem}.sha256`,
  };
}

/** Clients that have letters among these files. */
function printed(files: Iterable<FileRecord>): readonly string[] {
  const clients = new Set<string>();
  for (const { channel, client } of files) if (channel === "letter") clients.add(client);
  return [...clients];
}

/** Where the papers lie that go to the mail house with a mailing's files, under the output folder. */
export function handOverPaths(mailing: string, files: Iterable<FileRecord>): readonly string[] {
  return printed(files).flatMap((client) => Object.values(pathsOf(mailing, client)));
}

/** A paper for the mail house, whole. */
export type HandOverPaper = {
  readonly path: string;
  readonly client: string;
  readonly text: string;
  readonly bytes: number;
  readonly sha256: string;
};

function paper(path: string, client: string, text: string): HandOverPaper {
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { path, client, text, bytes: Buffer.byteLength(text), sha256 };
}

/** The print streams among a client's files, each with its indexes. */
function* streamsIn(files: readonly FileRecord[]): Generator<IndexedStream & { readonly json: string }> {
  for (const ofShard of Map.groupBy(files, ({ shard }) => shard).values()) {
    const file = ofShard.find(({ path }) => path.endsWith(".pdf"));
    const indexes = ofShard.filter((each) => each !== file).map(({ path }) => path);
    const json = indexes.find((path) => path.endsWith(".json"));
    if (file === undefined || json === undefined)
      throw new Error("a print stream was committed without its index");
    yield { file, indexes, json };
  }
}

/** Reads what a client's indexes say; one of them is in memory at a time. */
export function readIndexes(out: string): (files: readonly FileRecord[]) => ClientIndexes {
  return (files) => {
    const read = noIndexes();
    for (const { file, json } of streamsIn(files))
      addIndex(read, file.shard, readIndex(JSON.parse(readFileSync(join(out, json), "utf8")) as StreamIndex));
    return read;
  };
}

/**
 * What goes to the mail house beside the print streams and their indexes: for every client a job ticket as data
 * and as a page, and the SHA-256 of every file, as `sha256sum -c` reads it. Made from the committed files and
 * what their indexes say, one client after another: `indexesOf` is asked with a client's files.
 */
export function* handOverPapers(
  inputs: MailingInputs,
  mailing: string,
  files: readonly FileRecord[],
  indexesOf: (files: readonly FileRecord[], client: string) => ClientIndexes,
  duties: readonly Duty[],
): Generator<HandOverPaper> {
  const letters = files.filter(({ channel }) => channel === "letter");
  for (const [client, own] of Map.groupBy(letters, (file) => file.client)) {
    const paths = pathsOf(mailing, client);
    const ticket = jobTicket(inputs, mailing, client, [...streamsIn(own)], indexesOf(own, client), duties);
    const papers = [
      paper(paths.ticket, client, `${JSON.stringify(ticket, null, 1)}\n`),
      paper(paths.page, client, jobTicketPage(ticket)),
    ];
    const sums = [...own, ...papers]
      .map(({ path, sha256 }) => `${sha256}  ${path.slice(path.lastIndexOf("/") + 1)}\n`)
      .sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1));
    yield* papers;
    yield paper(paths.sums, client, sums.join(""));
  }
}
