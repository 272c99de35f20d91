import { join, resolve } from "node:path";
import type { Day } from "../../calendar/index.ts";
import {
  censusAtHand,
  codeReport,
  type MailingInputs,
  type MailingStanding,
  ProblemTally,
} from "../../mailing/index.ts";
import { stops } from "../../problem/index.ts";
import type { CommandRun } from "../command.ts";
import { estimateText } from "../estimate-words.ts";
import { interrupted, lookAtLedger, refuseWith, takeIn, withIncident } from "../incident-session.ts";
import { type IncidentStatus, incidentStatus } from "../incident-status.ts";
import { problemDocument, showProblems } from "../show-problems.ts";
import { nextStep, statusExitCode } from "../status-next.ts";
import { table } from "../table.ts";

const refused = refuseWith("mend what stops (noticepress check <folder> lists all), then ask again.");

/** `status`: where everything stands. Changes nothing, takes no lock, and may be asked during a run. */
export function status(folder: string, options: { readonly out?: string }): CommandRun {
  return (context) =>
    withIncident(context, folder, "temporary", refused, async (session) => {
      const { inputs, tally } = session;
      const { value: own, problems, inUse } = lookAtLedger(folder, context.database);
      tally.add(problems);
      try {
        const taken = own?.intake.isDone(inputs.hash) ? { ...session, ledger: own } : session;
        const ended = await takeIn(taken, refused);
        if (ended !== undefined) return ended;
        const { terminal, today } = context;
        const out = resolve(options.out ?? join(folder, "out"));
        const codes = await codeReport({
          inputs,
          people: taken.ledger,
          own,
          scratch: session.ledger,
          census: async () => censusAtHand(inputs, taken.ledger),
          aborted: () => context.signal.aborted,
        });
        if (codes === "aborted") return interrupted(context);
        const found = await incidentStatus(taken, own, inUse, out, today, codes);
        tally.add([...found.chain, ...found.faults, ...found.mailing.earlier]);
        const next = nextStep(found, folder, out, options.out === undefined ? "" : ` --out ${options.out}`);
        terminal.document({
          ...statusDocument(found, inputs, today, next),
          problems: tally.kept.map(problemDocument),
        });
        const { title, id } = inputs.folder.incident;
        terminal.print(`${terminal.style("bold", title)} (${id}) on ${today}`);
        for (const line of table(["", ""], statusRows(found)).slice(2)) terminal.print(line);
        const grave = tally.kept.filter((each) => stops([each]));
        showProblems(terminal, ProblemTally.of(grave));
        const warnings = tally.kept.length - grave.length;
        if (warnings > 0)
          terminal.note(`${counted(warnings, "warning")}; noticepress check ${folder} lists them.`);
        terminal.note(`Next: ${next}`);
        return statusExitCode(found);
      } finally {
        own?.close();
      }
    });
}

function statusDocument(found: IncidentStatus, inputs: MailingInputs, today: Day, next: string) {
  const { inUse, intake, totals, missing, codes, texts, mailing, notices, duties } = found;
  const { rows, people, duplicates, held, suppressed } = totals;
  const { id, title } = inputs.folder.incident;
  const { state, mailing: plan, outcomes, damagedFiles, certificate, verification } = mailing;
  return {
    format: 1,
    incident: { id, title },
    today,
    inUse,
    intake: { state: intake, lists: found.lists, rows, people, duplicates, held, suppressed },
    missing: missing.map(problemDocument),
    codes,
    texts,
    mailing: {
      state,
      id: plan?.id ?? null,
      plannedAt: plan?.plannedAt ?? null,
      shards: plan?.shards ?? 0,
      shardsCommitted: plan?.shardsCommitted ?? 0,
      letters: outcomes.letter,
      emails: outcomes.email,
      substitute: outcomes.substitute,
      toldBefore: outcomes.alreadyTold,
      heldAtPress: outcomes.excluded,
      damagedFiles,
      certificate,
      verification: verification ?? null,
      sentBefore: mailing.sentBefore,
      everyoneTold: found.everyoneTold,
    },
    purge: found.purge,
    estimate: found.estimate,
    notices,
    duties: {
      overdue: duties.overdue,
      undated: duties.undated,
      next: duties.next.map(({ due, daysLeft, duties: ofDay }) => ({
        due,
        daysLeft,
        duties: ofDay.map(({ id, client, jurisdiction, to, name }) => ({
          id,
          client,
          jurisdiction,
          to,
          name,
        })),
      })),
    },
    next,
  };
}

type Row = readonly [what: string, how: string];

function statusRows(found: IncidentStatus): readonly Row[] {
  const { inUse, missing, codes, texts, mailing, notices } = found;
  return [
    ...(inUse ? [["Now", "another noticepress is working on this incident"] as const] : []),
    ["Lists", listsText(found)],
    ...(found.lists > 0 ? [["", intakeText(found)] as const] : []),
    ...(missing.length > 0
      ? [["Missing", `${counted(missing.length, "thing")} to fill in or answer before a run`] as const]
      : []),
    ...(found.purge !== "done" && codes.bound + codes.free + codes.waiting > 0
      ? [["Codes", codesText(codes)] as const]
      : []),
    ["Texts", textsText(texts)],
    ["Mailing", mailingText(mailing)],
    ...(found.purge === "none" ? [] : [["", purgeWords[found.purge]] as const]),
    // Of a purged mailing the ledger counts nobody any more; its certificate does.
    ...(mailing.state === "none" || found.purge === "done" ? [] : mailedRows(mailing)),
    ...(found.estimate === null ? [] : [["To make", estimateText(found.estimate)] as const]),
    ["Notices", noticesText(notices)],
    ...dutyRows(found),
  ];
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function listsText({ lists, totals }: IncidentStatus): string {
  if (lists === 0) return "none yet: duties are counted from the estimates";
  const { rows, people, duplicates, held, suppressed } = totals;
  return `${rows} rows = ${people} people + ${duplicates} duplicates + ${held} held + ${suppressed} suppressed`;
}

function intakeText({ intake, purge }: IncidentStatus): string {
  if (purge === "done") return "still in the folder; deleted from the ledger";
  switch (intake) {
    case "done":
      return "taken in as they are now";
    case "unfinished":
      return "not taken in to the end";
    case "changed":
      return "the folder has changed since they were taken in";
    case "none":
      return "not taken in yet";
    default:
      return intake satisfies never;
  }
}

function codesText({ bound, free, waiting, short, stops: faults }: IncidentStatus["codes"]): string {
  const missing = short > 0 ? `, ${short} TOO FEW` : faults > 0 ? "; a file of them cannot be used" : "";
  return `${bound} given, ${waiting} still to be given, ${free} free${missing}`;
}

function textsText(texts: IncidentStatus["texts"]): string {
  if (texts === null) return "none to approve yet";
  const { approved, voided, rejected, undecided } = texts;
  const others = [
    voided > 0 ? `${voided} voided by a change since` : "",
    rejected > 0 ? `${rejected} rejected` : "",
    undecided > 0 ? `${undecided} not decided` : "",
  ].filter((text) => text !== "");
  return [`${approved} of ${counted(texts.texts, "text")} approved`, ...others].join("; ");
}

function mailingText({ state, mailing, earlier, sentBefore }: MailingStanding): string {
  if (mailing === undefined) {
    if (earlier.length > 0) return "none of these inputs; one of earlier inputs is open";
    if (sentBefore.length > 0)
      return `none of the folder as it is now; sent before it was changed: ${sentBefore.map((id) => id.slice(0, 8)).join(", ")}`;
    return "none planned";
  }
  const shards = `${mailing.shardsCommitted} of ${counted(mailing.shards, "shard")} produced`;
  const words = { planned: "planned", incomplete: "incomplete", complete: "complete", handedOver: "sent" };
  return `${state === "none" ? "none" : words[state]}: ${shards}, planned ${mailing.plannedAt.slice(0, 10)}`;
}

const purgeWords = {
  begun: "a purge of its people was begun and has not ended",
  done: "its people were purged; certificate, counts and hashes remain",
} as const;

const certificateWords = {
  none: "no certificate",
  ties: "the certificate ties",
  doesNotTie: "the certificate does NOT tie",
  other: "the certificate is of something else",
} as const;

function mailedRows(mailing: MailingStanding): readonly Row[] {
  const { outcomes, damagedFiles, certificate, verification, state } = mailing;
  const { letter, email, substitute, alreadyTold, excluded } = outcomes;
  const parts = [counted(letter, "letter"), counted(email, "e-mail"), `${substitute} for substitute notice`];
  if (alreadyTold > 0) parts.push(`${alreadyTold} told before`);
  if (excluded > 0) parts.push(`${excluded} held at the press`);
  const people: Row = ["", parts.join(" + ")];
  if (state === "handedOver") return [people];
  const read =
    verification === undefined
      ? "not verified"
      : `verified ${verification.at.slice(0, 10)}${verification.wrong > 0 ? `: ${counted(verification.wrong, "thing")} WRONG` : ""}`;
  const damaged = damagedFiles > 0 ? `${counted(damagedFiles, "file")} missing or of another size; ` : "";
  return [people, ["", `${damaged}${read}; ${certificateWords[certificate]}`]];
}

function noticesText(notices: IncidentStatus["notices"]): string {
  if (notices === null) return "none written (report)";
  const { drafts, approved, current } = notices;
  return `${approved} approved, ${counted(drafts, "draft")}${current ? "" : "; the folder has changed since"}`;
}

function dutyRows({ duties: { overdue, undated, next } }: IncidentStatus): readonly Row[] {
  const late = overdue > 0 ? `${overdue} OVERDUE unless done; ` : "";
  const first: Row = [
    "Duties",
    `${late}${undated} due without delay${next.length === 0 ? "; no last day ahead" : ""}`,
  ];
  return [
    first,
    ...next.map(({ due, daysLeft, duties }): Row => {
      const [one] = duties;
      const more = duties.length > 1 ? ` and ${duties.length - 1} more` : "";
      return [
        "",
        `${due}, ${counted(daysLeft, "day")} left: ${one?.name} (${one?.jurisdiction}, ${one?.client})${more}`,
      ];
    }),
  ];
}
