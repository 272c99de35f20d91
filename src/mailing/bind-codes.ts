import type { BoundCode, Ledger } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { Census } from "./census.ts";
import type { MailingInputs } from "./inputs.ts";
import { letSignalsIn } from "./let-signals-in.ts";
import { offerBatches } from "./waiting-for-codes.ts";

type BindContext = { readonly inputs: MailingInputs; readonly ledger: Ledger };

/** Who gets an offer: of one client, in input order. */
export type OfferReaders = {
  readonly client: string;
  readonly offer: string;
  readonly individuals: readonly string[];
};

/** Whether every pool would suffice even if nobody had a code yet: then nobody needs to be asked. */
function plentyFor({ variants }: Pick<Census, "variants">, ledger: Ledger): boolean {
  const needed = new Map<string, { client: string; offer: string; people: number }>();
  for (const { facets, people } of variants.values()) {
    const { client, offer } = facets;
    if (offer === null) continue;
    const key = `${client}/${offer}`;
    needed.set(key, { client, offer, people: people + (needed.get(key)?.people ?? 0) });
  }
  return [...needed.values()].every(
    ({ client, offer, people }) => people <= (ledger.pools.state(client, offer)?.free ?? 0),
  );
}

/**
 * Every pool that has fewer codes than people who wait for one; asked before anybody gets one, so that either
 * everyone does or nobody.
 */
export async function shortPools(
  { inputs, ledger }: BindContext,
  census: Pick<Census, "variants">,
  aborted: () => boolean,
): Promise<readonly Problem[] | "aborted"> {
  if (plentyFor(census, ledger)) return [];
  const needed = new Map<string, { client: string; offer: string; count: number }>();
  for (const { client, offer, waiting } of offerBatches(inputs, ledger)) {
    const need = needed.get(`${client}/${offer}`) ?? { client, offer, count: 0 };
    needed.set(`${client}/${offer}`, { ...need, count: need.count + waiting.length });
    await letSignalsIn();
    if (aborted()) return "aborted";
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
 * Gives each a code of their own, for ever, and tells whose is which. Not with their shard, but before the plan: a
 * letter's sheets, and so its shard, are counted with its real code. Who has one keeps it, whatever mailing comes
 * of it; so a run that is stopped in between goes on where it was.
 */
export function bindCodes(
  ledger: Ledger,
  { client, offer, individuals }: OfferReaders,
):
  | { readonly kind: "bound"; readonly codes: ReadonlyMap<string, BoundCode> }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] } {
  const bound = ledger.pools.boundTo(client, offer, individuals);
  const waiting = individuals.filter((id) => !bound.has(id));
  // An offer whose pool is gone is refused only to whoever has no code of it.
  if (waiting.length === 0) return { kind: "bound", codes: bound };
  const binding = ledger.pools.bind(client, offer, waiting);
  if (binding.kind === "refused") return binding;
  const codes = new Map(bound);
  for (const code of binding.codes) codes.set(code.individual, code);
  return { kind: "bound", codes };
}
