import { assignmentView } from "./schema-codes.ts";
import type { Store } from "./store.ts";

/**
 * Makes PostgreSQL forget what it noted of the values in these tables: for its plans it keeps some hundred of each
 * column (`pg_statistic`), names, addresses and codes among them, and neither deleting rows nor `VACUUM` nor
 * `ANALYZE` of an empty table takes them away. Giving a column its own type again does. The tables must be empty.
 */
export function forgetStatistics(store: Store, tables: readonly string[]): void {
  store.write(() => {
    // A column that a view shows keeps its type.
    store.execute("DROP VIEW assignment");
    for (const table of tables) {
      const columns = store.all<{ name: string; type: string }>(
        `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
         WHERE attrelid = CAST(CAST(? AS text) AS regclass) AND attnum > 0 AND NOT attisdropped
           AND format_type(atttypid, atttypmod) IN ('text', 'bytea') ORDER BY attnum`,
        table,
      );
      for (const { name, type } of columns)
        store.execute(
          `ALTER TABLE ${table} ALTER COLUMN "${name}" TYPE ${type === "text" ? "TEXT" : "BLOB"}`,
        );
    }
    store.execute(assignmentView);
  });
}
