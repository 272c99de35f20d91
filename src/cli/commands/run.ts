import { join, resolve } from "node:path";
import { type AboutEarlier, type Certificate, run as runMailing } from "../../mailing/index.ts";
import { problem } from "../../problem/index.ts";
import type { CommandRun } from "../command.ts";
import { estimateText } from "../estimate-words.ts";
import { exitCodes } from "../exit-code.ts";
import { interrupted, noteHeld, refuseUsage, refuseWith, takeIn, withIncident } from "../incident-session.ts";
import { type Progress, startProgress } from "../progress.ts";
import { problemDocument, showProblems } from "../show-problems.ts";
import type { Terminal } from "../terminal.ts";
import { countedPerThread, mostThreads, rowThreads } from "../thread-counts.ts";

export type RunOptions = {
  readonly out?: string;
  readonly startOver?: boolean;
  readonly nextWave?: boolean;
  /** Threads that press; as many as the machine has processors, up to four, unless told. */
  readonly workers?: number;
  /** With a database: `s3://…` where workers put finished shards, if not into the output folder. */
  readonly collect?: string;
};

// Below, starting a thread takes longer than its work.
const piecesPerThread = 5_000;

const stepLabels = {
  plan: ["Planning", "people"],
  press: ["Producing", "pieces"],
  reconcile: ["Reconciling", "pieces"],
} as const;

/** `run`: produces what is approved; what was produced before is left as it is. */
export function run(folder: string, options: RunOptions): CommandRun {
  const refused = refuseWith((problems) =>
    problems.some(({ code }) => code.startsWith("approval/"))
      ? "noticepress proofs <folder>, to be read and approved; then run again."
      : "mend what stops, then run again.",
  );
  return (context) =>
    withIncident(context, folder, "own", refused, async (session) => {
      const { terminal } = context;
      if (options.startOver === true && options.nextWave === true) {
        return refuseUsage(
          context,
          "Use either --start-over or --next-wave: an earlier mailing was sent, or it was not.",
        );
      }
      const ended = await takeIn(session, refused);
      if (ended !== undefined) return ended;
      const { inputs, ledger, tally } = session;
      const out = resolve(options.out ?? join(folder, "out"));
      const earlier: AboutEarlier = options.startOver
        ? "startOver"
        : options.nextWave
          ? "nextWave"
          : "refuse";
      for (const { client } of inputs.folder.clients) {
        const planned = client.dates.individualNotice ?? inputs.folder.incident.dates.individualNotice;
        if (planned !== undefined && planned < context.today)
          tally.add([
            problem("cli/mailing-day-has-passed", { client: client.id }, { planned, today: context.today }),
          ]);
      }
      let progress: Progress | undefined;
      const threads = mostThreads(options.workers);
      // Loaded only where other machines take part: the queue's program is a fifth of a second.
      const shared =
        context.database === undefined
          ? undefined
          : await (await import("../share-press.ts")).sharePress(session, out, threads, options.collect);
      // A run that throws must let go of the queue too: it would go on taking shards and never end.
      const result = await runMailing({
        inputs,
        ledger,
        out,
        earlier,
        at: context.instant(),
        tally,
        onEstimate: (estimate) => terminal.note(`${estimateText(estimate)}.`),
        threads: {
          ...rowThreads(session, options.workers),
          piecesEach: options.workers === undefined ? piecesPerThread : 1,
          countedEach: options.workers === undefined ? countedPerThread : 1,
        },
        elsewhere: shared?.press,
        collect: shared?.collect,
        onStep: (step, total) => {
          progress?.end();
          const [label, unit] = stepLabels[step];
          progress = startProgress(terminal, label, unit, total, context.now);
        },
        progress: (count) => progress?.advance(count),
        aborted: () => context.signal.aborted,
      }).finally(async () => {
        progress?.end();
        await shared?.end();
      });
      switch (result.kind) {
        case "refused":
          return refused(session);
        case "incomplete":
          return interrupted(context, tally);
        case "done": {
          const { certificate } = result;
          terminal.document({ format: 1, out, certificate, problems: tally.kept.map(problemDocument) });
          printCertificate(terminal, certificate);
          showProblems(terminal, tally);
          noteHeld(session);
          if (certificate.ties) {
            terminal.note(`Everything is in ${out}; certificate.json accounts for every row.`);
            terminal.note(`Next: noticepress verify ${folder}`);
          } else terminal.note("Next: do not send anything; see above.");
          return certificate.ties ? exitCodes.done : exitCodes.problems;
        }
        default:
          return result satisfies never;
      }
    });
}

/** The numbers of a mailing in a few lines. */
export function printCertificate(terminal: Terminal, { counts, compared, ties }: Certificate): void {
  const { rows, people, duplicates, held, suppressed, letters, emails, substitute, toldBefore, heldAtPress } =
    counts;
  terminal.print(
    `${rows} rows = ${people} people + ${duplicates} duplicates + ${held} held + ${suppressed} suppressed`,
  );
  const outcomes = [`${letters} letters`, `${emails} e-mails`, `${substitute} for substitute notice`];
  if (toldBefore > 0) outcomes.push(`${toldBefore} told before`);
  if (heldAtPress > 0) outcomes.push(`${heldAtPress} held at the press`);
  terminal.print(`${people} people = ${outcomes.join(" + ")}`);
  terminal.print(`${counts.pages} pages on ${counts.sheets} sheets, ${counts.codes} codes`);
  const verdict = ties
    ? terminal.style("green", `All ${compared} totals tie.`)
    : terminal.style("red", "The totals do NOT tie. Do not send anything.");
  terminal.print(verdict);
}
