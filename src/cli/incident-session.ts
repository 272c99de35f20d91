import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  incidentInUse,
  type Ledger,
  LedgerUnusable,
  ledgerTrouble,
  lockIncident,
  openLedger,
  readLedger,
} from "../ledger/index.ts";
import { type MailingInputs, ProblemTally, readInputs, ThreadLost, takeInPeople } from "../mailing/index.ts";
import { type Problem, type ProblemCode, problem, type Read, stops } from "../problem/index.ts";
import type { Context } from "./command.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { type LedgerSite, ledgerSite, rememberSite, shownSite } from "./ledger-site.ts";
import { startProgress } from "./progress.ts";
import { refusedNext } from "./refused-next.ts";
import { problemDocument, showProblems } from "./show-problems.ts";

/** An incident folder that was read, its ledger, and everything that was wrong on the way. */
export type Session = {
  readonly context: Context;
  /** As it was written on the command line. */
  readonly folder: string;
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  /** Where that is, for threads and machines that open it themselves. */
  readonly site: LedgerSite;
  /** What the command itself met. */
  readonly tally: ProblemTally;
  /** What the people files brought: `check` shows it, other commands only say how many rows are held. */
  readonly intake: ProblemTally;
};

/** What is known of a session when a command cannot go on. */
export type Refused = Pick<Session, "context" | "folder" | "tally" | "intake">;

const scratchName = "ledger.sqlite";
const lockName = "ledger.lock";

/**
 * Reads the incident folder, opens a ledger (the incident's `own`; `purged`, the same also when its people were
 * purged; or a `temporary` one for commands that change nothing), runs `work`, and cleans up whatever happens. A
 * folder that cannot be read at all goes to `refused` and ends with exit code 2; a ledger that another program holds,
 * or whose database does not answer, also in the midst of the work, with 3, and so does a thread that was lost.
 */
export async function withIncident(
  context: Context,
  folder: string,
  choice: "own" | "purged" | "temporary",
  refused: (session: Refused) => ExitCode,
  work: (session: Session) => Promise<ExitCode>,
): Promise<ExitCode> {
  const tally = new ProblemTally();
  const intake = new ProblemTally();
  const dir = resolve(folder);
  // Before anything is read: what another process changes while this one waits must not be used as it was.
  const isIncident = existsSync(join(dir, "incident.json"));
  const lock = choice !== "temporary" && isIncident ? takeLock(context, join(dir, lockName)) : undefined;
  if (lock !== undefined && lock.value === undefined) {
    tally.add(lock.problems);
    refused({ context, folder, tally, intake });
    return exitCodes.incomplete;
  }
  try {
    const { value: inputs, problems } = await readInputs(dir);
    tally.add(problems);
    if (inputs === undefined) {
      refused({ context, folder, tally, intake });
      return exitCodes.usage;
    }
    if (choice === "temporary")
      return await withScratchLedger((ledger, site) =>
        work({ context, folder, inputs, ledger, site, tally, intake }),
      );
    const { value: site, problems: siteProblems } = ledgerSite(
      folder,
      context.database,
      inputs.folder.incident.id,
    );
    tally.add(siteProblems);
    if (site === undefined) {
      refused({ context, folder, tally, intake });
      return exitCodes.usage;
    }
    return await withOwnLedger(context, folder, site, (opened) => {
      tally.add(opened.problems);
      const closed = choice === "own" && opened.value !== undefined ? closedProblems(opened.value) : [];
      tally.add(closed);
      if (closed.length > 0) return refused({ context, folder, tally, intake });
      if (opened.value !== undefined)
        return work({ context, folder, inputs, ledger: opened.value, site, tally, intake });
      refused({ context, folder, tally, intake });
      return exitCodes.usage;
    });
  } catch (error) {
    const trouble =
      error instanceof ThreadLost ? error.problem : ledgerTrouble(error, shownSite(folder, context.database));
    if (trouble === undefined) throw error;
    tally.add([trouble]);
    refused({ context, folder, tally, intake });
    return exitCodes.incomplete;
  } finally {
    lock?.value?.release();
  }
}

/** What passes: the same command, run again, goes on. */
const passing: ReadonlySet<ProblemCode> = new Set([
  "ledger/locked",
  "ledger/in-use",
  "ledger/database-unreachable",
]);

/** Throws what passes, which ends every command in the same way. */
function insistOnLedger(problems: readonly Problem[]): void {
  const found = problems.find(({ code }) => passing.has(code));
  if (found !== undefined) throw new LedgerUnusable(found);
}

/** Why a ledger whose people were purged takes nothing any more. */
function closedProblems(ledger: Ledger): readonly Problem[] {
  const state = ledger.purge.state();
  if (state.kind === "none") return [];
  const code = state.kind === "done" ? "ledger/purged" : "ledger/purge-unfinished";
  return [problem(code, {}, { by: state.by, onDay: state.onDay })];
}

/** Opens the incident's ledger for `work`; one in a database is taken too, because its folder may lie on two machines. */
async function withOwnLedger(
  context: Context,
  folder: string,
  site: LedgerSite,
  work: (opened: Read<Ledger | undefined>) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  const isElsewhere = site.options?.schema !== undefined;
  const lock = isElsewhere ? takeLock(context, site.path, site.options) : undefined;
  if (lock !== undefined && lock.value === undefined) {
    insistOnLedger(lock.problems);
    return work({ value: undefined, problems: lock.problems });
  }
  try {
    const opened = openLedger(site.path, site.options);
    insistOnLedger(opened.problems);
    try {
      if (opened.value !== undefined) rememberSite(folder, site);
      return await work(opened);
    } finally {
      opened.value?.close();
    }
  } finally {
    lock?.value?.release();
  }
}

/** Takes the incident; if another process has it, says so and waits a little: it may be about to end. */
function takeLock(
  { terminal }: Context,
  path: string,
  options?: LedgerSite["options"],
): ReturnType<typeof lockIncident> {
  const lock = lockIncident(path, 0, options);
  if (lock.value !== undefined || lock.problems.some(({ code }) => code !== "ledger/in-use")) return lock;
  terminal.note("Another noticepress is working on this incident; waiting for up to 10 seconds.");
  return lockIncident(path, 10_000, options);
}

/**
 * The incident's own ledger, to be looked at as it is at this moment, also while another process works on it
 * (`inUse`). No value and no problem: nothing was ever recorded. Whoever asks closes it. Inside `withIncident` only.
 */
export function lookAtLedger(
  folder: string,
  database: string | undefined,
): Read<Ledger | undefined> & { readonly inUse: boolean } {
  const site = ledgerSite(folder, database);
  if (site.value === undefined) return { ...site, value: undefined, inUse: false };
  const { path, options } = site.value;
  const read = readLedger(path, options);
  insistOnLedger(read.problems);
  const inUse =
    incidentInUse(join(resolve(folder), lockName)) ||
    (read.value !== undefined && options?.schema !== undefined && incidentInUse(path, options));
  return { ...read, inUse };
}

/** Runs `work` with an empty ledger that vanishes afterwards. */
export async function withScratchLedger<T>(
  work: (scratch: Ledger, site: LedgerSite) => Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), "noticepress-"));
  const remove = () => rmSync(dir, { recursive: true, force: true });
  // A second Ctrl-C ends the process at once; what is in there is personal data.
  process.once("exit", remove);
  try {
    const site: LedgerSite = { path: join(dir, scratchName) };
    const { value: scratch } = openLedger(site.path);
    if (scratch === undefined) throw new Error("a new ledger cannot be opened");
    try {
      return await work(scratch, site);
    } finally {
      scratch.close();
    }
  } finally {
    process.off("exit", remove);
    remove();
  }
}

/**
 * Takes the people in, with progress. Gives an exit code if the command ends there: interrupted, or
 * stopped by a file, a law or a template that cannot be used.
 */
export async function takeIn(
  session: Session,
  refused: (session: Refused) => ExitCode,
): Promise<ExitCode | undefined> {
  const { context, inputs, ledger, intake, tally } = session;
  const progress = startProgress(context.terminal, "Reading people", "rows", undefined, context.now);
  const result = await takeInPeople(inputs, ledger, intake, {
    today: context.today,
    progress: progress.advance,
    aborted: () => context.signal.aborted,
    done: { at: context.instant() },
  }).finally(progress.end);
  if (result === "aborted") return interrupted(context);
  if (result === "stopped" || stops(tally.kept)) return refused(session);
  return undefined;
}

/** Whether these inputs have no mailing; asked before the people are taken in, which would replace others. */
export function nothingPlanned({ inputs, ledger, tally }: Session): boolean {
  const mailing = ledger.mailings.get(inputs.hash);
  if (mailing !== undefined && mailing.state !== "withdrawn") return false;
  tally.add([problem("mailing/nothing-planned", {})]);
  return true;
}

/** Says how many rows wait for somebody to mend them; `check` lists them. */
export function noteHeld({ context, folder, ledger }: Session): void {
  const { held } = ledger.intake.totals();
  if (held > 0) context.terminal.note(`${held} rows are held; noticepress check ${folder} lists them.`);
}

/** Refuses a command line that parses but makes no sense; one document with --json as everywhere. */
export function refuseUsage({ terminal }: Context, text: string): ExitCode {
  terminal.note(text);
  terminal.document({ format: 1, usage: text, problems: [] });
  return exitCodes.usage;
}

/** The end of a command that Ctrl-C ended, or a thread that was lost, which the tally then says. */
export function interrupted({ terminal }: Context, tally?: ProblemTally): ExitCode {
  const why = tally !== undefined && stops(tally.kept) ? tally : undefined;
  terminal.document({ format: 1, incomplete: true, problems: why?.kept.map(problemDocument) ?? [] });
  if (why !== undefined) showProblems(terminal, why);
  terminal.note("Interrupted; nothing is lost. Next: run the same command again.");
  return exitCodes.incomplete;
}

/**
 * Shows what stops a command and what to do next: how every command ends that cannot go on. `next` is the command's
 * own step, for problems that do not name one themselves.
 */
export function refuseWith(
  next: string | ((problems: readonly Problem[]) => string),
  empty: Readonly<Record<string, unknown>> = {},
): (session: Refused) => ExitCode {
  return ({ context, tally, intake, folder }) => {
    const { terminal } = context;
    const found = stops(intake.kept) ? [...intake.kept, ...tally.kept] : tally.kept;
    showProblems(terminal, ProblemTally.of(found));
    terminal.document({ format: 1, ...empty, problems: found.map(problemDocument) });
    const step = refusedNext(found) ?? (typeof next === "string" ? next : next(found));
    terminal.note(`Next: ${step.replaceAll("<folder>", folder)}`);
    return exitCodes.problems;
  };
}
