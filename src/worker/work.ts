import { setTimeout } from "node:timers/promises";
import type { Problem } from "../problem/index.ts";
import { CannotWrite } from "./cannot-write.ts";
import { PressCrew, type PressCrewRequest } from "./press-crew.ts";
import { type ShardJob, ShardJobs } from "./shard-jobs.ts";

export type WorkRequest = PressCrewRequest & {
  readonly threads: number;
  /** Ends after so many milliseconds without a shard; never unless told. */
  readonly idleMilliseconds?: number;
  /** A clock of milliseconds. */
  readonly now: () => number;
  readonly aborted: () => boolean;
  readonly onPressed: (job: ShardJob) => void;
  /** A shard that was given back, or trouble with the database; the work goes on. */
  readonly onTrouble: (error: Error) => void;
};

/** `stopped`: why this machine cannot go on; its shards were given back. */
export type Worked = { readonly pressed: number; readonly stopped?: Problem };

/**
 * Presses shards of whatever mailings the database's ledgers have, until told to stop or until this machine cannot
 * write; gives how many. The shard at hand is finished first.
 */
export async function work(request: WorkRequest): Promise<Worked> {
  const { database, threads, idleMilliseconds = Number.POSITIVE_INFINITY, now, aborted } = request;
  const crew = new PressCrew(request);
  const jobs = await ShardJobs.open(database, request.program, request.onTrouble);
  let pressed = 0;
  let underWay = 0;
  let lastBusy = now();
  let stopped: Problem | undefined;
  jobs.take(threads, async (job) => {
    underWay += 1;
    try {
      await crew.press(job);
      pressed += 1;
      request.onPressed(job);
    } catch (error) {
      if (error instanceof CannotWrite) stopped = error.problem;
      else request.onTrouble(error as Error);
      throw error;
    } finally {
      underWay -= 1;
      lastBusy = now();
    }
  });
  while (!aborted() && stopped === undefined && (underWay > 0 || now() - lastBusy < idleMilliseconds))
    await setTimeout(100);
  await jobs.stop();
  await crew.dismiss();
  return { pressed, ...(stopped && { stopped }) };
}
