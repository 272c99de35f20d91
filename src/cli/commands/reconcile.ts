import { join, resolve } from "node:path";
import { reconcile as reconcileMailing } from "../../mailing/index.ts";
import type { CommandRun } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { nothingPlanned, refuseWith, takeIn, withIncident } from "../incident-session.ts";
import { problemDocument, showProblems } from "../show-problems.ts";
import { printCertificate } from "./run.ts";

/** `reconcile`: every row in one outcome, every total tied, every file as it was committed. */
export function reconcile(folder: string, options: { readonly out?: string }): CommandRun {
  const refused = refuseWith("noticepress run <folder>");
  return (context) =>
    withIncident(context, folder, "own", refused, async (session) => {
      if (nothingPlanned(session)) return refused(session);
      const ended = await takeIn(session, refused);
      if (ended !== undefined) return ended;
      const { inputs, ledger, tally } = session;
      const out = resolve(options.out ?? join(folder, "out"));
      const { certificate, problems } = await reconcileMailing({ inputs, ledger, out });
      tally.add(problems);
      if (certificate === undefined) return refused(session);
      const { terminal } = context;
      terminal.document({ format: 1, certificate, problems: tally.kept.map(problemDocument) });
      printCertificate(terminal, certificate);
      showProblems(terminal, tally);
      terminal.note(
        certificate.ties
          ? `Next: give the mail house every client's print folder, ${join(out, "<client>", "print")}, and nothing else: e-mails, notices and lists beside it are not for it.`
          : "Next: do not send anything; see above.",
      );
      return certificate.ties ? exitCodes.done : exitCodes.problems;
    });
}
