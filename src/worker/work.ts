import { setTimeout } from "node:timers/promises";
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

/**
 * Presses shards of whatever mailings the database's ledgers have, until told to stop; gives how many. The
 * shard at hand is finished first.
 */
export async function work(request: WorkRequest): Promise<number> {
  const { database, threads, idleMilliseconds = Number.POSITIVE_INFINITY, now, aborted } = request;
  const crew = new PressCrew(request);
  const jobs = await ShardJobs.open(database, request.program, request.onTrouble);
  let pressed = 0;
  let underWay = 0;
  let lastBusy = now();
  jobs.take(threads, async (job) => {
    underWay += 1;
    try {
      await crew.press(job);
      pressed += 1;
      request.onPressed(job);
    } catch (error) {
      request.onTrouble(error as Error);
      throw error;
    } finally {
      underWay -= 1;
      lastBusy = now();
    }
  });
  while (!aborted() && (underWay > 0 || now() - lastBusy < idleMilliseconds)) await setTimeout(100);
  await jobs.stop();
  await crew.dismiss();
  return pressed;
}
