import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseProofSet } from "../approval/index.ts";
import type { Day } from "../calendar/index.ts";
import { readyToRun } from "../incident/index.ts";
import type { IntakeTotals, Ledger, PurgeState } from "../ledger/index.ts";
import {
  censusAtHand,
  chainProblems,
  clientDuties,
  dutyObstacles,
  type Estimate,
  estimateRun,
  type MailingStanding,
  mailingStanding,
  type OfferCodes,
  type TextStanding,
  Texts,
  textGroups,
  textProblems,
  textStanding,
  waveOf,
} from "../mailing/index.ts";
import { type Problem, type Read, stops } from "../problem/index.ts";
import { type DutiesAhead, dutiesAhead, reportIn } from "../report/index.ts";
import type { Session } from "./incident-session.ts";

/** Where everything of an incident stands. */
export type IncidentStatus = {
  /** Another process works on it at this moment. */
  readonly inUse: boolean;
  readonly lists: number;
  /**
   * What the ledger holds: these inputs (`done`), a part of them (`unfinished`), those before a change
   * (`changed`), or nobody yet (`none`). The totals are of the lists as they are now in any case.
   */
  readonly intake: "done" | "unfinished" | "changed" | "none";
  readonly totals: IntakeTotals;
  /** What a run would be refused for, beside approvals. */
  readonly missing: readonly Problem[];
  /** What is wrong with texts or duties themselves. */
  readonly faults: readonly Problem[];
  /**
   * Of all offers together: who has a code, what is left, who waits for one, how many are missing, and how much
   * about them would stop a run.
   */
  readonly codes: {
    readonly bound: number;
    readonly free: number;
    readonly waiting: number;
    readonly short: number;
    readonly stops: number;
  };
  /** Null while there is nobody to write to, or no text can be composed. */
  readonly texts: TextStanding | null;
  readonly mailing: MailingStanding;
  /** No mailing of these inputs is planned, and a run would refuse to: everyone was told by one that was sent. */
  readonly everyoneTold: boolean;
  /** Where the record of what was decided and done was altered. */
  readonly chain: readonly Problem[];
  /** How far its people were purged. */
  readonly purge: PurgeState["kind"];
  /** What a run has still to make; null where nothing is, or it cannot be told yet. */
  readonly estimate: Estimate | null;
  /** The notices of `report`; null if none were written. */
  readonly notices: {
    readonly drafts: number;
    readonly approved: number;
    /** Made from the inputs as they are now. */
    readonly current: boolean;
  } | null;
  readonly duties: DutiesAhead;
};

const daysShown = 3;

/**
 * Puts together where the incident stands. The session's ledger must hold the people as they are now; `own`
 * is the incident's ledger, if there is one.
 */
export async function incidentStatus(
  { inputs, ledger, folder }: Session,
  own: Ledger | undefined,
  inUse: boolean,
  out: string,
  today: Day,
  { value: codes, problems: ofCodes }: Read<readonly OfferCodes[]>,
): Promise<IncidentStatus> {
  const census = censusAtHand(inputs, ledger);
  const report = clientDuties(inputs, census);
  const undated = report.problems.filter(({ severity }) => severity === "stops");
  // Without a day of discovery no version of the law can be told, and so no text.
  const texts = new Texts(inputs, census);
  const groups = undated.length > 0 || census.variants.size === 0 ? [] : textGroups(census, texts);
  const mailing = mailingStanding(inputs, own, out);
  const begun = mailing.mailing;
  const wave =
    own === undefined || begun !== undefined ? undefined : await waveOf({ inputs, people: ledger, own });
  if (wave === "aborted") throw new Error("a wave was given up that nobody asked to stop");
  const toMake = groups.length > 0 && ["none", "planned", "incomplete"].includes(mailing.state);
  return {
    inUse,
    lists: inputs.folder.clients.reduce((sum, { peopleFiles }) => sum + peopleFiles.length, 0),
    intake: intakeOf(own, inputs.hash),
    totals: ledger.intake.totals(),
    missing: [...readyToRun(inputs.folder), ...dutyObstacles({ ...report, problems: [] })].filter((each) =>
      stops([each]),
    ),
    faults: [...undated, ...textProblems(groups).filter((each) => stops([each]))],
    codes: {
      bound: sum(codes, ({ bound }) => bound),
      free: sum(codes, ({ free }) => free),
      waiting: sum(codes, ({ waiting }) => waiting),
      short: sum(codes, ({ leftOver }) => Math.max(0, -leftOver)),
      stops: ofCodes.filter((each) => stops([each])).length,
    },
    texts: groups.length === 0 ? null : textStanding(own, groups, proofsIn(join(folder, "proofs"))),
    mailing,
    everyoneTold: wave?.nobodyLeft === true && mailing.earlier.length === 0,
    chain: own === undefined ? [] : chainProblems(own),
    purge: own?.purge.state().kind ?? "none",
    estimate: toMake
      ? await estimateRun({
          inputs,
          ledger,
          people: ledger.intake.totals().people,
          shards: begun && own?.mailings.shards(begun.id, "planned"),
          wave,
          census,
          texts,
          groups,
        })
      : null,
    notices: noticesIn(join(out, "report"), inputs.hash),
    duties: dutiesAhead(report.duties, today, daysShown),
  };
}

function sum(codes: readonly OfferCodes[], count: (of: OfferCodes) => number): number {
  return codes.reduce((total, of) => total + count(of), 0);
}

function intakeOf(own: Ledger | undefined, hash: string): IncidentStatus["intake"] {
  const current = own?.intake.current();
  if (current === undefined) return "none";
  if (current.inputsHash !== hash) return "changed";
  return current.state === "done" ? "done" : "unfinished";
}

function proofsIn(dir: string) {
  const file = join(dir, "proofs.json");
  return existsSync(file) ? parseProofSet(readFileSync(file, "utf8")) : undefined;
}

function noticesIn(dir: string, hash: string): IncidentStatus["notices"] {
  const record = reportIn(dir);
  if (record === undefined) return null;
  const drafts = record.notices.filter(({ status }) => status === "draft").length;
  return { drafts, approved: record.notices.length - drafts, current: record.inputs === hash };
}
