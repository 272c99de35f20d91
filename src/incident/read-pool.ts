import { addDays, type Day, parseDay } from "../calendar/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { enrolDays } from "./enrol-days.ts";
import type { InputFile } from "./incident-folder.ts";
import { isBlank, type TableRow } from "./table-row.ts";
import { tableRows } from "./table-rows.ts";

/**
 * One thing found in a pool: a code; a row that is none, which stops, since a pool that is wrong in
 * one place was damaged; or something about the file.
 */
export type PoolOutcome =
  | { readonly kind: "code"; readonly row: number; readonly code: string; readonly expires?: Day }
  | { readonly kind: "bad"; readonly row: number; readonly problems: readonly Problem[] }
  | { readonly kind: "file"; readonly problems: readonly Problem[] };

// Vendors' codes are 8 to 20 characters; what is far longer is another column.
const longestCode = 40;

/**
 * Streams a pool: a CSV (or XLSX) with the columns `code` and, if known, `expires` (`YYYY-MM-DD`), one
 * row a code. A code is printed as it stands, so it may hold printable ASCII without spaces only.
 * `mailingDay`: a code that expires before it would be dead on arrival, and one that expires less than 90
 * days after it leaves its reader too little time. Codes given twice are found by
 * the ledger, which sees all pools. Throws only what the disk throws.
 */
export async function* readPool(file: InputFile, mailingDay: Day | undefined): AsyncGenerator<PoolOutcome> {
  let columns: { readonly code: number; readonly expires: number; readonly count: number } | undefined;
  let codes = 0;
  for await (const batch of tableRows(file, (header) => columnNames.has(header.trim().toLowerCase()))) {
    for (const row of batch.rows) {
      if (isBlank(row)) continue;
      if (columns === undefined) {
        const header = row.cells.map((cell) => cell.trim().toLowerCase());
        const problems = headerProblems(header, file, row.row);
        if (problems.length > 0) yield { kind: "file", problems };
        if (problems.some((p) => p.severity === "stops")) return;
        columns = { code: header.indexOf("code"), expires: header.indexOf("expires"), count: header.length };
        continue;
      }
      codes++;
      yield readCode(row, columns, file, mailingDay);
    }
    if (batch.problems.length > 0) yield { kind: "file", problems: batch.problems };
    if (batch.problems.some((p) => p.severity === "stops")) return;
  }
  if (codes === 0) yield { kind: "file", problems: [problem("incident/pool-empty", { file: file.name })] };
}

const columnNames: ReadonlySet<string> = new Set(["code", "expires"]);

function headerProblems(header: readonly string[], file: InputFile, row: number): readonly Problem[] {
  const problems = header.flatMap((name, index) => {
    const at = { file: file.name, row, column: `number ${index + 1}` };
    if (header.indexOf(name) !== index) return [problem("incident/pool-column-twice", at)];
    return columnNames.has(name) ? [] : [problem("incident/pool-column-unknown", at)];
  });
  // The names are not shown: a pool without a header has a code where the name ought to be.
  return header.includes("code")
    ? problems
    : [problem("incident/pool-column-missing", { file: file.name, row, column: "code" })];
}

function readCode(
  { row, cells }: TableRow,
  columns: { readonly code: number; readonly expires: number; readonly count: number },
  file: InputFile,
  mailingDay: Day | undefined,
): PoolOutcome {
  const bad = (code: Problem["code"], column: string, facts: Problem["facts"] = {}): PoolOutcome => ({
    kind: "bad",
    row,
    problems: [problem(code, { file: file.name, row, column }, facts)],
  });
  if (cells.length !== columns.count) {
    return bad("incident/pool-column-count", "code", { cells: cells.length, columns: columns.count });
  }
  const code = cells[columns.code] ?? "";
  if (code.trim() === "") return bad("incident/code-empty", "code");
  if (!/^[\x21-\x7e]+$/.test(code)) return bad("incident/code-not-printable", "code");
  if (/^\d(?:\.\d+)?E\+\d+$/i.test(code)) return bad("incident/code-in-scientific-notation", "code");
  if (code.length > longestCode)
    return bad("incident/code-too-long", "code", { length: code.length, most: longestCode });
  const expiresCell = (columns.expires === -1 ? "" : (cells[columns.expires] ?? "")).trim();
  if (expiresCell === "") return { kind: "code", row, code };
  const expires = parseDay(expiresCell);
  if (expires === undefined) return bad("incident/code-expiry-not-a-day", "expires");
  if (mailingDay !== undefined && expires < mailingDay) {
    return bad("incident/code-expired", "expires", { expires, mailingDay });
  }
  if (mailingDay !== undefined && expires < addDays(mailingDay, enrolDays)) {
    const earliest = addDays(mailingDay, enrolDays);
    return bad("incident/code-expires-too-soon", "expires", {
      expires,
      earliest,
      days: enrolDays,
      mailingDay,
    });
  }
  return { kind: "code", row, code, expires };
}
