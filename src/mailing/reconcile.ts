import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Duty } from "../law/index.ts";
import type { Ledger } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { tieAccount } from "./account-ties.ts";
import { type Certificate, certificatePage, certificateTables } from "./certificate.ts";
import { chainProblems } from "./chain-problems.ts";
import { clientDuties } from "./client-duties.ts";
import { type CountedMailing, type CountThreads, countMailing } from "./count-mailing.ts";
import { countPapers } from "./counted-papers.ts";
import { writeDurably } from "./durable-file.ts";
import { type HandOverPaper, handOverPapers } from "./hand-over-papers.ts";
import { noIndexes } from "./index-facts.ts";
import type { MailingInputs } from "./inputs.ts";
import { censusAtHand } from "./kept-census.ts";
import { type MailingRecord, mailingCounts, mailingRecord } from "./mailing-record.ts";
import { notComplete } from "./not-complete.ts";
import { Ties, tieProblem } from "./ties.ts";
import { paperProblems } from "./verify-hand-over.ts";
import { writeWithList } from "./write-with-list.ts";

/** What vouches for a mailing, under the output folder. */
export const papers = ["mailing.json", "certificate.json", certificatePage] as const;

export type ReconcileRequest = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  readonly out: string;
  /** Of all clients, if they are known already: working them out reads everyone. */
  readonly duties?: readonly Duty[];
  /**
   * What is done about job tickets and sums: `write`, the default, as the end of a run; `compare` takes those
   * that lie there for what would be handed over, and writes none.
   */
  readonly handOver?: "write" | "compare";
  /** Threads that count what is in the files and what the ledger says; without two of them, this one does. */
  readonly threads?: CountThreads | undefined;
  readonly progress?: (pieces: number) => void;
  readonly aborted?: () => boolean;
};

export type ReconcileResult = {
  /** Undefined if nothing was planned, or it was interrupted, also by the loss of a thread. */
  readonly certificate: Certificate | undefined;
  readonly problems: readonly Problem[];
  /** Run again: nothing was written. */
  readonly interrupted?: true;
};

/**
 * Proves that every row of the people files is in exactly one outcome, and that all totals tie across people,
 * plan, ledger, print streams, indexes, job tickets, sums and e-mails, as a whole and by client, jurisdiction,
 * variant and stream; writes `mailing.json` and `certificate.json`. Anything that does not tie is a problem
 * that stops; the certificate then says so.
 */
export async function reconcile(request: ReconcileRequest): Promise<ReconcileResult> {
  const { inputs, ledger, out, threads, progress, aborted, handOver = "write" } = request;
  const mailing = ledger.mailings.get(inputs.hash);
  if (mailing === undefined || mailing.state === "withdrawn")
    return { certificate: undefined, problems: [problem("mailing/nothing-planned", {})] };
  const clients = inputs.folder.clients.map(({ client }) => client.id);
  const files = await countMailing({ ledger, mailing: mailing.id, out, clients, threads, progress, aborted });
  if (files.kind !== "counted") {
    const lost = files.kind === "lost" ? [files.problem] : [];
    return { certificate: undefined, problems: lost, interrupted: true };
  }
  const { tally, totals, outcomes, pieces: pieceCounts } = files.ledger;
  if (tally === undefined) throw new Error("the mailing vanished while it was reconciled");
  const problems: Problem[] = [...files.problems];
  const sound = !problems.some(({ code }) => code !== "mailing/foreign-file");
  const missing = notComplete(mailing);
  problems.push(...missing, ...chainProblems(ledger));

  // What goes to the mail house is told of whole mailings only.
  const whole = sound && missing.length === 0;
  const made: Omit<HandOverPaper, "text">[] = [];
  for (const paper of whole ? papersOf(request, mailing.id, files) : []) {
    const { text, ...listed } = paper;
    if (handOver === "write") writeDurably(join(out, paper.path), text);
    else problems.push(...paperProblems(paper, out, mailing.id));
    made.push(listed);
  }
  if (handOver === "write")
    for (const [client, counted] of files.clients) counted.papers = countPapers(out, mailing.id, client);

  const ties = new Ties();
  const lists = inputs.folder.clients.reduce((sum, { peopleFiles }) => sum + peopleFiles.length, 0);
  const hasPapers = missing.length === 0 && files.streams.length > 0;
  tieAccount(ties, { ...files.ledger, tally, files, listsInFolder: lists, papers: hasPapers });
  problems.push(...ties.differing.map(tieProblem));

  const record = mailingRecord(inputs, mailing, totals, tally, []);
  const listed = function* (): Generator<MailingRecord["files"][number]> {
    for (const { path, bytes, sha256, pieces } of ledger.account.files(mailing.id))
      yield { path, bytes, sha256, pieces };
    for (const { path, bytes, sha256 } of made) yield { path, bytes, sha256, pieces: 0 };
  };
  const mailingRecordSha256 = writeWithList(join(out, "mailing.json"), record, "files", listed());
  const certificate: Certificate = {
    format: 1,
    mailing: mailing.id,
    incident: inputs.folder.incident.id,
    ties: problems.length === 0,
    counts: mailingCounts(totals, tally),
    compared: ties.compared,
    totals: ties.whole,
    differing: ties.differing.filter(({ of }) => of !== undefined),
    ...certificateTables(outcomes, pieceCounts, totals, files.streams),
    mailingRecordSha256,
  };
  writeCertificate(out, certificate);
  return { certificate, problems };
}

/** Made, and written or compared, one after another: together, those of a large mailing are a hundred megabytes. */
function* papersOf(
  { inputs, ledger, duties }: ReconcileRequest,
  mailing: string,
  { clients }: CountedMailing,
): Generator<HandOverPaper> {
  const printed = [...clients.values()].flatMap((client) => client.printed);
  if (printed.length === 0) return;
  const known = duties ?? clientDuties(inputs, censusAtHand(inputs, ledger)).duties;
  const indexesOf = (_: unknown, client: string) => clients.get(client)?.indexes ?? noIndexes();
  yield* handOverPapers(inputs, mailing, printed, indexesOf, known);
}

/** A page made of another certificate vouches for what is no more: it goes before this one is there. */
function writeCertificate(out: string, certificate: Certificate): void {
  const path = join(out, "certificate.json");
  const text = `${JSON.stringify(certificate, null, 1)}\n`;
  const hash = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
  if (!existsSync(path) || hash(readFileSync(path)) !== hash(text))
    rmSync(join(out, certificatePage), { force: true });
  writeDurably(path, text);
}
