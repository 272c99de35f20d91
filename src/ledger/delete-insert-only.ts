import { insertOnly } from "./insert-only.ts";
import type { Store, Value } from "./store.ts";

/**
 * Inside a transaction: deletes rows of an insert-only table, all or those that `which` names. The store's refusal is
 * lifted and put back in the same transaction; nobody else sees the table without it.
 */
export function deleteInsertOnly(store: Store, table: string, which = "", ...parameters: Value[]): void {
  const names = store.kind === "sqlite" ? ["changed", "deleted"] : ["changed", "emptied"];
  for (const name of names)
    store.execute(`DROP TRIGGER ${table}_is_never_${name}${store.kind === "sqlite" ? "" : ` ON ${table}`}`);
  store.run(`DELETE FROM ${table} ${which}`, ...parameters);
  store.execute(insertOnly(table));
}
