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

/** `verify`: reads every finished letter and e-mail back and compares it with the ledger. */
export function verify(folder: string, options: { readonly out?: string }): CommandRun {
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
      const progress = startProgress(terminal, "Reading back", "pieces", pieces, context.now);
      const result = await withScratchLedger((scratch) =>
        verifyMailing({
          inputs,
          ledger,
          out,
          tally,
          scratch,
          today: context.today,
          progress: progress.advance,
          aborted: () => context.signal.aborted,
        }),
      );
      progress.end();
      if (result.kind === "aborted") return interrupted(context);
      if (result.kind === "nothing") return refused(session);
      recordVerification(ledger, inputs.hash, { dir: inputs.folder.dir, out, at: context.instant() }, result);
      const { letters, emails, wrong, complete } = result;
      terminal.document({
        format: 1,
        letters,
        emails,
        wrong,
        complete,
        problems: tally.kept.map(problemDocument),
      });
      terminal.print(`${letters} letters and ${emails} e-mails read back and compared with the ledger.`);
      if (wrong > 0)
        terminal.print(
          terminal.style("red", `${wrong} things are NOT as they must be. Do not send anything.`),
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
      else terminal.note(`Next: noticepress ${complete ? "reconcile" : "run"} ${folder}`);
      if (wrong > 0) return exitCodes.problems;
      return complete ? exitCodes.done : exitCodes.incomplete;
    });
}
