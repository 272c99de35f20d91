import type { Ledger, Person } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { reachOf, variantOf } from "./census.ts";
import type { MailingInputs } from "./inputs.ts";
import { letSignalsIn } from "./let-signals-in.ts";

/** Whom a further mailing would still write to, once earlier ones have told their people. */
export type Wave = {
  /** People who were told. */
  readonly told: number;
  /** People still to be written to, by variant key. */
  readonly variants: ReadonlyMap<string, number>;
  /** Whether nobody is written to, and the others were left to substitute notice before. */
  readonly nobodyLeft: boolean;
};

export type WaveRequest = {
  readonly inputs: MailingInputs;
  /** The ledger with the people taken in. */
  readonly people: Ledger;
  /** The incident's own, which knows who was told. */
  readonly own: Ledger;
  /** An open mailing that is about to be closed as sent. */
  readonly closing?: string | undefined;
  readonly aborted?: (() => boolean) | undefined;
};

// A batch is one question to the ledger.
const batchSize = 2_500;

/** Counts the wave, in flat memory; undefined while no other mailing was sent: then everyone is still to be told. */
export async function waveOf({
  inputs,
  people,
  own,
  closing,
  aborted = () => false,
}: WaveRequest): Promise<Wave | undefined | "aborted"> {
  const isSent = own.mailings
    .all()
    .some(({ id, state }) => id !== inputs.hash && (state === "handedOver" || id === closing));
  if (!isSent) return undefined;
  let told = 0;
  let othersLeft = false;
  const variants = new Map<string, number>();
  const count = (batch: readonly Person[]): void => {
    for (const [client, those] of Map.groupBy(batch, ({ individual }) => individual.client)) {
      const ids = those.map(({ individual }) => individual.id);
      const heardOf = own.mailings.heardOf(client, ids, closing);
      for (const { individual } of those) {
        const before = heardOf.get(individual.id);
        if (before === "told") {
          told += 1;
          continue;
        }
        const { facets, key } = variantOf(inputs, individual);
        const reach = reachOf(inputs, individual, facets);
        if (reach === "written") variants.set(key, (variants.get(key) ?? 0) + 1);
        else if (reach !== "substitute" || before === undefined) othersLeft = true;
      }
    }
  };
  for (const batch of batches(people.intake.people())) {
    count(batch);
    await letSignalsIn();
    if (aborted()) return "aborted";
  }
  return { told, variants, nobodyLeft: told > 0 && variants.size === 0 && !othersLeft };
}

/** Why there is no mailing of these inputs to be planned; asked before anything of it is approved. */
export function nobodyLeft(wave: Wave | undefined): readonly Problem[] {
  if (wave === undefined || !wave.nobodyLeft) return [];
  return [problem("ledger/nobody-left-to-tell", {}, { told: wave.told })];
}

function* batches(people: Iterable<Person>): Generator<readonly Person[]> {
  let batch: Person[] = [];
  for (const person of people) {
    batch.push(person);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
