import { type Problem, problem } from "../problem/index.ts";
import { BrokenWorkbook, type WorkbookFault } from "./broken-workbook.ts";
import type { CellContext } from "./cell-text.ts";
import type { InputFile } from "./incident-folder.ts";
import { readXml } from "./read-xml.ts";
import { readSharedStrings } from "./shared-strings.ts";
import { longestSheetRow, sheetReader } from "./sheet-reader.ts";
import type { TableBatch, TableRow } from "./table-row.ts";
import { workbookParts } from "./workbook-parts.ts";
import { openZip, type ZipArchive, type ZipPart } from "./zip-archive.ts";

/**
 * Bytes unpacked. Texts that cells share are held in memory, all else streams: a sheet of four gigabytes
 * only takes its time, and a million rows of 13 columns are half of one.
 */
const mostBytes = { sharedStrings: 250_000_000, sheet: 4_000_000_000 } as const;

// What is unpacked at once has a few dozen, too few to be worth handing on.
const rowsAtOnce = 250;

/** Rows of a sheet, `atOnce` or a few more; what was whole before a fault comes before it is thrown. */
async function* rowsOf(
  zip: ZipArchive,
  sheet: ZipPart,
  context: CellContext,
  atOnce: number,
): AsyncGenerator<readonly TableRow[]> {
  const reader = sheetReader(context);
  try {
    for await (const _ of readXml(zip.read(sheet, mostBytes.sheet), reader.events)) {
      const rows = reader.take(atOnce);
      if (rows.length > 0) yield rows;
    }
  } catch (error) {
    yield reader.take();
    throw error;
  }
  yield reader.take();
}

async function hasRows(zip: ZipArchive, sheet: ZipPart, context: CellContext): Promise<boolean> {
  for await (const rows of rowsOf(zip, sheet, context, 1)) if (rows.length > 0) return true;
  return false;
}

function faultOf(file: string, fault: WorkbookFault): Problem {
  switch (fault.kind) {
    case "broken":
      return problem("incident/workbook-broken", placeOf(file, fault.row));
    case "rowTooLong":
      return problem("incident/row-too-long", placeOf(file, fault.row), { most: longestSheetRow });
    case "tooLarge":
      return problem("incident/workbook-too-large", { file }, { bytes: fault.bytes, most: fault.most });
  }
}

const placeOf = (file: string, row: number | undefined) => (row === undefined ? { file } : { file, row });

async function* readWorkbook(zip: ZipArchive, file: string): AsyncGenerator<TableBatch> {
  const { sheets, sharedStrings, dateStyles, is1904 } = await workbookParts(zip);
  const [first, ...others] = sheets;
  if (first === undefined) throw new BrokenWorkbook("no sheet");
  const strings =
    sharedStrings === undefined
      ? () => undefined
      : await readSharedStrings(zip.read(sharedStrings, mostBytes.sharedStrings));
  const context: CellContext = { strings, dateStyles, is1904 };
  for await (const rows of rowsOf(zip, first, context, rowsAtOnce)) yield { rows, problems: [] };

  let withRows = 0;
  for (const sheet of others) if (await hasRows(zip, sheet, context)) withRows++;
  if (withRows === 0) return;
  yield { rows: [], problems: [problem("incident/workbook-other-sheets", { file }, { sheets: withRows })] };
}

/**
 * Streams a workbook's first sheet. What is wrong with the workbook is told where it is found, after the rows
 * before it. Throws what the disk throws.
 */
export async function* workbookRows(file: InputFile): AsyncGenerator<TableBatch> {
  let zip: ZipArchive | undefined;
  try {
    zip = await openZip(file.path);
    yield* readWorkbook(zip, file.name);
  } catch (error) {
    if (!(error instanceof BrokenWorkbook)) throw error;
    yield { rows: [], problems: [faultOf(file.name, error.fault)] };
  } finally {
    zip?.close();
  }
}
