import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Day } from "../../calendar/index.ts";
import { datesFor, type IncidentFolder } from "../../incident/index.ts";
import { type Duty, staleRuleProblems, staleRules } from "../../law/index.ts";
import { censusAtHand, clientDuties, type DutyReport } from "../../mailing/index.ts";
import { calendarFile, dutyReasons, dutySummary, dutyTable, vendorTotalsText } from "../../report/index.ts";
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
import { printPage } from "../print-page.ts";
import { problemDocument, showProblems } from "../show-problems.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";

const refused = refuseWith("mend what stops, then repeat this command.", { duties: [] });

export type DutiesOptions = {
  readonly client?: string;
  /** From which day the days left count; today unless said. */
  readonly on?: Day;
  readonly why?: boolean;
  readonly ics?: string;
};

/** `duties`: whom to tell, by when, why; from the lists of people, or from the clients' estimates. */
export function duties(folder: string, { client, on: asked, why, ics }: DutiesOptions): CommandRun {
  return (context) =>
    withIncident(context, folder, "temporary", refused, async (session) => {
      const on = asked ?? context.today;
      const { terminal } = context;
      const { inputs, ledger, tally, intake } = session;
      const known = inputs.folder.clients.map(({ client: each }) => each.id);
      if (client !== undefined && !known.includes(client)) {
        return refuseUsage(context, `There is no client “${client}”. The clients are: ${known.join(", ")}.`);
      }
      const ended = await takeIn(session, refused);
      if (ended !== undefined) return ended;
      const report = clientDuties(inputs, censusAtHand(inputs, ledger), client);
      tally.add(report.problems);
      tally.add(staleProblems(session, report.duties, on));
      if (ics !== undefined && !writeCalendar(session, report.duties, ics))
        return refuseUsage(context, `${ics} is there already and is not a calendar file; name another.`);
      terminal.document({
        format: 1,
        duties: report.duties,
        ...(report.totals.length === 0 ? {} : { vendorTotals: report.totals }),
        problems: intake.including(tally).kept.map(problemDocument),
      });
      if (!terminal.json) printDuties(session, report, on, why === true);
      showProblems(terminal, tally);
      noteHeld(session);
      terminal.note(
        "This informs counsel and does not replace counsel: each duty has its citation to check.",
      );
      const stopped = tally.kept.some(({ severity }) => severity === "stops");
      terminal.note(
        stopped ? "Next: mend what stops, then repeat this command." : nextStep(session, why === true),
      );
      return stopped ? exitCodes.problems : exitCodes.done;
    });
}

/** After the duties come their reasons, then the lists of people while there are none, then the proofs. */
function nextStep({ folder, inputs }: Session, why: boolean): string {
  const listed = inputs.folder.clients.some(({ peopleFiles }) => peopleFiles.length > 0);
  const then = listed
    ? `noticepress proofs ${folder}`
    : `put the lists of people under clients/<id>/ and run noticepress check ${folder}`;
  return why ? `Next: ${then}` : `Next: noticepress duties ${folder} --why for the reasons, then ${then}`;
}

function printDuties(
  { context: { terminal, today }, inputs }: Session,
  { duties, totals }: DutyReport,
  on: Day,
  why: boolean,
): void {
  const ofClients = duties.filter(({ by }) => by === "client");
  const ofVendor = duties.filter(({ by, status }) => by === "vendor" && status !== "notOwed");
  printTable(terminal, ofClients, on);
  if (ofVendor.length > 0) {
    terminal.print(terminal.style("bold", "The vendor's own duties to its clients"));
    printTable(terminal, ofVendor, on);
    printTold(terminal, inputs.folder, new Set(ofVendor.map(({ client }) => client)));
  }
  for (const sentence of dutySummary(duties, on)) terminal.print(sentence);
  terminal.print(
    `Days left count from ${on}${on === today ? ", today" : ""}; --on DAY counts from another. A duty that was met is listed all the same.`,
  );
  if (totals.length > 0)
    printPage(terminal, [{ kind: "gap" }, { kind: "paragraph", text: vendorTotalsText(totals), depth: 0 }]);
  if (!why) return;
  terminal.print();
  printPage(terminal, dutyReasons(duties, on));
}

/** The day on which each client was told, if the folder knows it: a duty cannot know that it was met. */
function printTold(terminal: Terminal, folder: IncidentFolder, clients: ReadonlySet<string>): void {
  const told = folder.clients.flatMap(({ client }) => {
    const { vendorNotified } = datesFor(folder.incident, client);
    return clients.has(client.id) && vendorNotified !== undefined
      ? [`${client.id} on ${vendorNotified}`]
      : [];
  });
  if (told.length === 0) return;
  terminal.print(`Clients that the vendor has told (dates.vendorNotified): ${told.join(", ")}.`);
  terminal.print();
}

function printTable(terminal: Terminal, duties: readonly Duty[], on: Day): void {
  const { header, alignments, rows } = dutyTable(duties, on, terminal.tableWidth);
  const [titles = "", rule = "", ...lines] = table(
    header,
    rows.map(({ cells }) => cells),
    alignments,
  );
  terminal.print(titles);
  terminal.print(rule);
  lines.forEach((line, row) => {
    terminal.print(rows[row]?.overdue ? terminal.style("red", line) : line);
  });
  terminal.print();
}

/**
 * Rules that nobody has looked at for as long as the incident's policy allows, in every law that was asked:
 * one that is silent may be so only because its trigger has changed since.
 */
function staleProblems({ inputs }: Session, duties: readonly Duty[], on: Day) {
  const { law, folder } = inputs;
  const asked = new Set(duties.map(({ jurisdiction }) => jurisdiction));
  const { lawVerifiedWithinMonths } = folder.incident.policy;
  const stale = staleRules(law, on, lawVerifiedWithinMonths);
  return staleRuleProblems(stale.filter(({ jurisdiction }) => asked.has(jurisdiction)));
}

/**
 * Writes the calendar file and says what is in it; false if something else lies there, which is left alone.
 */
function writeCalendar({ inputs, context }: Session, duties: readonly Duty[], path: string): boolean {
  if (existsSync(path) && !readFileSync(path, "latin1").startsWith("BEGIN:VCALENDAR")) return false;
  const { id, title } = inputs.folder.incident;
  const { text, events, leftOut } = calendarFile(duties, { incident: id, title, instant: context.instant() });
  // RFC 5545 knows no calendar without an event.
  if (events === 0) context.terminal.note(`No open duty has a day, so ${path} was not written.`);
  else {
    writeFileSync(path, text);
    context.terminal.note(`Wrote ${path} with ${events === 1 ? "1 event" : `${events} events`}.`);
  }
  if (leftOut > 0)
    context.terminal.note(
      `${leftOut} open duties name no day and are not in it: they are due without delay.`,
    );
  return true;
}
