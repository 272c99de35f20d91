import { clientKey, offerKey } from "./keys.ts";
import type { PoolFile } from "./pool-file.ts";
import type { Store, Value } from "./store.ts";

/** Key of the offer, which is recorded if it was not; `for` is what it is now. Inside a transaction. */
export function offerFor(
  store: Store,
  { client, offer, for: audience }: Pick<PoolFile, "client" | "offer" | "for">,
): number {
  store.run(
    `INSERT INTO offer (client, id, audience) VALUES (?, ?, ?)
     ON CONFLICT (client, id) DO UPDATE SET audience = excluded.audience`,
    clientKey(store, client),
    offer,
    audience,
  );
  const key = offerKey(store, client, offer);
  if (key === undefined) throw new Error("an offer just recorded is not there");
  return key;
}

type PoolRow = {
  key: number;
  client: string;
  offer: string;
  for: "adult" | "minor";
  file: string;
  sha256: string;
};

const batchSize = 10_000;
const columns = ["offer", "individual", "round", "pool", "position"] as const;
const replacement = ["replaces", "replaced_at", "replaced_by", "reason"] as const;

/**
 * Copies every code that was ever given, and to whom, from one store into an empty one, so that what a run
 * would say about new files can be told without touching the ledger. Files that are pools now are none there.
 */
export function copyGivenCodes(from: Store, to: Store): void {
  const pools = from.all<PoolRow>(
    `SELECT p.key, k.id AS client, o.id AS offer, o.audience AS "for", p.file, p.sha256
     FROM pool p JOIN offer o ON o.key = p.offer JOIN client k ON k.key = o.client ORDER BY p.key`,
  );
  const last = from.get<{ round: number | null }>("SELECT max(round) AS round FROM binding")?.round ?? -1;
  const keys = new Map<number, { offer: number; pool: number }>();
  to.write(() => {
    for (const pool of pools) {
      const offer = offerFor(to, pool);
      const key = to.insert(
        "INSERT INTO pool (offer, file, sha256, state) VALUES (?, ?, ?, 'retired')",
        offer,
        pool.file,
        pool.sha256,
      );
      keys.set(pool.key, { offer, pool: key });
    }
  });
  // Round by round: a binding may only replace one that is there.
  for (let round = 0; round <= last; round++)
    for (const { key } of pools) {
      const there = keys.get(key);
      if (there === undefined) throw new Error("a pool that was not copied");
      for (let after = -1, more = true; more; ) {
        const rows = givenFrom(from, key, round, after);
        after = rows.at(-1)?.position ?? after;
        more = rows.length === batchSize;
        to.write(() => {
          to.insertRows(
            "code",
            ["pool", "position", "code", "expires", "row"],
            rows.map(({ position, code, expires, row }) => [there.pool, position, code, expires, row]),
          );
          to.insertRows(
            "binding",
            [...columns, ...replacement],
            rows.map((each) => [
              there.offer,
              each.individual,
              round,
              there.pool,
              each.position,
              round === 0 ? null : round - 1,
              each.at,
              each.by,
              each.reason,
            ]),
          );
        });
      }
    }
}

function givenFrom(store: Store, pool: number, round: number, after: number) {
  return store.all<{
    position: number;
    code: string;
    expires: Value;
    row: number;
    individual: string;
    at: Value;
    by: Value;
    reason: Value;
  }>(
    `SELECT b.position, c.code, c.expires, c.row, b.individual, b.replaced_at AS at, b.replaced_by AS "by", b.reason
     FROM binding b CROSS JOIN code c ON c.pool = b.pool AND c.position = b.position
     WHERE b.pool = ? AND b.round = ? AND b.position > ? ORDER BY b.position LIMIT ?`,
    pool,
    round,
    after,
    batchSize,
  );
}
