import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Duty } from "../law/index.ts";
import type { FileRecord, Ledger } from "../ledger/index.ts";
import type { StreamIndex } from "../letter/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { openPrintStream } from "../readback/index.ts";
import { takeCensus } from "./census.ts";
import { clientDuties } from "./client-duties.ts";
import { writeDurably } from "./durable-file.ts";
import { handOverPapers, handOverPaths } from "./hand-over-papers.ts";
import type { MailingInputs } from "./inputs.ts";
import { type MailingCounts, mailingCounts, mailingRecord } from "./mailing-record.ts";
import { notComplete } from "./not-complete.ts";
import { foreignFiles } from "./output-folder.ts";

/** Two numbers, each counted in its own place, that must be equal. */
export type Tie = {
  readonly what: string;
  readonly left: number;
  readonly right: number;
  readonly ties: boolean;
};

/** What vouches for a mailing, under the output folder. */
export const papers = ["mailing.json", "certificate.json"] as const;

/** `certificate.json`: every row accounted for, every file with its hash, every total beside its double. */
export type Certificate = {
  readonly format: 1;
  readonly mailing: string;
  readonly incident: string;
  readonly ties: boolean;
  readonly counts: MailingCounts;
  readonly totals: readonly Tie[];
  readonly byClient: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly byJurisdiction: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly byVariant: readonly {
    readonly client: string;
    readonly variant: string;
    readonly pieces: number;
    readonly sheets: number;
  }[];
  /** SHA-256 of mailing.json, which lists every file with its own hash. */
  readonly mailingRecordSha256: string;
};

export type ReconcileRequest = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  readonly out: string;
  /** Of all clients, if they are known already: working them out reads everyone. */
  readonly duties?: readonly Duty[];
};

/** SHA-256 (hex) of a file, read through `buffer`: one for all files, because a buffer for each fills memory. */
function hashOfFile(path: string, buffer: Buffer): string {
  const hash = createHash("sha256");
  const handle = openSync(path, "r");
  try {
    for (let read = readSync(handle, buffer); read > 0; read = readSync(handle, buffer))
      hash.update(buffer.subarray(0, read));
  } finally {
    closeSync(handle);
  }
  return hash.digest("hex");
}

/** Whether the file on disk is the one that was committed. */
function fileProblems(file: FileRecord, out: string, mailing: string, buffer: Buffer): readonly Problem[] {
  const path = join(out, file.path);
  const where = { file: file.path, client: file.client };
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [problem("mailing/file-missing", where, { mailing: mailing.slice(0, 8) })];
  if (found.size !== file.bytes || hashOfFile(path, buffer) !== file.sha256)
    return [problem("mailing/file-changed", where)];
  return [];
}

/** What stands in the files themselves, counted without the ledger. */
async function countedInFiles(
  files: readonly FileRecord[],
  out: string,
): Promise<{
  readonly pages: number;
  readonly indexRows: number;
  readonly indexedPages: number;
  readonly jsonPieces: number;
  readonly messages: number;
}> {
  const counted = { pages: 0, indexRows: 0, indexedPages: 0, jsonPieces: 0, messages: 0 };
  for (const { path } of files) {
    const at = join(out, path);
    if (path.endsWith(".eml")) counted.messages += 1;
    else if (path.endsWith(".json"))
      counted.jsonPieces += (JSON.parse(readFileSync(at, "utf8")) as StreamIndex).pieces.length;
    else if (path.endsWith(".csv")) {
      const [header = "", ...rows] = readFileSync(at, "utf8").trimEnd().split("\n");
      const pagesColumn = header.trim().split(",").indexOf("pages");
      counted.indexRows += rows.length;
      for (const row of rows) counted.indexedPages += Number(row.split(",")[pagesColumn]);
    } else {
      const opened = await openPrintStream(at);
      if (opened.kind === "fault") continue;
      counted.pages += opened.value.pageCount;
      await opened.value.close();
    }
  }
  return counted;
}

/**
 * Proves that every row of the people files is in exactly one outcome and that all totals tie across
 * people, plan, ledger, print streams, indexes and e-mails; writes `mailing.json` and `certificate.json`.
 * Anything that does not tie is a problem that stops; the certificate then says so.
 */
export async function reconcile({ inputs, ledger, out, duties }: ReconcileRequest): Promise<{
  readonly certificate: Certificate | undefined;
  readonly problems: readonly Problem[];
}> {
  const mailing = ledger.mailings.get(inputs.hash);
  const tally = ledger.account.tally(inputs.hash);
  if (mailing === undefined || tally === undefined || mailing.state === "withdrawn")
    return { certificate: undefined, problems: [problem("mailing/nothing-planned", {})] };
  const problems: Problem[] = [];
  const files = ledger.account.files(mailing.id);
  const buffer = Buffer.allocUnsafe(1 << 20);
  for (const file of files) problems.push(...fileProblems(file, out, mailing.id, buffer));
  const sound = problems.length === 0;
  const clients = inputs.folder.clients.map(({ client }) => client.id);
  const own = new Set([...files.map(({ path }) => path), ...handOverPaths(mailing.id, files)]);
  problems.push(...foreignFiles(out, clients, own));
  const missing = notComplete(mailing);
  problems.push(...missing);
  const totals = ledger.intake.totals();
  const lists = inputs.folder.clients.reduce((sum, { peopleFiles }) => sum + peopleFiles.length, 0);
  const rowsRead = ledger.intake.accounts().reduce((sum, { rowsRead }) => sum + (rowsRead ?? 0), 0);
  const { letter, email, substitute, alreadyTold, excluded } = tally.outcomes;
  const counted = sound ? await countedInFiles(files, out) : undefined;
  const ties: Tie[] = [];
  const tie = (what: string, left: number, right: number) =>
    ties.push({ what, left, right, ties: left === right });
  tie("lists in the folder = lists taken in", lists, ledger.intake.accounts().length);
  tie("rows read = rows accounted for", rowsRead, totals.rows);
  tie(
    "rows = people + duplicates + held + suppressed",
    totals.rows,
    totals.people + totals.duplicates + totals.held + totals.suppressed,
  );
  tie("people taken in = people of the mailing", totals.people, tally.people ?? -1);
  tie(
    "people = letters + e-mails + substitute + told before + held at the press",
    totals.people,
    letter + email + substitute + alreadyTold + excluded,
  );
  tie("letters + e-mails = planned pieces", letter + email, tally.planned);
  tie("planned pieces = pieces in shards", tally.planned, tally.inShards);
  tie("planned pieces = pieces made", tally.planned, tally.pieces);
  tie("pieces made = pieces in files", tally.pieces, tally.inFiles);
  tie("codes printed = distinct codes", tally.codes, tally.distinctCodes);
  tie("pieces with a code that is not their person's = none", tally.codesOutOfPlace, 0);
  tie("pieces that are not their person's = none", tally.piecesOutOfPlace, 0);
  if (counted !== undefined) {
    tie("letters = rows of the indexes", letter, counted.indexRows);
    tie("rows of the indexes = pieces of the JSON indexes", counted.indexRows, counted.jsonPieces);
    tie("pages in the ledger = pages in the print streams", tally.pages, counted.pages);
    tie("pages in the indexes = pages in the print streams", counted.indexedPages, counted.pages);
    tie("e-mails = message files", email, counted.messages);
  }
  for (const { what, left, right, ties: equal } of ties)
    if (!equal) problems.push(problem("mailing/total-does-not-tie", {}, { what, left, right }));

  // What goes to the mail house is told of whole mailings only.
  const handOver =
    sound && missing.length === 0
      ? handOverPapers(
          inputs,
          mailing.id,
          out,
          files,
          duties ?? clientDuties(inputs, takeCensus(inputs, ledger)).duties,
        )
      : [];
  for (const { path, text } of handOver) writeDurably(join(out, path), text);
  const listed = [...files, ...handOver.map((paper) => ({ ...paper, pieces: 0 }))];
  const record = `${JSON.stringify(mailingRecord(inputs, mailing, totals, tally, listed), null, 1)}\n`;
  writeDurably(join(out, "mailing.json"), record);
  const certificate: Certificate = {
    format: 1,
    mailing: mailing.id,
    incident: inputs.folder.incident.id,
    ties: problems.length === 0,
    counts: mailingCounts(totals, tally),
    totals: ties,
    ...outcomesOf(ledger, mailing.id),
    byVariant: ledger.account
      .pieceCounts(mailing.id)
      .map(({ client, variant, pieces, sheets }) => ({ client, variant, pieces, sheets })),
    mailingRecordSha256: createHash("sha256").update(record).digest("hex"),
  };
  writeDurably(join(out, "certificate.json"), `${JSON.stringify(certificate, null, 1)}\n`);
  return { certificate, problems };
}

function outcomesOf(ledger: Ledger, mailing: string): Pick<Certificate, "byClient" | "byJurisdiction"> {
  const byClient: Record<string, Record<string, number>> = {};
  const byJurisdiction: Record<string, Record<string, number>> = {};
  const count = (of: Record<string, Record<string, number>>, key: string, kind: string, more: number) => {
    const counts = of[key] ?? {};
    of[key] = counts;
    counts[kind] = (counts[kind] ?? 0) + more;
  };
  for (const { client, jurisdiction, kind, count: more } of ledger.account.outcomes(mailing)) {
    count(byClient, client, kind, more);
    count(byJurisdiction, jurisdiction, kind, more);
  }
  return { byClient, byJurisdiction };
}
