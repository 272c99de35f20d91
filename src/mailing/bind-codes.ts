import type { Ledger, PlanResult } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { MailingInputs } from "./inputs.ts";
import { offerBatches } from "./waiting-for-codes.ts";

type BindContext = { readonly inputs: MailingInputs; readonly ledger: Ledger };

/** Every pool that has fewer codes than people who wait for one; asked before anybody gets one. */
function shortPools({ inputs, ledger }: BindContext): readonly Problem[] {
  const needed = new Map<string, { client: string; offer: string; count: number }>();
  for (const { client, offer, waiting } of offerBatches(inputs, ledger)) {
    const need = needed.get(`${client}/${offer}`) ?? { client, offer, count: 0 };
    needed.set(`${client}/${offer}`, { ...need, count: need.count + waiting.length });
  }
  return [...needed.values()].flatMap(({ client, offer, count }) => {
    const free = ledger.pools.state(client, offer)?.free ?? 0;
    if (count <= free) return [];
    const [pool] = inputs.folder.clients.find((each) => each.client.id === client)?.pools.get(offer) ?? [];
    const facts = { offer, needed: count, free, short: count - free };
    return [problem("ledger/not-enough-codes", { client, file: pool?.name ?? "" }, facts)];
  });
}

/**
 * Gives everyone who gets an offer a code of their own, for ever; or nobody, if a pool is too small. Not with
 * their shard, but before the plan: a letter's sheets, and so its shard, are counted with its real code. A run that
 * is killed between the two finds the codes bound; who has one keeps it, whatever mailing comes of it.
 */
export function bindCodes(context: BindContext): (PlanResult & { readonly kind: "refused" }) | undefined {
  const problems = shortPools(context);
  if (problems.length > 0) return { kind: "refused", problems };
  const { inputs, ledger } = context;
  for (const { client, offer, waiting } of offerBatches(inputs, ledger)) {
    if (waiting.length === 0) continue;
    const binding = ledger.pools.bind(client, offer, waiting);
    if (binding.kind === "refused") return binding;
  }
  return undefined;
}
