import { dropIntakeTables, intakeTables } from "./schema.ts";
import type { Store } from "./store.ts";

/**
 * Forgets the rows of an intake, and what was counted of them. SQLite makes the tables anew, which takes no time; in PostgreSQL that would
 * wait for whoever reads them at this moment, so there the rows are deleted.
 */
export function emptyIntake(store: Store): void {
  store.run("DELETE FROM census");
  if (store.kind === "sqlite") {
    store.execute(dropIntakeTables + intakeTables);
    return;
  }
  for (const table of ["individual", "intake_row", "input_file"]) store.run(`DELETE FROM ${table}`);
}
