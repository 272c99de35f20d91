import { join, resolve } from "node:path";
import { recordVerification, verify as verifyMailing } from "../../mailing/index.ts";
import type { CommandRun } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import {
  interrupted,
  nothingPlanned,
  refuseWith,
  takeIn,
  withIncident,
  withScratchLedger,
} from "../incident-session.ts";
import { startProgress } from "../progress.ts";
import { problemDocument, showProblems } from "../show-problems.ts";
import { rowThreads, threadsFor } from "../thread-counts.ts";

export type VerifyOptions = {
  readonly out?: string;
  /** Threads that read; as many as the machine has processors, up to four, unless told. */
  readonly workers?: number;
  /** Only so many pieces of each stream are read. */
  readonly sample?: number;
  /** Decides which; the mailing's own hash unless told. */
  readonly seed?: string;
};

// Below, starting a thread takes longer than its work.
const piecesPerThread = 3_000;

/** `verify`: reads every finished letter and e-mail back and compares it with the ledger. */
export function verify(folder: string, options: VerifyOptions): CommandRun {
  const refused = refuseWith("noticepress run <folder>");
  return (context) =>
    withIncident(context, folder, "own", refused, async (session) => {
      const { inputs, ledger, tally } = session;
      const unplanned = nothingPlanned(session);
      if (unplanned) return refused(session);
      const ended = await takeIn(session, refused);
      if (ended !== undefined) return ended;
      const { terminal } = context;
      const out = resolve(options.out ?? join(folder, "out"));
      const pieces = ledger.mailings.get(inputs.hash)?.pieces ?? 0;
      const sample =
        options.sample === undefined
          ? undefined
          : { perStream: options.sample, seed: options.seed ?? inputs.hash };
      if (sample !== undefined) terminal.note(terminal.style("yellow", aboutSample(sample.perStream)));
      const threads = threadsFor(options.workers, pieces, piecesPerThread);
      const expected = sample === undefined ? pieces : undefined;
      const progress = startProgress(terminal, "Reading back", "pieces", expected, context.now);
      const result = await withScratchLedger((scratch) =>
        verifyMailing({
          inputs,
          ledger,
          out,
          tally,
          scratch,
          today: context.today,
          threads: { ledger: session.site, count: threads },
          rowThreads: rowThreads(session, options.workers),
          sample,
          progress: progress.advance,
          aborted: () => context.signal.aborted,
        }),
      ).finally(progress.end);
      if (result.kind === "aborted") return interrupted(context, tally);
      if (result.kind === "nothing") return refused(session);
      recordVerification(ledger, inputs.hash, { dir: inputs.folder.dir, out, at: context.instant() }, result);
      const { letters, emails, wrong, complete } = result;
      terminal.document({
        format: 1,
        letters,
        emails,
        wrong,
        complete,
        ...(result.sample === undefined ? {} : { sample: result.sample }),
        problems: tally.kept.map(problemDocument),
      });
      terminal.print(`${letters} letters and ${emails} e-mails read back and compared with the ledger.`);
      if (wrong > 0)
        terminal.print(
          terminal.style("red", `${wrong} things are NOT as they must be. Do not send anything.`),
        );
      else if (result.sample !== undefined)
        terminal.print(
          terminal.style(
            "yellow",
            `SAMPLE ONLY: ${letters + emails} of ${result.sample.ofPieces} finished pieces were read and found right. The others were not looked at; this does not count as a verification.`,
          ),
        );
      else if (complete)
        terminal.print(
          terminal.style(
            "green",
            "Every one says what the ledger says, to the right person, with their own code.",
          ),
        );
      showProblems(terminal, tally);
      if (wrong > 0) terminal.note("Next: see above.");
      else {
        const next = result.sample !== undefined ? "verify" : complete ? "reconcile" : "run";
        terminal.note(`Next: noticepress ${next} ${folder}`);
      }
      if (wrong > 0) return exitCodes.problems;
      return complete ? exitCodes.done : exitCodes.incomplete;
    });
}

function aboutSample(perStream: number): string {
  return `SAMPLE ONLY: ${perStream} of each stream's pieces are read. Leave out --sample to read them all.`;
}
