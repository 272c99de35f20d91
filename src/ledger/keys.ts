import type { Store } from "./store.ts";

/** The key of a client in the ledger, given one if it has none. Call it inside a transaction. */
export function clientKey(store: Store, client: string): number {
  const known = store.get<{ key: number }>("SELECT key FROM client WHERE id = ?", client);
  return known?.key ?? store.insert("INSERT INTO client (id) VALUES (?)", client);
}

/** The key of an offer that has had a pool, or undefined. */
export function offerKey(store: Store, client: string, offer: string): number | undefined {
  return store.get<{ key: number }>(
    "SELECT o.key FROM offer o JOIN client c ON c.key = o.client WHERE c.id = ? AND o.id = ?",
    client,
    offer,
  )?.key;
}
