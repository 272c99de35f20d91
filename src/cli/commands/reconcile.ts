import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { day } from "../../calendar/index.ts";
import {
  type Certificate,
  certificatePage,
  lastVerification,
  reconcile as reconcileMailing,
  recordReconciliation,
  writeDurably,
} from "../../mailing/index.ts";
import { certificatePdf } from "../../report/index.ts";
import type { CommandRun } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import {
  interrupted,
  nothingPlanned,
  refuseWith,
  type Session,
  takeIn,
  withIncident,
} from "../incident-session.ts";
import { startProgress } from "../progress.ts";
import { problemDocument, showProblems } from "../show-problems.ts";
import { countedPerThread, threadsFor } from "../thread-counts.ts";
import { printCertificate } from "./run.ts";

export type ReconcileOptions = {
  readonly out?: string;
  /** Threads that count; as many as the machine has processors, up to four, unless told. */
  readonly workers?: number;
};

/** `reconcile`: every row in one outcome, every total tied, every file as it was committed; and a page that says so. */
export function reconcile(folder: string, options: ReconcileOptions): CommandRun {
  const refused = refuseWith("noticepress run <folder>");
  return (context) =>
    withIncident(context, folder, "own", refused, async (session) => {
      if (nothingPlanned(session)) return refused(session);
      const ended = await takeIn(session, refused);
      if (ended !== undefined) return ended;
      const { inputs, ledger, tally } = session;
      const { terminal } = context;
      const out = resolve(options.out ?? join(folder, "out"));
      const pieces = ledger.mailings.get(inputs.hash)?.pieces ?? 0;
      const threads = threadsFor(options.workers, pieces, countedPerThread);
      const progress = startProgress(terminal, "Reconciling", "pieces", pieces, context.now);
      const result = await reconcileMailing({
        inputs,
        ledger,
        out,
        handOver: "compare",
        threads: { ledger: session.site, count: threads },
        progress: progress.advance,
        aborted: () => context.signal.aborted,
      }).finally(progress.end);
      const { certificate, problems } = result;
      tally.add(problems);
      if (result.interrupted) return interrupted(context, tally);
      if (certificate === undefined) return refused(session);
      const page = writePage(session, certificate, out);
      terminal.document({ format: 1, certificate, page, problems: tally.kept.map(problemDocument) });
      printCertificate(terminal, certificate);
      showProblems(terminal, tally);
      terminal.note(`For the file: ${page}`);
      const isSent = ledger.mailings.get(inputs.hash)?.state === "handedOver";
      terminal.note(
        !certificate.ties
          ? "Next: do not send anything; see above."
          : isSent
            ? `Next: nothing for the letters, they were sent; noticepress status ${folder}`
            : `Next: noticepress hand-over ${folder}${options.out === undefined ? "" : ` --out ${options.out}`} packs what the mail house gets; --gzip --encrypt-to KEY.asc makes it small and secret`,
      );
      return certificate.ties ? exitCodes.done : exitCodes.problems;
    });
}

/** Writes the certificate's page, dated with the day on which this very certificate was first given. */
function writePage(
  { inputs, ledger, tally, context }: Session,
  certificate: Certificate,
  out: string,
): string {
  const sha256 = createHash("sha256")
    .update(readFileSync(join(out, "certificate.json")))
    .digest("hex");
  const { ties, compared, mailing } = certificate;
  const given = recordReconciliation(ledger, mailing, context.instant(), { sha256, ties, compared });
  const { value, problems } = certificatePdf(certificate, {
    inputs,
    givenOn: day(given.at.slice(0, 10)),
    certificateSha256: sha256,
    chainHead: given.chainHead,
    verification: lastVerification(ledger, mailing, inputs.folder.dir, out),
  });
  tally.add(problems);
  const path = join(out, certificatePage);
  writeDurably(path, value.pdf);
  return path;
}
