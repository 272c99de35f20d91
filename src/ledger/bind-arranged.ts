import type { Problem } from "../problem/index.ts";
import { type Binding, reserveCodes } from "./bind-codes.ts";
import { Refusal, type Store } from "./store.ts";

/**
 * Inside a transaction: a code for everyone in `temp.arranged` who has none of their offer, in the order of the
 * ids. Gives why that cannot be, for every offer that is short at once, so that all codes can be ordered in one
 * go; then the caller undoes everything.
 */
export function bindArranged(store: Store): readonly Problem[] {
  // In the order of the bindings themselves: looked up in print order, each would be a page of its own.
  store.execute(`DROP TABLE IF EXISTS temp.asking;
    CREATE TEMP TABLE asking (offer INTEGER NOT NULL, individual TEXT NOT NULL, PRIMARY KEY (offer, individual))
      STRICT, WITHOUT ROWID;
    INSERT INTO temp.asking (offer, individual)
    SELECT offer, individual FROM temp.arranged WHERE offer IS NOT NULL ORDER BY offer, individual`);
  store.filled("temp.asking");
  const offers = store.all<{ offer: number; client: string; id: string; count: number }>(
    `SELECT q.offer, c.id AS client, o.id, q.count FROM (
       SELECT w.offer, count(*) - count(a.individual) AS count FROM temp.asking w
       LEFT JOIN assignment a ON a.offer = w.offer AND a.individual = w.individual GROUP BY w.offer) q
     CROSS JOIN offer o ON o.key = q.offer CROSS JOIN client c ON c.key = o.client ORDER BY q.offer`,
  );
  const short: Problem[] = [];
  for (const { offer, client, id, count } of offers) {
    try {
      for (const { pool, start, count: here } of reserveCodes(store, client, id, count).reserved)
        store.run(
          `INSERT INTO binding (offer, individual, round, pool, position)
           SELECT w.offer, w.individual, 0, ?, ? + row_number() OVER (ORDER BY w.individual) - 1
           FROM temp.asking w LEFT JOIN assignment a ON a.offer = w.offer AND a.individual = w.individual
           WHERE w.offer = ? AND a.individual IS NULL ORDER BY w.individual LIMIT ?`,
          pool,
          start,
          offer,
          here,
        );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      short.push(...(error.value as Binding & { kind: "refused" }).problems);
    }
  }
  store.execute("DROP TABLE temp.asking");
  return short;
}
