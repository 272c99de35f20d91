import type { Day } from "../calendar/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { offerKey } from "./keys.ts";
import { Refusal, type Store, type Value } from "./store.ts";

export type BoundCode = { readonly individual: string; readonly code: string; readonly expires?: Day };

/** All have their code, or nothing was bound and the problem (it stops) says why. */
export type Binding =
  | { readonly kind: "bound"; readonly codes: readonly BoundCode[] }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/** Codes of one file, from position `start` on, that are nobody's else any more. */
export type Reserved = { readonly pool: number; readonly start: number; readonly count: number };

/**
 * Inside a transaction: the offer's key and the next `count` codes of its files; refuses if there are not so
 * many. Whole stretches, because a look for a free code each would be far slower.
 */
export function reserveCodes(
  store: Store,
  client: string,
  offer: string,
  count: number,
): { readonly offer: number; readonly reserved: readonly Reserved[] } {
  const ofOffer = offerKey(store, client, offer);
  const pools = store.all<{ key: number; file: string; size: number; next: number }>(
    "SELECT key, file, size, next FROM pool WHERE offer = ? AND state = 'current' ORDER BY ordinal, key",
    ofOffer ?? null,
  );
  const [first] = pools;
  if (ofOffer === undefined || first === undefined)
    throw new Refusal<Binding>({
      kind: "refused",
      problems: [problem("ledger/no-pool", { client }, { offer })],
    });
  const free = pools.reduce((sum, { size, next }) => sum + size - next, 0);
  if (count > free)
    throw new Refusal<Binding>({
      kind: "refused",
      problems: [
        problem(
          "ledger/not-enough-codes",
          { client, file: first.file },
          { offer, needed: count, free, short: count - free },
        ),
      ],
    });
  const reserved: Reserved[] = [];
  let left = count;
  for (const { key, size, next } of pools) {
    const here = Math.min(left, size - next);
    if (here === 0) continue;
    store.run("UPDATE pool SET next = next + ? WHERE key = ?", here, key);
    reserved.push({ pool: key, start: next, count: here });
    left -= here;
  }
  return { offer: ofOffer, reserved };
}

/** The codes that were reserved, in their order. */
export function codesIn(
  store: Store,
  { pool, start, count }: Reserved,
): readonly { readonly position: number; readonly code: string; readonly expires: Day | null }[] {
  const codes = store.all<{ position: number; code: string; expires: Day | null }>(
    "SELECT position, code, expires FROM code WHERE pool = ? AND position >= ? AND position < ? ORDER BY position",
    pool,
    start,
    start + count,
  );
  if (codes.length !== count) throw new Error("a pool has fewer codes than it counts");
  return codes;
}

/** The codes of the offer that these have, by individual; whoever has none is not in it. */
export function codesBoundTo(
  store: Store,
  client: string,
  offer: string,
  individuals: readonly string[],
): ReadonlyMap<string, BoundCode> {
  const rows = store.all<{ individual: string; code: string; expires: Day | null }>(
    `SELECT a.individual, c.code, c.expires FROM ${store.listed} j
     CROSS JOIN assignment a ON a.offer = ? AND a.individual = j.id
     CROSS JOIN code c ON c.pool = a.pool AND c.position = a.position`,
    store.list(individuals),
    offerKey(store, client, offer) ?? null,
  );
  return new Map(
    rows.map(({ individual, code, expires }) => [individual, boundCode(individual, code, expires)]),
  );
}

/** Inside a transaction: a code for each, in the order given; throws a `Refusal` if that cannot be. */
export function bindCodes(
  store: Store,
  client: string,
  offer: string,
  individuals: readonly string[],
): readonly BoundCode[] {
  const asked = [...new Set(individuals)];
  const codes = new Map(codesBoundTo(store, client, offer, asked));
  const without = asked.filter((individual) => !codes.has(individual));
  // Asked of the pool even for nobody: an offer without a pool is refused, not passed over.
  const { offer: key, reserved } = reserveCodes(store, client, offer, without.length);
  const rows: Value[][] = [];
  let next = 0;
  for (const stretch of reserved)
    for (const { position, code, expires } of codesIn(store, stretch)) {
      const individual = without[next++];
      if (individual === undefined) throw new Error("more codes were reserved than asked for");
      rows.push([key, individual, 0, stretch.pool, position]);
      codes.set(individual, boundCode(individual, code, expires));
    }
  store.insertRows("binding", ["offer", "individual", "round", "pool", "position"], rows);
  return asked.map((individual) => {
    const bound = codes.get(individual);
    if (bound === undefined) throw new Error("not everyone has a code after binding");
    return bound;
  });
}

export function boundCode(individual: string, code: string, expires: Day | null): BoundCode {
  return { individual, code, ...(expires === null ? {} : { expires }) };
}
