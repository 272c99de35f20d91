import { type Day, daysBetween } from "../../calendar/index.ts";
import type { Duty } from "../../law/index.ts";
import { clientDuties, takeCensus } from "../../mailing/index.ts";
import type { CommandRun } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { noteHeld, refuseUsage, refuseWith, takeIn, withIncident } from "../incident-session.ts";
import { problemDocument, showProblems } from "../show-problems.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";

const refused = refuseWith("mend what stops, then repeat this command.", { duties: [] });

export type DutiesOptions = { readonly client?: string; readonly on?: Day; readonly why?: boolean };

/** `duties`: whom to tell, by when, why; from the lists of people, or from the clients' estimates. */
export function duties(folder: string, { client, on, why }: DutiesOptions): CommandRun {
  return (context) =>
    withIncident(context, folder, "temporary", refused, async (session) => {
      const { terminal } = context;
      const { inputs, ledger, tally, intake } = session;
      const known = inputs.folder.clients.map(({ client: each }) => each.id);
      if (client !== undefined && !known.includes(client)) {
        return refuseUsage(context, `There is no client “${client}”. The clients are: ${known.join(", ")}.`);
      }
      const ended = await takeIn(session, refused);
      if (ended !== undefined) return ended;
      const report = clientDuties(inputs, takeCensus(inputs, ledger), client);
      tally.add(report.problems);
      terminal.document({
        format: 1,
        duties: report.duties,
        problems: intake.including(tally).kept.map(problemDocument),
      });
      if (!terminal.json) printDuties(terminal, report.duties, on, why === true);
      showProblems(terminal, tally);
      noteHeld(session);
      terminal.note(
        "This informs counsel and does not replace counsel: each duty has its citation to check.",
      );
      terminal.note(
        why === true
          ? `Next: noticepress proofs ${folder}`
          : `Next: noticepress duties ${folder} --why for the reasons, then noticepress proofs ${folder}`,
      );
      return tally.kept.some(({ severity }) => severity === "stops") ? exitCodes.problems : exitCodes.done;
    });
}

const statusText = { owed: "owed", notOwed: "not owed", deemed: "deemed met", question: "QUESTION" } as const;

function dueText({ due, dueKind }: Duty): string {
  if (due !== null) return due;
  switch (dueKind) {
    case "withoutUnreasonableDelay":
      return "without delay";
    case "contemporaneously":
      return "at the same time";
    default:
      return "–";
  }
}

function printDuties(terminal: Terminal, duties: readonly Duty[], on: Day | undefined, why: boolean): void {
  for (const client of [...new Set(duties.map((duty) => duty.client))]) {
    const ofClient = duties.filter((duty) => duty.client === client);
    const shown = ofClient.filter(({ status }) => status !== "notOwed");
    terminal.print(terminal.style("bold", client));
    const header = [
      "due",
      ...(on === undefined ? [] : ["days left"]),
      "status",
      "jurisdiction",
      "whom",
      "count",
      "citation",
    ];
    const rows = shown.map((duty) => [
      dueText(duty),
      ...(on === undefined ? [] : [duty.due === null ? "" : String(daysBetween(on, duty.due))]),
      statusText[duty.status],
      duty.jurisdiction,
      duty.name,
      String(duty.count),
      duty.citations[0] ?? "",
    ]);
    for (const line of table(header, rows)) terminal.print(line);
    const silent = ofClient.length - shown.length;
    if (silent > 0)
      terminal.print(terminal.style("dim", `and ${silent} more that are not owed (--json lists them)`));
    terminal.print();
    if (!why) continue;
    for (const duty of shown) printWhy(terminal, duty);
  }
}

function printWhy(terminal: Terminal, duty: Duty): void {
  terminal.print(terminal.style("bold", `${duty.jurisdiction} ${duty.name}: ${dueText(duty)}`));
  for (const reason of duty.why) terminal.print(`  ${reason}`);
  terminal.print(`  ${duty.citations.join("; ")} (${duty.confidence}, checked ${duty.verifiedOn})`);
  for (const { text, field } of duty.questions)
    terminal.print(`  ? ${text}${field === undefined ? "" : ` (answer in ${field})`}`);
  terminal.print();
}
