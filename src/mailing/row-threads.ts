import type { Ledger } from "../ledger/index.ts";
import type { LedgerPlace } from "./press-order.ts";

/** Threads that go through the rows of lists. */
export type RowThreads = {
  /** Where each opens the ledger anew. */
  readonly ledger: LedgerPlace;
  readonly most: number;
  /** A thread is worth starting for as many rows to plan. */
  readonly rowsEach: number;
};

/** How many threads are worth starting for so much work, if one is for `each` of it. */
export function threadsFor(most: number, work: number, each: number): number {
  return Math.min(most, Math.ceil(work / each));
}

/** How many of them are worth starting for the rows of this ledger. */
export function threadsForRows({ most, rowsEach }: RowThreads, { intake }: Ledger): number {
  const rows = intake.spans().reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return threadsFor(most, rows, rowsEach);
}
