import type { TableRow } from "../incident/index.ts";
import { type Problem, type ProblemCode, problem } from "../problem/index.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { type PersonColumn, personColumnNames } from "./person-column.ts";
import { hasIdleSpace, longestCell, plainText, type TextFault, textFault } from "./plain-text.ts";

/**
 * Every field's cell, trimmed; empty where the file has no such column. Those that may be printed are plain
 * text (`plainText`), but for the line breaks in an address.
 */
export type Cells = Readonly<Record<PersonColumn, string>>;

export type CellsRead =
  /** `isPlain`: nothing but printable ASCII, as far as that was looked at. */
  | { readonly kind: "cells"; readonly cells: Cells; readonly isPlain: boolean }
  | { readonly kind: "held"; readonly id?: string; readonly problems: readonly Problem[] };

const faultCodes: Readonly<Record<TextFault, ProblemCode>> = {
  invisible: "people/characters-invisible",
  lost: "people/characters-lost",
  garbled: "people/characters-garbled",
  tooLong: "people/cell-too-long",
  quoteAstray: "people/quote-astray",
};

/** Read for what they say and never shown; spaces in them count. */
const unprinted: ReadonlySet<PersonColumn> = new Set([
  "email",
  "emailConsent",
  "dateOfBirth",
  "dateOfDeath",
  "status",
  "language",
  "dataElements",
  "previousNotice",
  "suppressReason",
  "confirmedDistinct",
]);

// A line break divides the lines of an address; anywhere else it does not belong.
const breakable: ReadonlySet<PersonColumn> = new Set(["address1", "address2", "address3"]);

/** Returns the function that takes a row apart into fields, or holds it if it cannot be trusted. */
export function cellReader(file: string, plan: ColumnPlan, columns: number): (source: TableRow) => CellsRead {
  const present = personColumnNames
    .filter((name) => plan[name] !== -1)
    .map((name) => ({
      name,
      at: plan[name],
      mayBreak: breakable.has(name),
      isPrinted: !unprinted.has(name),
    }));
  const blank = Object.fromEntries(personColumnNames.map((name) => [name, ""])) as Cells;

  return ({ row, cells: given, isPlain = false }) => {
    // Empty cells at the right edge are how spreadsheets save a table that was once wider.
    if (
      given.length < columns ||
      (given.length > columns && given.slice(columns).some((cell) => cell !== ""))
    ) {
      const facts = { cells: given.length, columns };
      return { kind: "held", problems: [problem("people/row-column-count", { file, row }, facts)] };
    }
    const cells: Record<PersonColumn, string> = { ...blank };
    let problems: Problem[] | undefined;
    for (const { name, at, mayBreak, isPrinted } of present) {
      const found = given[at];
      if (found === undefined || found === "") continue;
      let cell = isPlain && !hasIdleSpace(found) ? found : found.trim();
      if (cell.charCodeAt(0) === apostrophe) cell = withoutApostrophe(cell);
      const fault = isPlain && cell.length <= longestCell ? undefined : textFault(cell, mayBreak);
      cells[name] = isPrinted && !(isPlain && cell === found) ? plainText(cell) : cell;
      if (fault === undefined) continue;
      const facts: Problem["facts"] = fault === "tooLong" ? { length: cell.length, most: longestCell } : {};
      problems ??= [];
      problems.push(problem(faultCodes[fault], { file, row, column: name }, facts));
    }
    if (problems === undefined) return { kind: "cells", cells, isPlain };
    const idIsSound = cells.id !== "" && problems.every((p) => p.where.column !== "id");
    return { kind: "held", ...(idIsSound ? { id: cells.id } : {}), problems };
  };
}

const apostrophe = 0x27;

/** Takes off what our annotated copy, or a careful exporter, put before a formula. */
function withoutApostrophe(cell: string): string {
  return /^'\s*[=+\-@]/.test(cell) ? cell.slice(1).trim() : cell;
}
