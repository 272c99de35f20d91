import { type IncidentFolder, readyToRun } from "../../incident/index.ts";
import type { IntakeTotals } from "../../ledger/index.ts";
import { censusOf, codeReport, writeAnnotatedCopies } from "../../mailing/index.ts";
import { type Problem, stops } from "../../problem/index.ts";
import type { CommandRun } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import {
  interrupted,
  lookAtLedger,
  type Refused,
  type Session,
  takeIn,
  withIncident,
} from "../incident-session.ts";
import { refusedNext } from "../refused-next.ts";
import { problemDocument, showProblems } from "../show-problems.ts";
import { table } from "../table.ts";
import { rowThreads } from "../thread-counts.ts";

const columns = ["rows", "people", "duplicates", "held", "suppressed"] as const;

/** `check`: everything read, every problem, counts that add up. Nothing in the folder is changed. */
export function check(folder: string, options: { readonly copies?: string }): CommandRun {
  return (context) =>
    withIncident(context, folder, "temporary", report, async (session) => {
      const ended = await takeIn(session, (refused) => report(refused, session.ledger.intake.totals()));
      if (context.signal.aborted) return ended ?? interrupted(context);
      if (options.copies !== undefined)
        for (const { path, annotated } of await writeAnnotatedCopies(
          session.inputs,
          session.ledger,
          options.copies,
        ))
          context.terminal.note(
            annotated === undefined
              ? `${path} is there already and was left as it is; name another folder for a new copy.`
              : `Wrote ${path}, with a note on ${annotated} ${annotated === 1 ? "row" : "rows"}.`,
          );
      if ((await checkCodes(session)) === "aborted") return ended ?? interrupted(context);
      session.tally.add(listedButNotReady(session.inputs.folder));
      return ended ?? report(session, session.ledger.intake.totals());
    });
}

/** What a run would say of the codes, which knows who has one already. */
async function checkCodes(session: Session): Promise<"aborted" | undefined> {
  const { context, folder, inputs, ledger, tally } = session;
  const aborted = () => context.signal.aborted;
  const { value: own, problems } = lookAtLedger(folder, context.database);
  tally.add(problems);
  try {
    const report = await codeReport({
      inputs,
      people: ledger,
      own,
      scratch: ledger,
      census: () => censusOf(inputs, ledger, { keep: false, aborted, threads: rowThreads(session) }),
      aborted,
    });
    if (report === "aborted") return report;
    tally.add(report.problems);
    return undefined;
  } finally {
    own?.close();
  }
}

/** What a run would miss; asked only of clients that have lists, because the first day has little yet. */
function listedButNotReady(folder: IncidentFolder): readonly Problem[] {
  return readyToRun({
    ...folder,
    clients: folder.clients.filter(({ peopleFiles }) => peopleFiles.length > 0),
  });
}

function report({ context, tally: own, intake, folder }: Refused, totals?: IntakeTotals): ExitCode {
  const { terminal } = context;
  const tally = intake.including(own);
  if (totals !== undefined) printCounts(terminal.print.bind(terminal), totals);
  if (totals !== undefined && totals.rows > 0 && stops(intake.kept))
    terminal.print(
      "These counts are not whole: a list that stops is not in them, and duplicates were not looked for.\n",
    );
  showProblems(terminal, tally);
  terminal.document({
    format: 1,
    counts: totals === undefined ? emptyCounts : countsDocument(totals),
    problems: tally.kept.map(problemDocument),
  });
  const worst = (severity: string) => tally.kept.some((p) => p.severity === severity);
  if (worst("stops"))
    terminal.note(
      `Next: ${refusedNext(tally.kept)?.replaceAll("<folder>", folder) ?? "mend what stops, then check again."}`,
    );
  else if (worst("holds"))
    terminal.note(
      `Next: mend the held rows (check --copies <dir> writes them with their problems beside them), or go on without them: noticepress duties ${folder}`,
    );
  else terminal.note(`Next: noticepress duties ${folder}`);
  return worst("stops") || worst("holds") ? exitCodes.problems : exitCodes.done;
}

const emptyCounts = {
  rows: 0,
  people: 0,
  duplicates: 0,
  held: 0,
  suppressed: 0,
  byJurisdiction: {},
  byClient: {},
};

function countsDocument(totals: IntakeTotals) {
  const { rows, people, duplicates, held, suppressed, byClient, byDelivery, peopleByJurisdiction } = totals;
  const byJurisdiction = new Map<string, number>();
  for (const counts of peopleByJurisdiction.values())
    for (const [jurisdiction, count] of counts)
      byJurisdiction.set(jurisdiction, (byJurisdiction.get(jurisdiction) ?? 0) + count);
  return {
    rows,
    people,
    duplicates,
    held,
    suppressed,
    byJurisdiction: Object.fromEntries([...byJurisdiction].sort(([a], [b]) => (a < b ? -1 : 1))),
    byClient: Object.fromEntries(byClient),
    byDelivery,
  };
}

function printCounts(print: (line?: string) => void, totals: IntakeTotals): void {
  const cells = (counts: Readonly<Record<(typeof columns)[number], number>>) =>
    columns.map((column) => String(counts[column]));
  const rows = [...totals.byClient].map(([client, counts]) => [client, ...cells(counts)]);
  const alignments = ["left", ...columns.map(() => "right" as const)] as const;
  for (const line of table(["client", ...columns], [...rows, ["all", ...cells(totals)]], alignments))
    print(line);
  const { rows: all, people, duplicates, held, suppressed } = totals;
  print();
  print(
    `${all} rows = ${people} people + ${duplicates} duplicates + ${held} held + ${suppressed} suppressed`,
  );
  const { substitute = 0 } = totals.byDelivery;
  if (substitute > 0) print(`Of the people, ${substitute} have no address: they are owed substitute notice.`);
  print();
}
