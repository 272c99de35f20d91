import { availableParallelism } from "node:os";
import { type RowThreads, threadsFor as threadsWorthStarting } from "../mailing/index.ts";
import type { Session } from "./incident-session.ts";

// More than four wait for the disk and for each other's commits.
const most = 4;
// Below, starting a thread takes longer than its work.
const rowsPerThread = 200_000;
/** Pieces whose files a thread counts in about the time that it takes to start. */
export const countedPerThread = 50_000;

/** The most threads of a command: as many as were asked for (`--workers`), or as the machine has processors. */
export function mostThreads(workers: number | undefined): number {
  return workers ?? Math.min(most, availableParallelism());
}

/** Threads for so much work: those asked for, or one for each `each` of it. */
export function threadsFor(workers: number | undefined, work: number, each: number): number {
  return workers ?? threadsWorthStarting(mostThreads(workers), work, each);
}

/** Threads that go through the people of a session; `workers`: how many, whatever the lists, if it was said. */
export function rowThreads({ site }: Pick<Session, "site">, workers?: number): RowThreads {
  return {
    ledger: site,
    most: mostThreads(workers),
    rowsEach: workers === undefined ? rowsPerThread : 1,
  };
}
