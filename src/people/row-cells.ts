import type { TableRow } from "../incident/index.ts";
import { type Problem, type ProblemCode, problem } from "../problem/index.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { type PersonColumn, personColumnNames } from "./person-column.ts";
import { longestCell, type TextFault, textFault } from "./plain-text.ts";

/** Every field's cell, trimmed; empty where the file has no such column. */
export type Cells = Readonly<Record<PersonColumn, string>>;

export type CellsRead =
  | { readonly kind: "cells"; readonly cells: Cells }
  | { readonly kind: "held"; readonly id?: string; readonly problems: readonly Problem[] };

const faultCodes: Readonly<Record<TextFault, ProblemCode>> = {
  invisible: "people/characters-invisible",
  lost: "people/characters-lost",
  garbled: "people/characters-garbled",
  tooLong: "people/cell-too-long",
  quoteAstray: "people/quote-astray",
};

// A line break divides the lines of an address; anywhere else it does not belong.
const mayBreak: ReadonlySet<PersonColumn> = new Set(["address1", "address2", "address3"]);

/** Returns the function that takes a row apart into fields, or holds it if it cannot be trusted. */
export function cellReader(file: string, plan: ColumnPlan, columns: number): (source: TableRow) => CellsRead {
  const present = personColumnNames.filter((name) => plan[name] !== -1);
  const blank = Object.fromEntries(personColumnNames.map((name) => [name, ""])) as Cells;

  return ({ row, cells: given }) => {
    // Empty cells at the right edge are how spreadsheets save a table that was once wider.
    if (
      given.length < columns ||
      (given.length > columns && given.slice(columns).some((cell) => cell !== ""))
    ) {
      const facts = { cells: given.length, columns };
      return { kind: "held", problems: [problem("people/row-column-count", { file, row }, facts)] };
    }
    const cells: Record<PersonColumn, string> = { ...blank };
    const problems: Problem[] = [];
    for (const name of present) {
      const cell = withoutApostrophe((given[plan[name]] ?? "").trim());
      cells[name] = cell;
      const fault = textFault(cell, mayBreak.has(name));
      if (fault === undefined) continue;
      const facts: Problem["facts"] = fault === "tooLong" ? { length: cell.length, most: longestCell } : {};
      problems.push(problem(faultCodes[fault], { file, row, column: name }, facts));
    }
    if (problems.length === 0) return { kind: "cells", cells };
    const idIsSound = cells.id !== "" && problems.every((p) => p.where.column !== "id");
    return { kind: "held", ...(idIsSound ? { id: cells.id } : {}), problems };
  };
}

/** Takes off what our annotated copy, or a careful exporter, put before a formula. */
function withoutApostrophe(cell: string): string {
  return cell.startsWith("'") && /^'\s*[=+\-@]/.test(cell) ? cell.slice(1).trim() : cell;
}
