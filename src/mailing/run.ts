import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { unapproved } from "../approval/index.ts";
import { readyToRun } from "../incident/index.ts";
import type { Ledger, Mailing, Shard } from "../ledger/index.ts";
import { type Problem, problem, stops } from "../problem/index.ts";
import { takeCensus } from "./census.ts";
import { clientDuties, dutyObstacles } from "./client-duties.ts";
import { type AboutEarlier, earlierObstacle, settleEarlier } from "./earlier-mailing.ts";
import { handOverPaths } from "./hand-over-papers.ts";
import { heldAtPress } from "./held-at-press.ts";
import type { MailingInputs } from "./inputs.ts";
import { loadPools } from "./load-pools.ts";
import { clearEarlier, recordOutput, sweepUnfinished } from "./output-folder.ts";
import { bindCodes, planMailing } from "./plan.ts";
import type { ProblemTally } from "./problem-tally.ts";
import { produceShard } from "./produce-shard.ts";
import { type Certificate, papers, reconcile } from "./reconcile.ts";
import { currentTexts, textGroups, textProblems } from "./text-groups.ts";
import { Texts } from "./texts.ts";

export type RunRequest = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  /** The output folder. */
  readonly out: string;
  readonly earlier: AboutEarlier;
  /** ISO 8601 with zone. */
  readonly at: string;
  readonly tally: ProblemTally;
  readonly onStep?: (step: "plan" | "press" | "reconcile", total: number) => void;
  readonly progress?: (count: number) => void;
  readonly aborted?: () => boolean;
};

export type RunResult =
  | { readonly kind: "done"; readonly mailing: Mailing; readonly certificate: Certificate }
  /** Problems in the tally stop it; nothing new was produced. */
  | { readonly kind: "refused" }
  /** Interrupted between shards: run again. */
  | { readonly kind: "incomplete"; readonly mailing: Mailing };

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
  const { inputs, ledger, out, earlier, at, tally, onStep, progress, aborted = () => false } = request;
  const refuse = (problems: readonly Problem[]): boolean => {
    tally.add(problems);
    return stops(problems);
  };
  if (refuse(readyToRun(inputs.folder))) return { kind: "refused" };
  if (refuse(earlierObstacle(ledger, inputs.hash, earlier, inputs.folder.incident.purpose)))
    return { kind: "refused" };
  const census = takeCensus(inputs, ledger);
  const duties = clientDuties(inputs, census);
  if (refuse(dutyObstacles(duties))) return { kind: "refused" };
  const texts = new Texts(inputs, census);
  const groups = textGroups(census, texts);
  if (refuse(textProblems(groups))) return { kind: "refused" };
  if (refuse(unapproved(ledger, currentTexts(groups).values()))) return { kind: "refused" };
  if (refuse(await loadPools(inputs, ledger))) return { kind: "refused" };

  let mailing = ledger.mailings.get(inputs.hash);
  if (mailing?.state === "handedOver") {
    tally.add([problem("ledger/already-handed-over", {}, { mailing: mailing.id.slice(0, 8) })]);
    return { kind: "refused" };
  }
  if (refuse(settleEarlier(ledger, inputs.hash, earlier, at))) return { kind: "refused" };
  sweepUnfinished(
    out,
    inputs.folder.clients.map(({ client }) => client.id),
  );
  clearEarlier(ledger, inputs.hash, inputs.folder.dir);
  if (mailing === undefined || mailing.state === "withdrawn") {
    onStep?.("plan", ledger.intake.totals().people);
    const context = { inputs, ledger, texts, at, ...(progress === undefined ? {} : { progress }) };
    const planned = bindCodes(context) ?? planMailing(context);
    if (planned.kind === "refused") {
      tally.add(planned.problems);
      return { kind: "refused" };
    }
    mailing = planned.mailing;
  }
  recordOutput(ledger, mailing.id, inputs.folder.dir, out, at);

  onStep?.("press", mailing.pieces);
  const press = {
    inputs,
    ledger,
    texts,
    mailing: mailing.id,
    out,
    at,
    ...(progress === undefined ? {} : { progress }),
  };
  const whole = isWhole(ledger, mailing.id, out);
  const shards = ledger.mailings.shards(mailing.id);
  // A certificate vouches for what is there; while something is not, there is none.
  if (!shards.every(whole))
    for (const name of [...papers, ...handOverPaths(mailing.id, ledger.account.files(mailing.id))])
      rmSync(join(out, name), { force: true });
  for (const shard of shards) {
    if (whole(shard)) {
      progress?.(shard.count);
      continue;
    }
    if (aborted()) return { kind: "incomplete", mailing };
    if (refuse(await produceShard(press, shard))) return { kind: "refused" };
  }
  onStep?.("reconcile", mailing.pieces);
  const { certificate, problems } = await reconcile({ inputs, ledger, out, duties: duties.duties });
  tally.add(problems);
  tally.add(heldAtPress(ledger, mailing.id));
  if (certificate === undefined) return { kind: "refused" };
  return { kind: "done", mailing: ledger.mailings.get(mailing.id) ?? mailing, certificate };
}
