import type { Day } from "../calendar/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { offerKey } from "./keys.ts";
import { Refusal, type Store } from "./store.ts";

export type BoundCode = { readonly individual: string; readonly code: string; readonly expires?: Day };

/** All have their code, or nothing was bound and the problem (it stops) says why. */
export type Binding =
  | { readonly kind: "bound"; readonly codes: readonly BoundCode[] }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/** The offer's key and pool, reserving the next `count` codes; refuses if there are not so many. */
export function reserveCodes(
  store: Store,
  client: string,
  offer: string,
  count: number,
): { offer: number; pool: number; start: number } {
  const ofOffer = offerKey(store, client, offer);
  const pool = store.get<{ key: number; file: string; size: number; next: number }>(
    "SELECT key, file, size, next FROM pool WHERE offer = ? AND state = 'current'",
    ofOffer ?? null,
  );
  if (ofOffer === undefined || pool === undefined)
    throw new Refusal<Binding>({
      kind: "refused",
      problems: [problem("ledger/no-pool", { client }, { offer })],
    });
  const free = pool.size - pool.next;
  if (count > free)
    throw new Refusal<Binding>({
      kind: "refused",
      problems: [
        problem(
          "ledger/not-enough-codes",
          { client, file: pool.file },
          { offer, needed: count, free, short: count - free },
        ),
      ],
    });
  store.run("UPDATE pool SET next = next + ? WHERE key = ?", count, pool.key);
  return { offer: ofOffer, pool: pool.key, start: pool.next };
}

/** Inside a transaction: a code for each, in the order given; throws a `Refusal` if that cannot be. */
export function bindCodes(
  store: Store,
  client: string,
  offer: string,
  individuals: readonly string[],
): readonly BoundCode[] {
  const asked = [...new Set(individuals)];
  const ofOffer = offerKey(store, client, offer) ?? null;
  const bound = () =>
    store.all<{ individual: string; code: string; expires: Day | null }>(
      `SELECT a.individual, c.code, c.expires FROM json_each(?) j
       CROSS JOIN assignment a ON a.offer = ? AND a.individual = j.value
       CROSS JOIN code c ON c.pool = a.pool AND c.position = a.position ORDER BY j.key`,
      JSON.stringify(asked),
      ofOffer,
    );
  const before = new Set(bound().map(({ individual }) => individual));
  const without = asked.filter((individual) => !before.has(individual));
  // Asked of the pool even for nobody: an offer without a pool is refused, not passed over.
  const reserved = reserveCodes(store, client, offer, without.length);
  if (without.length > 0)
    store.run(
      "INSERT INTO assignment SELECT ?, value, ?, ? + key FROM json_each(?)",
      reserved.offer,
      reserved.pool,
      reserved.start,
      JSON.stringify(without),
    );
  const codes = bound();
  if (codes.length !== asked.length) throw new Error("not everyone has a code after binding");
  return codes.map(({ individual, code, expires }) => ({
    individual,
    code,
    ...(expires === null ? {} : { expires }),
  }));
}
