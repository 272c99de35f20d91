import { addDays, type Day, parseDay } from "../calendar/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { codeFormat } from "./code-format.ts";
import { enrolDays } from "./enrol-days.ts";
import type { InputFile } from "./incident-folder.ts";
import { isBlank, type TableRow } from "./table-row.ts";
import { tableRows } from "./table-rows.ts";

/** What the codes of a pool must be. */
export type PoolRules = {
  /** The planned day; none asks nothing of an expiry. */
  readonly mailingDay?: Day | undefined;
  /** The offer's last day to enroll. */
  readonly enrolBy?: Day | undefined;
  /** As the offer says it; see code-format.ts. */
  readonly format?: string | undefined;
};

/**
 * One thing found in a pool: a code; a row that is none, which stops, since a pool that is wrong in
 * one place was damaged; a code that leaves too little time, which stops unless it will be printed no more; or
 * something about the file.
 */
export type PoolOutcome =
  | { readonly kind: "code"; readonly row: number; readonly code: string; readonly expires?: Day }
  | {
      readonly kind: "late";
      readonly row: number;
      readonly code: string;
      readonly expires: Day;
      readonly problems: readonly Problem[];
    }
  | { readonly kind: "bad"; readonly row: number; readonly problems: readonly Problem[] }
  | { readonly kind: "file"; readonly problems: readonly Problem[] };

// Vendors' codes are 8 to 20 characters; what is far longer is another column.
const longestCode = 40;

type Columns = { readonly code: number; readonly expires: number; readonly count: number };
type Checks = PoolRules & { readonly file: InputFile; readonly pattern: RegExp | undefined };

/**
 * Streams a pool: a CSV (or XLSX) with the columns `code` and, if known, `expires` (`YYYY-MM-DD`), one
 * row a code. A code is printed as it stands, so it may hold printable ASCII without spaces only.
 * A code that expires before the mailing day would be dead on arrival, and one that expires less than 90
 * days after it leaves its reader too little time (practice: the absolute days met are 68 to 124 days out, the
 * median 98). Codes given twice are found by the ledger, which sees all pools. Problems name row and fault,
 * never the code: it is worth money to whoever reads it. Throws only what the disk throws.
 */
export async function* readPool(file: InputFile, rules: PoolRules): AsyncGenerator<PoolOutcome> {
  const { format, enrolBy } = rules;
  const checks: Checks = { ...rules, file, pattern: format === undefined ? undefined : codeFormat(format) };
  let columns: Columns | undefined;
  let codes = 0;
  const early = { count: 0, earliest: undefined as Day | undefined };
  const lengths = new Map<number, { count: number; row: number }>();
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
      const outcome = readCode(row, columns, checks);
      if (outcome.kind === "code") {
        const seen = lengths.get(outcome.code.length);
        if (seen === undefined) lengths.set(outcome.code.length, { count: 1, row: row.row });
        else seen.count += 1;
        const { expires } = outcome;
        if (expires !== undefined && enrolBy !== undefined && expires < enrolBy) {
          early.count += 1;
          if (early.earliest === undefined || expires < early.earliest) early.earliest = expires;
        }
      }
      yield outcome;
    }
    if (batch.problems.length > 0) yield { kind: "file", problems: batch.problems };
    if (batch.problems.some((p) => p.severity === "stops")) return;
  }
  if (codes === 0) yield { kind: "file", problems: [problem("incident/pool-empty", { file: file.name })] };
  const problems = [
    ...(early.earliest === undefined || enrolBy === undefined
      ? []
      : [
          problem(
            "incident/codes-end-before-enrol-by",
            { file: file.name },
            { count: early.count, earliest: early.earliest, enrolBy },
          ),
        ]),
    ...(format === undefined ? lengthProblems(file, lengths) : []),
  ];
  if (problems.length > 0) yield { kind: "file", problems };
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

/** A spreadsheet takes zeros away from the front of a number: one code is then shorter than the others. */
function lengthProblems(
  file: InputFile,
  lengths: ReadonlyMap<number, { readonly count: number; readonly row: number }>,
): readonly Problem[] {
  const [most, ...others] = [...lengths].toSorted(([, a], [, b]) => b.count - a.count || a.row - b.row);
  if (most === undefined || others.length === 0) return [];
  const count = others.reduce((sum, [, each]) => sum + each.count, 0);
  const row = Math.min(...others.map(([, each]) => each.row));
  return [
    problem(
      "incident/codes-of-several-lengths",
      { file: file.name, row, column: "code" },
      { count, usual: most[0] },
    ),
  ];
}

function readCode({ row, cells }: TableRow, columns: Columns, checks: Checks): PoolOutcome {
  const { file, mailingDay, pattern, format } = checks;
  const found = (code: Problem["code"], column: string, facts: Problem["facts"] = {}) => ({
    row,
    problems: [problem(code, { file: file.name, row, column }, facts)],
  });
  const bad = (...of: Parameters<typeof found>): PoolOutcome => ({ kind: "bad", ...found(...of) });
  if (cells.length !== columns.count) {
    return bad("incident/pool-column-count", "code", { cells: cells.length, columns: columns.count });
  }
  const code = cells[columns.code] ?? "";
  if (code.trim() === "") return bad("incident/code-empty", "code");
  if (!/^[\x21-\x7e]+$/.test(code)) return bad("incident/code-not-printable", "code");
  if (/^\d(?:\.\d+)?E\+\d+$/i.test(code)) return bad("incident/code-in-scientific-notation", "code");
  if (code.length > longestCode)
    return bad("incident/code-too-long", "code", { length: code.length, most: longestCode });
  if (pattern?.test(code) === false)
    return bad("incident/code-of-another-format", "code", { format: format ?? "", length: code.length });
  const expiresCell = (columns.expires === -1 ? "" : (cells[columns.expires] ?? "")).trim();
  if (expiresCell === "") return { kind: "code", row, code };
  const expires = parseDay(expiresCell);
  if (expires === undefined) return bad("incident/code-expiry-not-a-day", "expires");
  if (mailingDay === undefined) return { kind: "code", row, code, expires };
  const late = (...of: Parameters<typeof found>): PoolOutcome => ({
    kind: "late",
    code,
    expires,
    ...found(...of),
  });
  if (expires < mailingDay) return late("incident/code-expired", "expires", { expires, mailingDay });
  const earliest = addDays(mailingDay, enrolDays);
  if (expires < earliest) {
    const facts = { expires, earliest, days: enrolDays, mailingDay };
    return late("incident/code-expires-too-soon", "expires", facts);
  }
  return { kind: "code", row, code, expires };
}
