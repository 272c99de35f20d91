import { deleteInsertOnly } from "./delete-insert-only.ts";
import type { Store } from "./store.ts";

/**
 * Whether a code that a mailing reckons with was voided: printed on a piece of it, or, after the plan, that of
 * somebody whose piece was measured with it and not made.
 */
export function hasVoidCodes(store: Store, mailing: number): boolean {
  const planned = store.get<{ event: number | null }>(
    `SELECT max(e.key) AS event FROM mailing m JOIN event e ON e.mailing = m.id AND e.kind = 'mailingPlanned'
     WHERE m.key = ?`,
    mailing,
  );
  const found = store.get(
    `SELECT 1 AS found FROM binding n
     CROSS JOIN binding b ON b.offer = n.offer AND b.individual = n.individual AND b.round = n.replaces
     CROSS JOIN code c ON c.pool = b.pool AND c.position = b.position
     CROSS JOIN offer o ON o.key = n.offer CROSS JOIN client k ON k.key = o.client
     CROSS JOIN outcome t ON t.client = o.client AND t.individual = n.individual AND t.mailing = ?
     CROSS JOIN planned q ON q.mailing = t.mailing AND q.sequence = t.sequence AND q.offer = n.offer
     LEFT JOIN piece p ON p.mailing = t.mailing AND p.sequence = t.sequence
     WHERE n.replaces IS NOT NULL AND (p.code = c.code OR (p.code IS NULL AND EXISTS (
       SELECT 1 FROM event e WHERE e.client = k.id AND e.individual = n.individual
         AND e.kind = 'codeVoided' AND e.key > ?))) LIMIT 1`,
    mailing,
    planned?.event ?? 0,
  );
  return found !== undefined;
}

/**
 * Inside a transaction: takes back plan and pieces of a withdrawn mailing, so that it can be planned and pressed anew.
 * What was made stays in the chain of events by its hashes, the voided codes stay with their bindings.
 */
export function forgetPlan(store: Store, mailing: number): void {
  // Without it, every file that goes would be looked for in all pieces there are.
  store.execute("CREATE INDEX piece_by_file ON piece (file)");
  deleteInsertOnly(store, "piece", "WHERE mailing = ?", mailing);
  store.run("DELETE FROM output_file WHERE mailing = ?", mailing);
  store.execute("DROP INDEX piece_by_file");
  for (const table of ["planned", "shard", "outcome"])
    store.run(`DELETE FROM ${table} WHERE mailing = ?`, mailing);
}
