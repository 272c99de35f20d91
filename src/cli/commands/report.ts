import { join, resolve } from "node:path";
import { censusAtHand } from "../../mailing/index.ts";
import { stops } from "../../problem/index.ts";
import {
  approveNotices,
  draftsToRead,
  type ReportedNotice,
  type ReportRecord,
  type ReportRun,
  writeReport,
} from "../../report/index.ts";
import type { CommandRun } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import {
  noteHeld,
  refuseUsage,
  refuseWith,
  type Session,
  takeIn,
  withIncident,
} from "../incident-session.ts";
import { problemDocument, showProblems } from "../show-problems.ts";
import { table } from "../table.ts";

export type ReportOptions = { readonly out?: string; readonly approveBy?: string };

const refused = refuseWith("mend what stops, then repeat this command.");

/** `report`: the notices that are no letters, as drafts until somebody approves them. */
export function report(folder: string, { out, approveBy }: ReportOptions): CommandRun {
  return (context) =>
    withIncident(context, folder, "own", refused, async (session) => {
      const reviewer = approveBy?.trim();
      if (reviewer === "") return refuseUsage(context, "Say whose approval it is: --approve-by with a name.");
      const ended = await takeIn(session, refused);
      if (ended !== undefined) return ended;
      const { inputs, ledger, tally } = session;
      const dir = resolve(out ?? join(folder, "out"), "report");
      const run: ReportRun = { inputs, ledger, census: censusAtHand(inputs, ledger), out: dir };
      const read = reviewer === undefined ? undefined : draftsToRead(dir);
      if (read !== undefined && stops(read.problems)) {
        tally.add(read.problems);
        return refused(session);
      }
      let written = writeReport(run);
      if (read !== undefined && reviewer !== undefined) {
        const problems = approveNotices(ledger, read.drafts, written.record, reviewer, context.instant());
        tally.add(problems);
        if (problems.length === 0) written = writeReport(run);
      }
      tally.add(written.problems);
      return show(session, written.record, dir, folder);
    });
}

function show(session: Session, record: ReportRecord, dir: string, folder: string) {
  const { context, tally } = session;
  const { terminal } = context;
  terminal.document({ ...record, problems: tally.kept.map(problemDocument) });
  for (const line of table(header, record.notices.map(rowOf))) terminal.print(line);
  showProblems(terminal, tally);
  noteHeld(session);
  const toRead = record.notices.filter(({ status }) => status === "draft");
  const drafts = toRead.length;
  const judged = toRead.reduce((sum, { forCounsel }) => sum + forCounsel.length, 0);
  terminal.note(
    `${record.notices.length} notices and ${record.lists.length} lists are in ${dir}, listed in report.json.`,
  );
  if (judged > 0)
    terminal.note(
      `No machine can judge ${judged} points of the drafts; report.json lists each with its citation under forCounsel.`,
    );
  if (record.lists.length > 0)
    terminal.note(
      "The lists hold personal data: only their owner may read them; send each to its client alone, protected.",
    );
  terminal.note(
    drafts > 0
      ? `Next: read the ${drafts} drafts, then noticepress report ${folder} --approve-by "Your name"`
      : "Next: post, release and send what is approved; keep each page until its last day.",
  );
  return stops(tally.kept) ? exitCodes.problems : exitCodes.done;
}

const header = ["client", "notice", "language", "status", "last day", "posted", "keep through"];

function rowOf({ client, kind, state, language, status, duties, posting }: ReportedNotice): string[] {
  const due = duties.flatMap((duty) => duty.due ?? []).sort()[0];
  return [
    client,
    state === null ? kind : `${kind} ${state}`,
    language,
    status,
    due ?? (duties.length > 0 ? "without delay" : "not owed yet"),
    posting?.from ?? "",
    posting?.spare ?? "",
  ];
}
