import { type InputFile, readPool } from "../incident/index.ts";
import type { Ledger, PoolCode, PoolFile } from "../ledger/index.ts";
import { type Problem, problem, stops } from "../problem/index.ts";
import { type MailingInputs, mailingDay } from "./inputs.ts";

type Pool = PoolFile & { readonly input: InputFile };

function declaredPools(inputs: MailingInputs): readonly Pool[] {
  const hashes = new Map(inputs.files.map((file) => [file.name, file.sha256]));
  return inputs.folder.clients.flatMap(({ client, pools }) =>
    client.offers.flatMap((offer) => {
      const input = pools.get(offer.id);
      const sha256 = input && hashes.get(input.name);
      if (input === undefined || sha256 === undefined) return [];
      return [{ client: client.id, offer: offer.id, for: offer.for, file: input.name, sha256, input }];
    }),
  );
}

/** What is wrong with the codes of a pool, each by itself. */
async function poolProblems(inputs: MailingInputs, pool: Pool): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for await (const outcome of readPool(pool.input, mailingDay(inputs, pool.client)))
    if (outcome.kind !== "code") problems.push(...outcome.problems);
  return problems;
}

/** What is wrong with the codes of every pool, each by itself; codes in two places are found by the run. */
export async function codeProblems(inputs: MailingInputs): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const pool of declaredPools(inputs)) problems.push(...(await poolProblems(inputs, pool)));
  return problems;
}

/**
 * Brings the pools of codes into the ledger: each file once, known by its hash, and only if every code in
 * it is sound. A bad code, or one that is in two places, stops the run before anything is bound.
 */
export async function loadPools(inputs: MailingInputs, ledger: Ledger): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const pools = declaredPools(inputs);
  const missing = new Set(ledger.pools.declare(pools));
  for (const pool of pools) {
    if (missing.has(pool)) {
      const found = await poolProblems(inputs, pool);
      problems.push(...found);
      if (stops(found)) continue;
    }
    const codes = async function* (): AsyncGenerator<PoolCode> {
      for await (const outcome of readPool(pool.input, mailingDay(inputs, pool.client)))
        if (outcome.kind === "code") yield outcome;
    };
    const load = await ledger.pools.load(pool, codes());
    problems.push(...load.problems);
    const unshown = load.refused - load.problems.length;
    if (unshown > 0)
      problems.push(
        problem("mailing/more-refused-codes", { file: pool.file, client: pool.client }, { count: unshown }),
      );
  }
  return problems;
}
