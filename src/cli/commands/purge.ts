import { join } from "node:path";
import type { Day } from "../../calendar/index.ts";
import { outputFolders, purge as purgeIncident, purgeObstacles, purgePreview } from "../../mailing/index.ts";
import { reportIn } from "../../report/index.ts";
import type { CommandRun } from "../command.ts";
import { bytesText } from "../estimate-words.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { interrupted, refuseUsage, refuseWith, type Session, withIncident } from "../incident-session.ts";
import { startProgress } from "../progress.ts";
import { problemDocument, showProblems } from "../show-problems.ts";

export type PurgeOptions = { readonly on: Day; readonly by?: string; readonly confirm?: boolean };

const refused = refuseWith("nothing was deleted; see above.");

/** `purge`: deletes people after their day, from files and ledger, and says what is left. */
export function purge(folder: string, { on, by, confirm }: PurgeOptions): CommandRun {
  return async (context) => {
    // A look ahead deletes nothing; the ledger must not say of a day that is still to come that it had come.
    if (confirm === true && on > context.today)
      return refuseUsage(
        context,
        `--on ${on} is after today, ${context.today}: leave --confirm out to see what would be deleted then.`,
      );
    if (confirm === true && by === undefined)
      return refuseUsage(context, "Give --by with --confirm: the ledger keeps who deleted the data.");
    return withIncident(context, folder, "purged", refused, async (session) => {
      const { inputs, ledger, tally } = session;
      // What is wrong with the folder otherwise does not keep anybody's data alive.
      const obstacles = purgeObstacles(inputs.folder.incident, ledger, on);
      if (obstacles.length > 0) {
        tally.add(obstacles);
        return refused(session);
      }
      const more = listsOfPeople(session);
      return confirm === true && by !== undefined
        ? await erase(session, more, on, by)
        : preview(session, more, on);
    });
  };
}

/** What `report` wrote that names people: lists of a vendor's clients. */
function listsOfPeople({ inputs, ledger }: Session): readonly string[] {
  return outputFolders(ledger, inputs.folder.dir).flatMap((out) => {
    const dir = join(out, "report");
    return (reportIn(dir)?.lists ?? []).map(({ path }) => join(dir, path));
  });
}

function preview(session: Session, more: readonly string[], on: Day): ExitCode {
  const { context, folder, inputs, ledger, tally } = session;
  const { terminal } = context;
  const { state, files, stores, remains } = purgePreview({ inputs, ledger, more });
  terminal.document({
    format: 1,
    purged: state.kind === "done",
    on,
    wouldDelete: files,
    stores,
    remains,
    problems: tally.kept.map(problemDocument),
  });
  if (state.kind === "done")
    terminal.print(`The people of this incident were purged by ${state.by} on ${state.onDay}.`);
  else
    terminal.print(
      `Would delete ${files.files} files (${bytesText(files.bytes)}) with letters, e-mails, indexes, proofs and lists of people, and everyone in the ledger.`,
    );
  if (state.kind !== "done")
    for (const store of stores)
      terminal.print(
        `Would delete what these mailings have in ${store}, with the credentials of the environment.`,
      );
  printRemains(session, remains, stores);
  if (state.kind !== "done")
    terminal.note(
      `Next: ${on > context.today ? `from ${on} on, ` : ""}noticepress purge ${folder} --on ${on} --by "Your name" --confirm; nobody can undo it.`,
    );
  return exitCodes.done;
}

async function erase(session: Session, more: readonly string[], on: Day, by: string): Promise<ExitCode> {
  const { context, inputs, ledger, tally } = session;
  const { terminal } = context;
  const progress = startProgress(terminal, "Deleting", "files", undefined, context.now);
  const result = await purgeIncident({
    inputs,
    ledger,
    on,
    by,
    at: context.instant(),
    more,
    progress: progress.advance,
    aborted: () => context.signal.aborted,
  });
  progress.end();
  if (result.kind === "aborted") return interrupted(context);
  tally.add(result.problems);
  if (result.kind === "incomplete") {
    showProblems(terminal, tally);
    terminal.document({ format: 1, purged: false, on, problems: tally.kept.map(problemDocument) });
    terminal.note("Not complete. Next: mend what is listed above, then run the same command again.");
    return exitCodes.incomplete;
  }
  const { files, objects, counts } = result;
  const { remains, stores } = purgePreview({ inputs, ledger, more });
  terminal.document({
    format: 1,
    purged: true,
    on,
    deleted: files,
    objects,
    stores,
    counts,
    remains,
    problems: tally.kept.map(problemDocument),
  });
  terminal.print(
    `Deleted ${files.files} files (${bytesText(files.bytes)}), and from the ledger ${counts.people ?? 0} people, ${counts.rows ?? 0} rows, ${counts.pieces ?? 0} pieces and ${counts.codes ?? 0} codes.`,
  );
  if (stores.length > 0)
    terminal.print(
      `Deleted ${objects.objects} objects (${bytesText(objects.bytes)}) from ${stores.join(", ")}.`,
    );
  printRemains(session, remains, stores);
  showProblems(terminal, tally);
  terminal.note(
    "Next: delete what is listed above where the engagement asks for it, and copies, backups and what the mail house and the sender of e-mails have: noticepress knows none of these.",
  );
  return exitCodes.done;
}

const shownFiles = 12;

function printRemains(
  { context: { terminal } }: Session,
  remains: readonly string[],
  stores: readonly string[],
): void {
  terminal.print(
    "Remains: certificate, mailing.json, job tickets, sums, approvals, events, counts; of codes and of who had which, hashes.",
  );
  for (const store of stores)
    terminal.print(
      `Remains, if the bucket keeps them: earlier versions, replicas and backups of what was in ${store}.`,
    );
  if (remains.length === 0) return;
  terminal.print("Remains too, because it is yours to delete:");
  for (const path of remains.slice(0, shownFiles)) terminal.print(`  ${path}`);
  if (remains.length > shownFiles) terminal.print(`  and ${remains.length - shownFiles} more`);
}
