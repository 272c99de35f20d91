import type { Day } from "../calendar/index.ts";
import { type Client, type InputFile, isBlank, type TableRow, tableRows } from "../incident/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { planColumns } from "./column-plan.ts";
import { columnForHeader, headerKey } from "./person-column.ts";
import { personReader } from "./read-person.ts";
import type { CanPrint, PeopleOutcome, RowOutcome } from "./row-outcome.ts";

/**
 * Streams a people file (CSV in any common encoding and delimiter, or XLSX): columns first, then one
 * outcome for each row that is not blank, in file order, at flat memory (but for the texts that the cells of
 * an XLSX share).
 * `asOf` is the mailing day, on which ages count. `canPrint` gives the code points that the letter's
 * fonts lack. Duplicates are not looked for here: equal keys tell them. File outcomes add no rows;
 * after one that stops, the file is not read further. Throws only what the disk throws.
 * @example for await (const outcome of readPeople(client, file, day("2026-02-10"), () => [])) …
 */
export async function* readPeople(
  client: Client,
  file: InputFile,
  asOf: Day,
  canPrint: CanPrint,
): AsyncGenerator<PeopleOutcome, void, undefined> {
  for await (const batch of readPeopleBatches(client, file, asOf, canPrint)) yield* batch;
}

/** As `readPeople`, some hundred rows at a time: for whoever reads millions. */
export async function* readPeopleBatches(
  client: Client,
  file: InputFile,
  asOf: Day,
  canPrint: CanPrint,
): AsyncGenerator<readonly PeopleOutcome[], void, undefined> {
  const mapped = new Set(Object.keys(client.people.columns).map(headerKey));
  const isKnown = (header: string) => columnForHeader(header) !== undefined || mapped.has(headerKey(header));
  let read: ((source: TableRow) => RowOutcome) | undefined;
  let dataRows = 0;

  for await (const batch of tableRows(file, isKnown)) {
    const outcomes: PeopleOutcome[] = [];
    for (const source of batch.rows) {
      if (isBlank(source)) continue;
      if (read !== undefined) {
        dataRows++;
        outcomes.push(read(source));
        continue;
      }
      const header = withoutEmptyEnd(source.cells);
      const { plan, problems } = planColumns(client, file.name, header, source.row);
      if (problems.length > 0) outcomes.push(fileOutcome(problems));
      if (plan === undefined) return yield outcomes;
      read = personReader({ client, file: file.name, columns: header.length, plan, asOf, canPrint });
    }
    if (batch.problems.length > 0) outcomes.push(fileOutcome(batch.problems));
    yield outcomes;
    if (batch.problems.some((p) => p.severity === "stops")) return;
  }
  if (read === undefined) yield [fileOutcome([problem("incident/file-empty", { file: file.name })])];
  else if (dataRows === 0) yield [fileOutcome([problem("people/file-without-rows", { file: file.name })])];
}

function fileOutcome(problems: readonly Problem[]): PeopleOutcome {
  return { kind: "file", problems };
}

/** Excel saves empty columns at the right edge as empty headers. */
function withoutEmptyEnd(cells: readonly string[]): readonly string[] {
  let end = cells.length;
  while (end > 0 && cells[end - 1]?.trim() === "") end--;
  return cells.slice(0, end);
}
