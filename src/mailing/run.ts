import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { unapproved } from "../approval/index.ts";
import { readyToRun } from "../incident/index.ts";
import type { Ledger, Mailing, Shard, ShardFile } from "../ledger/index.ts";
import { type Problem, problem, stops } from "../problem/index.ts";
import type { Census } from "./census.ts";
import type { Certificate } from "./certificate.ts";
import { clientDuties, dutyObstacles } from "./client-duties.ts";
import type { CountThreads } from "./count-mailing.ts";
import {
  type AboutEarlier,
  closedAsSent,
  earlierObstacle,
  isToBeMadeAnew,
  settleEarlier,
} from "./earlier-mailing.ts";
import { type Estimate, estimateRun } from "./estimate.ts";
import { diskProblems } from "./free-disk.ts";
import { handOverPaths } from "./hand-over-papers.ts";
import { heldAtPress } from "./held-at-press.ts";
import type { MailingInputs } from "./inputs.ts";
import { serialProblems } from "./intelligent-mail-digits.ts";
import { censusOf } from "./kept-census.ts";
import { letSignalsIn } from "./let-signals-in.ts";
import { loadPools } from "./load-pools.ts";
import { recordOutput, removeWithdrawn, setSentAside, sweepUnfinished } from "./output-folder.ts";
import { planMailing } from "./plan.ts";
import type { PressContext } from "./press-context.ts";
import type { SharedOrder } from "./press-order.ts";
import { pressShard } from "./press-shard.ts";
import { type PressEnd, pressInThreads } from "./press-threads.ts";
import type { ProblemTally } from "./problem-tally.ts";
import { papers, reconcile } from "./reconcile.ts";
import { type RowThreads, threadsFor, threadsForRows } from "./row-threads.ts";
import { composeTexts, currentTexts, textGroups, textProblems } from "./text-groups.ts";
import { Texts } from "./texts.ts";
import { voidCodesPrinted } from "./void-codes-printed.ts";
import { nobodyLeft, waveOf } from "./wave.ts";

export type RunRequest = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  /** The output folder. */
  readonly out: string;
  readonly earlier: AboutEarlier;
  /** ISO 8601 with zone. */
  readonly at: string;
  readonly tally: ProblemTally;
  /** Told what is to be made, before anything is. */
  readonly onEstimate?: (estimate: Estimate) => void;
  /** Threads that press; without them, this one does. */
  readonly threads?: PressThreads;
  /** Other machines that press too; this one then takes its part there. */
  readonly elsewhere?: PressElsewhere | undefined;
  /** Brings files into the output folder from where other machines put them; passes over what is not there. */
  readonly collect?: ((out: string, files: readonly ShardFile[]) => Promise<void>) | undefined;
  readonly onStep?: (step: "plan" | "press" | "reconcile", total: number) => void;
  readonly progress?: (count: number) => void;
  readonly aborted?: () => boolean;
};

export type PressThreads = RowThreads & {
  /** A thread is worth starting for as many pieces to press, and as many to count. */
  readonly piecesEach: number;
  readonly countedEach: number;
};

/** What presses shards together with other machines. */
export type PressElsewhere = (request: {
  readonly order: SharedOrder;
  readonly shards: readonly Shard[];
  readonly progress?: ((pieces: number) => void) | undefined;
  readonly aborted: () => boolean;
}) => Promise<PressEnd>;

export type RunResult =
  | { readonly kind: "done"; readonly mailing: Mailing; readonly certificate: Certificate }
  /** Problems in the tally stop it; nothing new was produced. */
  | { readonly kind: "refused" }
  /** Interrupted before the plan or between shards: run again. */
  | { readonly kind: "incomplete" };

function isWhole(ledger: Ledger, mailing: string, out: string): (shard: Shard) => boolean {
  const damaged = new Set<number>();
  for (const { path, bytes, shard } of ledger.account.files(mailing))
    if (statSync(join(out, path), { throwIfNoEntry: false })?.size !== bytes) damaged.add(shard);
  return ({ number, state }) => state === "committed" && !damaged.has(number);
}

/**
 * Produces everything that is approved. The people must be taken in. Whatever was committed before is left
 * as it is; what is missing is made; the end is the same however often it was interrupted.
 */
export async function run(request: RunRequest): Promise<RunResult> {
  const { inputs, ledger, out, earlier, at, tally, threads, onStep, progress } = request;
  const { aborted = () => false } = request;
  const refuse = (problems: readonly Problem[]): boolean => {
    tally.add(problems);
    return stops(problems);
  };
  if (refuse(readyToRun(inputs.folder))) return { kind: "refused" };
  if (refuse(earlierObstacle(ledger, inputs.hash, earlier, inputs.folder.incident.purpose)))
    return { kind: "refused" };
  const census = await censusOf(inputs, ledger, { aborted, threads });
  if (census === "aborted") return { kind: "incomplete" };
  const { dir } = inputs.folder;
  const planned = ledger.mailings.get(inputs.hash);
  const begun = planned?.state === "open" && !isToBeMadeAnew(ledger, inputs.hash, earlier);
  const closing = closedAsSent(ledger, inputs.hash, earlier);
  const wave = begun ? undefined : await waveOf({ inputs, people: ledger, own: ledger, closing, aborted });
  if (wave === "aborted") return { kind: "incomplete" };
  const nobody = planned === undefined ? nobodyLeft(wave) : [];
  if (nobody.length > 0) {
    // What became of the earlier mailing was said, and is true though no other follows it.
    if (refuse(settleEarlier(ledger, inputs.hash, earlier, at))) return { kind: "refused" };
    tally.add(await removeWithdrawn(ledger, inputs.hash, dir, at));
    tally.add(nobody);
    return { kind: "refused" };
  }
  const duties = clientDuties(inputs, census);
  if (refuse(dutyObstacles(duties))) return { kind: "refused" };
  const texts = new Texts(inputs, census);
  if (!(await composeTexts(census, texts, aborted))) return { kind: "incomplete" };
  const groups = textGroups(census, texts);
  if (refuse(textProblems(groups))) return { kind: "refused" };
  if (refuse(unapproved(ledger, currentTexts(groups).values()))) return { kind: "refused" };
  const estimate = await estimateRun({
    inputs,
    ledger,
    people: ledger.intake.totals().people,
    shards: begun ? ledger.mailings.shards(inputs.hash, "planned") : undefined,
    wave,
    census,
    texts,
    groups,
  });
  if (refuse(diskProblems(estimate, { out, ledger: dir }))) return { kind: "refused" };
  if (estimate.letters + estimate.emails > 0) request.onEstimate?.(estimate);
  if (refuse(await loadPools(inputs, ledger, { done: { at } }))) return { kind: "refused" };

  if (planned?.state === "handedOver") {
    tally.add([problem("ledger/already-handed-over", {}, { mailing: inputs.hash.slice(0, 8) })]);
    return { kind: "refused" };
  }
  if (refuse(settleEarlier(ledger, inputs.hash, earlier, at))) return { kind: "refused" };
  let mailing = ledger.mailings.get(inputs.hash);
  sweepUnfinished(
    out,
    inputs.folder.clients.map(({ client }) => client.id),
  );
  tally.add(await removeWithdrawn(ledger, inputs.hash, dir, at));
  if (refuse(serialProblems(inputs, ledger, ledger.intake.totals().people))) return { kind: "refused" };
  if (mailing === undefined || mailing.state === "withdrawn") {
    onStep?.("plan", ledger.intake.totals().people);
    const result = await planMailing({
      inputs,
      ledger,
      census,
      texts,
      at,
      aborted,
      ...(threads === undefined
        ? {}
        : { threads: { ledger: threads.ledger, count: threadsForRows(threads, ledger) } }),
      ...(progress === undefined ? {} : { progress }),
    });
    if (result.kind === "aborted") return { kind: "incomplete" };
    if (result.kind === "refused") {
      tally.add(result.problems);
      return { kind: "refused" };
    }
    mailing = result.mailing;
  }
  // Only now that another mailing takes its place.
  setSentAside(ledger, inputs.hash, dir);
  recordOutput(ledger, mailing.id, dir, out, at);

  onStep?.("press", mailing.pieces);
  const { id } = mailing;
  const shards = () => ledger.mailings.shards(id);
  // What other machines left in a store is brought here, not pressed again.
  await collectMissing(request, id, shards());
  const whole = isWhole(ledger, id, out);
  const missing = shards().filter((shard) => !whole(shard));
  // A certificate vouches for what is there; while something is not, there is none.
  if (missing.length > 0)
    for (const name of [...papers, ...handOverPaths(id, ledger.account.printed(id))])
      rmSync(join(out, name), { force: true });
  progress?.(mailing.pieces - missing.reduce((sum, { count }) => sum + count, 0));
  const context = { inputs, ledger, texts, mailing: id, out, at };
  const pressed = await press({ ...request, aborted }, census, context, missing);
  tally.add(pressed.problems);
  if (pressed.kind === "stopped") return { kind: "refused" };
  if (pressed.kind === "incomplete") return { kind: "incomplete" };
  await collectMissing(request, id, shards());
  // No letter is made any more.
  texts.forget();
  onStep?.("reconcile", mailing.pieces);
  const { certificate, problems, interrupted } = await reconcile({
    inputs,
    ledger,
    out,
    duties: duties.duties,
    threads: request.threads && countThreads(request.threads, mailing.pieces),
    aborted,
    ...(progress === undefined ? {} : { progress }),
  });
  tally.add(problems);
  if (interrupted) return { kind: "incomplete" };
  tally.add(heldAtPress(ledger, mailing.id));
  tally.add(voidCodesPrinted(ledger, mailing.id));
  if (certificate === undefined) return { kind: "refused" };
  return { kind: "done", mailing: ledger.mailings.get(mailing.id) ?? mailing, certificate };
}

function countThreads({ ledger, most, countedEach }: PressThreads, pieces: number): CountThreads {
  return { ledger, count: threadsFor(most, pieces, countedEach) };
}

/** Files that the ledger has and the output folder has not, from where other machines put them. */
async function collectMissing(
  { ledger, out, collect }: RunRequest,
  mailing: string,
  shards: readonly Shard[],
) {
  if (collect === undefined) return;
  const whole = isWhole(ledger, mailing, out);
  const missing = new Set(shards.filter((shard) => !whole(shard)).map(({ number }) => number));
  const files: ShardFile[] = [];
  for (const file of ledger.account.files(mailing)) if (missing.has(file.shard)) files.push(file);
  await collect(out, files);
}

async function press(
  { threads, elsewhere, progress, aborted = () => false }: RunRequest,
  census: Census,
  context: Omit<PressContext, "progress">,
  shards: readonly Shard[],
): Promise<PressEnd> {
  const pieces = shards.reduce((sum, { count }) => sum + count, 0);
  const wanted = threads === undefined ? 1 : Math.ceil(pieces / threads.piecesEach);
  const count = Math.min(threads?.most ?? 1, wanted, shards.length);
  const { variants: _, ...inputs } = context.inputs;
  const { exposed, populations } = census;
  const { mailing, out, at } = context;
  const order = { inputs, census: { exposed, populations }, mailing, at };
  if (elsewhere !== undefined || count > 1) context.texts.forget();
  if (elsewhere !== undefined) return elsewhere({ order, shards, progress, aborted });
  if (threads !== undefined && count > 1)
    return pressInThreads({
      order: { ...order, out, ledger: threads.ledger },
      shards,
      threads: count,
      progress,
      aborted,
    });
  for (const shard of shards) {
    await letSignalsIn();
    if (aborted()) return { kind: "incomplete", problems: [] };
    const problems = await pressShard({ ...context, ...(progress === undefined ? {} : { progress }) }, shard);
    if (stops(problems)) return { kind: "stopped", problems };
  }
  return { kind: "done", problems: [] };
}
