import { setTimeout } from "node:timers/promises";
import { serialize } from "node:v8";
import type { Ledger, Shard } from "../ledger/index.ts";
import type { PressEnd, SharedOrder } from "../mailing/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { CannotWrite } from "./cannot-write.ts";
import type { PressCrew } from "./press-crew.ts";
import type { ShardJob, ShardJobs } from "./shard-jobs.ts";

export type SharedPress = {
  readonly ledger: Ledger;
  /** The schema of that ledger. */
  readonly schema: string;
  readonly jobs: ShardJobs;
  /** Presses here too, with so many threads; with none, other machines do everything. */
  readonly crew: PressCrew;
  readonly threads: number;
  readonly program: string;
};

export type SharedPressRequest = {
  readonly order: SharedOrder;
  readonly shards: readonly Shard[];
  readonly progress?: ((pieces: number) => void) | undefined;
  readonly aborted?: (() => boolean) | undefined;
};

const shownFailures = 20;

/**
 * Puts shards up for every worker on the database, takes part itself, and ends when all of them are pressed, or
 * none of the rest is taken any more. Whoever dies meanwhile, here or elsewhere: the shard is taken again. Where this
 * machine cannot write, it ends; the shards stay up for others.
 */
export async function pressByJobs(
  { ledger, schema, jobs, crew, threads, program }: SharedPress,
  { order, shards, progress, aborted = () => false }: SharedPressRequest,
): Promise<PressEnd> {
  const { mailing } = order;
  ledger.orders.keep(mailing, { program, content: serialize(order) });
  await jobs.forgetEnded({ schema, mailing });
  await jobs.offer(shards.map(({ number }) => ({ schema, mailing, shard: number })));
  const unable: Problem[] = [];
  const press = async (job: ShardJob) => {
    try {
      await crew.press(job);
    } catch (error) {
      if (error instanceof CannotWrite) unable.push(error.problem);
      throw error;
    }
  };
  if (threads > 0) jobs.take(threads, press);

  const left = new Map(shards.map((shard) => [shard.number, shard.count]));
  while (left.size > 0) {
    if (aborted()) return { kind: "incomplete", problems: [] };
    if (unable.length > 0) return { kind: "stopped", problems: unable.slice(0, 1) };
    await setTimeout(pollMilliseconds(shards.length));
    const { waiting, underWay, done, failed } = await jobs.standing({ schema, mailing });
    for (const [shard, pieces] of left)
      if (done.has(shard)) {
        left.delete(shard);
        progress?.(pieces);
      }
    if (waiting + underWay === 0 && left.size > 0) {
      const problems: Problem[] = [...failed]
        .slice(0, shownFailures)
        .map(([shard, reason]) => problem("worker/shard-given-up", {}, { shard, reason }));
      return { kind: problems.length > 0 ? "stopped" : "incomplete", problems };
    }
  }
  ledger.orders.forget(mailing);
  return { kind: "done", problems: [] };
}

/** Longer where there are more jobs to be looked at. */
function pollMilliseconds(shards: number): number {
  return 300 + shards / 10;
}
