import { readPool } from "../incident/index.ts";
import type { Ledger, PoolCode } from "../ledger/index.ts";
import { type Problem, problem, stops } from "../problem/index.ts";
import { type DeclaredPool, declaredPools } from "./declared-pools.ts";
import type { MailingInputs } from "./inputs.ts";

/** When pools were loaded, and by whom, for the record. */
type Done = { readonly at: string; readonly by?: string };

const shownRows = 20;

/** What is wrong with the codes of a file, each by itself: the first 20 rows, and how many there are beside. */
async function poolProblems(pool: DeclaredPool, given: Ledger): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  let unshown = 0;
  let shown = 0;
  for await (const outcome of readPool(pool.input, pool.rules)) {
    if (outcome.kind === "code") continue;
    if (outcome.kind === "file") {
      problems.push(...outcome.problems);
      continue;
    }
    // A code that expires while nobody will ever be sent it again harms nobody.
    if (outcome.kind === "late" && given.pools.isSpent(pool.client, pool.offer, outcome.code)) continue;
    if (shown >= shownRows) unshown += 1;
    else problems.push(...outcome.problems);
    shown += 1;
  }
  if (unshown > 0)
    problems.push(
      problem("mailing/more-bad-codes", { file: pool.file, client: pool.client }, { count: unshown }),
    );
  return problems;
}

async function* codesOf(pool: DeclaredPool): AsyncGenerator<PoolCode> {
  // One that is late was spent before, or the file would not be loaded.
  for await (const outcome of readPool(pool.input, pool.rules))
    if (outcome.kind === "code" || outcome.kind === "late") yield outcome;
}

/**
 * Brings the pools of codes into the ledger: each file once, known by its hash, and only if every code in
 * it is sound. A bad code, or one that is in two places, stops the run before anything is bound. A file that is
 * there already is read again when what its codes must be (mailing day, last day to enroll, format) has changed.
 * @param given the ledger that knows which codes were sent; the same one unless `ledger` is only for trying
 */
export async function loadPools(
  inputs: MailingInputs,
  ledger: Ledger,
  { done, given = ledger }: { readonly done?: Done; readonly given?: Ledger } = {},
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const pools = declaredPools(inputs);
  const missing = new Set(ledger.pools.declare(pools, done));
  for (const pool of pools) {
    const isKnown = !missing.has(pool);
    if (!isKnown || !ledger.pools.isChecked(pool)) {
      const found = await poolProblems(pool, given);
      problems.push(...found);
      if (stops(found)) continue;
      if (isKnown) ledger.pools.markChecked(pool);
    }
    const load = await ledger.pools.load(pool, codesOf(pool), done);
    problems.push(...load.problems);
    const unshown = load.refused - load.problems.length;
    if (unshown > 0)
      problems.push(
        problem("mailing/more-refused-codes", { file: pool.file, client: pool.client }, { count: unshown }),
      );
  }
  return problems;
}
