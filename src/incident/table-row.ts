import type { Problem } from "../problem/index.ts";

/**
 * One row of a list as it stands there. `row` is the spreadsheet row; a blank row counts. `isPlain`: no cell
 * holds anything but printable ASCII, which spares looking into each; false or left out says nothing.
 */
export type TableRow = {
  readonly row: number;
  readonly cells: readonly string[];
  readonly isPlain?: boolean;
};

/** Rows in file order with what went wrong on the way; after a problem that stops, nothing follows. */
export type TableBatch = { readonly rows: readonly TableRow[]; readonly problems: readonly Problem[] };

/** True if no cell says anything: such a row is no data row. */
export function isBlank(row: TableRow): boolean {
  for (const cell of row.cells) if (cell !== "" && cell.trim() !== "") return false;
  return true;
}
