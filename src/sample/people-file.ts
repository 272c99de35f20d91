import writeXlsxFile, { type Row, type SheetData } from "write-excel-file/node";
import { parseDay } from "../calendar/index.ts";
import type { PeopleLayout } from "./people-layout.ts";
import type { SampleRow } from "./sample-row.ts";
import { withFixedTimes } from "./zip-times.ts";

/** More rows than this go into a CSV file, whatever the client's layout: a workbook is held in memory. */
export const mostWorkbookRows = 5_000;

/** A client's people file as lines of CSV, as they come. */
export function* csvLines(layout: PeopleLayout, rows: Iterable<SampleRow>): Generator<string> {
  const lineEnd = layout.windows ? "\r\n" : "\n";
  const { unknownColumn } = layout;
  const headers = [
    ...layout.columns.map(([header]) => header),
    ...(unknownColumn ? [unknownColumn.header] : []),
  ];
  yield `${layout.windows ? "\uFEFF" : ""}${headers.map(csvCell).join(",")}${lineEnd}`;
  let count = 0;
  for (const { cells } of rows) {
    const texts = layout.columns.map(([, column]) => csvCell(cells[column] ?? ""));
    if (unknownColumn) texts.push(csvCell(unknownColumn.values[count % unknownColumn.values.length] ?? ""));
    yield `${texts.join(",")}${lineEnd}`;
    count += 1;
  }
}

/** The same as an Excel workbook: days are Excel dates, everything else is text. */
export async function workbookBytes(layout: PeopleLayout, rows: Iterable<SampleRow>): Promise<Uint8Array> {
  const header: Row = layout.columns.map(([text]) => ({ value: text, type: String }));
  const data: SheetData = [header];
  for (const { cells } of rows) {
    data.push(
      layout.columns.map(([, column]) => {
        const text = cells[column] ?? "";
        if (text === "") return null;
        const day = parseDay(text);
        return day === undefined
          ? { value: text, type: String }
          : { value: new Date(`${day}T00:00:00Z`), type: Date, format: "yyyy-mm-dd" };
      }),
    );
  }
  return withFixedTimes(await writeXlsxFile(data, { sheet: "People" }).toBuffer());
}

// RFC 4180, section 2: quotes around a cell with a comma, quote or line break; quotes doubled.
function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
