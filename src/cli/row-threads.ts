import { availableParallelism } from "node:os";
import type { RowThreads } from "../mailing/index.ts";
import type { Session } from "./incident-session.ts";

// More than four wait for the disk and for each other; below, starting one takes longer than its work.
const mostThreads = 4;
const rowsPerThread = 200_000;

/** Threads that go through the people of a session; `workers`: how many, whatever the lists, if it was said. */
export function rowThreads({ site }: Pick<Session, "site">, workers?: number): RowThreads {
  const most = workers ?? Math.min(mostThreads, availableParallelism());
  return { ledger: site, most, rowsEach: workers === undefined ? rowsPerThread : 1 };
}
