import type { Ledger } from "../ledger/index.ts";
import { reachOf, variantOf } from "./census.ts";
import type { MailingInputs } from "./inputs.ts";

const batchSize = 2_500;

/** People who get an offer; `waiting` are those of them who have no code of it yet. */
export type OfferBatch = {
  readonly client: string;
  readonly offer: string;
  readonly people: number;
  readonly waiting: readonly string[];
};

/**
 * Everyone who gets an offer, in input order by offer, in flat memory.
 * @param people the ledger with the people taken in
 * @param codes the one that knows who has which code
 */
export function* offerBatches(
  inputs: MailingInputs,
  people: Ledger,
  codes: Ledger = people,
): Generator<OfferBatch> {
  const batches = new Map<string, { client: string; offer: string; ids: string[] }>();
  const ended = ({ client, offer, ids }: { client: string; offer: string; ids: string[] }): OfferBatch => {
    const asked = ids.splice(0);
    return { client, offer, people: asked.length, waiting: codes.pools.without(client, offer, asked) };
  };
  for (const { individual } of people.intake.people()) {
    const { facets } = variantOf(inputs, individual);
    const { client, offer } = facets;
    if (offer === null || reachOf(inputs, individual, facets) !== "written") continue;
    const key = `${client}/${offer}`;
    const batch = batches.get(key) ?? { client, offer, ids: [] };
    batches.set(key, batch);
    if (batch.ids.push(individual.id) >= batchSize) yield ended(batch);
  }
  for (const batch of batches.values()) if (batch.ids.length > 0) yield ended(batch);
}
