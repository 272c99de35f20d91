import type { Day } from "../calendar/index.ts";
import { type BoundCode, boundCode } from "./bind-codes.ts";
import { offerKey } from "./keys.ts";
import type { Store } from "./store.ts";

/** A code that a person had. */
export type VoidedCode = BoundCode & {
  readonly offer: string;
  readonly at: string;
  readonly by?: string;
  readonly reason: string;
};

export function codeOf(
  store: Store,
  client: string,
  offer: string,
  individual: string,
  printed: string | undefined,
): BoundCode | undefined {
  const bound = store.get<{ code: string; expires: Day | null }>(
    `SELECT c.code, c.expires FROM client cl CROSS JOIN offer o ON o.client = cl.key AND o.id = ?
     CROSS JOIN assignment a ON a.offer = o.key AND a.individual = ?
     CROSS JOIN code c ON c.pool = a.pool AND c.position = a.position WHERE cl.id = ?`,
    offer,
    individual,
    client,
  );
  if (bound === undefined) return undefined;
  const was =
    printed === undefined || printed === bound.code
      ? undefined
      : voidedOf(store, client, individual).find((each) => each.offer === offer && each.code === printed);
  return was === undefined
    ? boundCode(individual, bound.code, bound.expires)
    : boundCode(individual, was.code, was.expires ?? null);
}

export function codesOf(
  store: Store,
  client: string,
  individual: string,
): readonly (BoundCode & { readonly offer: string })[] {
  return store
    .all<{ offer: string; code: string; expires: Day | null }>(
      `SELECT o.id AS offer, c.code, c.expires FROM client cl
       JOIN offer o ON o.client = cl.key JOIN assignment a ON a.offer = o.key
       JOIN code c ON c.pool = a.pool AND c.position = a.position
       WHERE cl.id = ? AND a.individual = ? ORDER BY o.id`,
      client,
      individual,
    )
    .map(({ offer, code, expires }) => ({ offer, ...boundCode(individual, code, expires) }));
}

export function voidedOf(store: Store, client: string, individual: string): readonly VoidedCode[] {
  return store
    .all<{ offer: string; code: string; expires: Day | null; at: string; by: string | null; reason: string }>(
      `SELECT o.id AS offer, c.code, c.expires, n.replaced_at AS at, n.replaced_by AS "by", n.reason
       FROM client cl CROSS JOIN offer o ON o.client = cl.key
       CROSS JOIN binding b ON b.offer = o.key AND b.individual = ?
       CROSS JOIN binding n ON n.offer = b.offer AND n.individual = b.individual AND n.round = b.round + 1
       CROSS JOIN code c ON c.pool = b.pool AND c.position = b.position
       WHERE cl.id = ? ORDER BY o.id, b.round`,
      individual,
      client,
    )
    .map(({ offer, code, expires, at, by, reason }) => ({
      offer,
      ...boundCode(individual, code, expires),
      at,
      ...(by === null ? {} : { by }),
      reason,
    }));
}

export function voidOnPieces(
  store: Store,
): readonly { readonly client: string; readonly piece: string; readonly mailing: string }[] {
  return store.all(
    `SELECT k.id AS client, p.id AS piece, m.id AS mailing FROM binding n
     CROSS JOIN binding b ON b.offer = n.offer AND b.individual = n.individual AND b.round = n.replaces
     CROSS JOIN code c ON c.pool = b.pool AND c.position = b.position
     CROSS JOIN offer o ON o.key = n.offer CROSS JOIN client k ON k.key = o.client
     CROSS JOIN outcome t ON t.client = o.client AND t.individual = n.individual
     CROSS JOIN mailing m ON m.key = t.mailing AND m.state = 'open'
     CROSS JOIN piece p ON p.mailing = t.mailing AND p.sequence = t.sequence AND p.code = c.code
     WHERE n.replaces IS NOT NULL ORDER BY p.id`,
  );
}

export function withoutCode(
  store: Store,
  client: string,
  offer: string,
  individuals: readonly string[],
): readonly string[] {
  // Whoever has a code has a round 0.
  const bound = store.all<{ id: string }>(
    `SELECT j.id FROM ${store.listed} j
     CROSS JOIN binding b ON b.offer = ? AND b.individual = j.id AND b.round = 0`,
    store.list(individuals),
    offerKey(store, client, offer) ?? null,
  );
  if (bound.length === 0) return individuals;
  const has = new Set(bound.map(({ id }) => id));
  return individuals.filter((id) => !has.has(id));
}

export function isSpent(store: Store, client: string, offer: string, code: string): boolean {
  const given = store.get<{ spent: number }>(
    `SELECT CASE WHEN EXISTS (SELECT 1 FROM binding n
           WHERE n.offer = b.offer AND n.individual = b.individual AND n.round = b.round + 1)
         OR EXISTS (SELECT 1 FROM outcome t
           WHERE t.client = o.client AND t.individual = b.individual AND t.is_first_notice = 1)
       THEN 1 ELSE 0 END AS spent
     FROM code c CROSS JOIN binding b ON b.pool = c.pool AND b.position = c.position
     CROSS JOIN offer o ON o.key = b.offer AND o.id = ? CROSS JOIN client k ON k.key = o.client
     WHERE c.code = ? AND k.id = ?`,
    offer,
    code,
    client,
  );
  return given?.spent === 1;
}
