import { join, resolve } from "node:path";
import { verify as verifyMailing } from "../../mailing/index.ts";
import type { CommandRun } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { interrupted, refuseWith, takeIn, withIncident } from "../incident-session.ts";
import { startProgress } from "../progress.ts";
import { problemDocument, showProblems } from "../show-problems.ts";

/** `verify`: reads every finished letter and e-mail back and compares it with the ledger. */
export function verify(folder: string, options: { readonly out?: string }): CommandRun {
  const refused = refuseWith("noticepress run <folder>");
  return (context) =>
    withIncident(context, folder, "own", refused, async (session) => {
      const ended = await takeIn(session, refused);
      if (ended !== undefined) return ended;
      const { inputs, ledger, tally } = session;
      const { terminal } = context;
      const out = resolve(options.out ?? join(folder, "out"));
      const pieces = ledger.mailings.get(inputs.hash)?.pieces ?? 0;
      const progress = startProgress(terminal, "Reading back", "pieces", pieces, context.now);
      const result = await verifyMailing({
        inputs,
        ledger,
        out,
        tally,
        progress: progress.advance,
        aborted: () => context.signal.aborted,
      });
      progress.end();
      if (result.kind === "aborted") return interrupted(context);
      if (result.kind === "nothing") return refused(session);
      const { letters, emails, wrong } = result;
      terminal.document({ format: 1, letters, emails, wrong, problems: tally.kept.map(problemDocument) });
      terminal.print(`${letters} letters and ${emails} e-mails read back and compared with the ledger.`);
      terminal.print(
        wrong === 0
          ? terminal.style(
              "green",
              "Every one says what the ledger says, to the right person, with their own code.",
            )
          : terminal.style("red", `${wrong} do NOT. Do not send anything.`),
      );
      showProblems(terminal, tally);
      terminal.note(wrong === 0 ? `Next: noticepress reconcile ${folder}` : "Next: see above.");
      return wrong === 0 ? exitCodes.done : exitCodes.problems;
    });
}
