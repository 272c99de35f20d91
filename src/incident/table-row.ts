import type { Problem } from "../problem/index.ts";

/** One row of a list as it stands there. `row` is the spreadsheet row; a blank row counts. */
export type TableRow = { readonly row: number; readonly cells: readonly string[] };

/** Rows in file order with what went wrong on the way; after a problem that stops, nothing follows. */
export type TableBatch = { readonly rows: readonly TableRow[]; readonly problems: readonly Problem[] };

/** True if no cell says anything: such a row is no data row. */
export function isBlank(row: TableRow): boolean {
  return row.cells.every((cell) => cell.trim() === "");
}
