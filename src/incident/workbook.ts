import { open } from "node:fs/promises";
import readWorkbook, { InvalidInputError, InvalidSpreadsheetError } from "read-excel-file/node";
import { problem } from "../problem/index.ts";
import type { InputFile } from "./incident-folder.ts";
import type { TableBatch, TableRow } from "./table-row.ts";

/**
 * A workbook is read whole: 100,000 rows of 13 columns are 54 million bytes unpacked and took 440 MB of
 * memory to read.
 */
const mostUnpackedBytes = 100_000_000;

/** Sum of the unpacked sizes that a ZIP archive's directory states, or undefined if it has none. */
async function unpackedBytes(file: InputFile): Promise<number | undefined> {
  const handle = await open(file.path);
  try {
    // The end record is 22 bytes, with at most 65,535 bytes of comment behind it.
    const tail = Buffer.alloc(Math.min(file.bytes, 65_557));
    await handle.read(tail, 0, tail.length, file.bytes - tail.length);
    const end = tail.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
    if (end < 0 || end + 22 > tail.length) return undefined;
    const size = tail.readUInt32LE(end + 12);
    const start = tail.readUInt32LE(end + 16);
    // ZIP64 marks what does not fit into 32 bits: certainly more than we read.
    if (start === 0xffffffff || size === 0xffffffff) return Number.POSITIVE_INFINITY;
    if (start + size > file.bytes) return undefined;
    const directory = Buffer.alloc(size);
    await handle.read(directory, 0, size, start);
    let sum = 0;
    for (let at = 0; at + 46 <= size && directory.readUInt32LE(at) === 0x02014b50; ) {
      sum += directory.readUInt32LE(at + 24);
      at +=
        46 +
        directory.readUInt16LE(at + 28) +
        directory.readUInt16LE(at + 30) +
        directory.readUInt16LE(at + 32);
    }
    return sum;
  } finally {
    await handle.close();
  }
}

/** A cell as text: dates become `YYYY-MM-DD`, numbers keep the digits that the file has. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString().slice(0, 10);
  return String(value);
}

/** The rows of a workbook's first sheet; refuses what would not fit into memory. */
export async function* workbookRows(file: InputFile): AsyncGenerator<TableBatch> {
  const stop = (
    code: "incident/workbook-broken" | "incident/workbook-too-large",
    unpacked = 0,
  ): TableBatch => ({
    rows: [],
    problems: [problem(code, { file: file.name }, { bytes: unpacked, most: mostUnpackedBytes })],
  });
  const unpacked = await unpackedBytes(file);
  if (unpacked === undefined) return yield stop("incident/workbook-broken");
  if (unpacked > mostUnpackedBytes) return yield stop("incident/workbook-too-large", unpacked);

  const sheets = await readWorkbook(file.path, { trim: false, parseNumber: (digits) => digits }).catch(
    (error: unknown) => {
      if (error instanceof InvalidInputError || error instanceof InvalidSpreadsheetError) return undefined;
      // A damaged archive surfaces as whatever the unzipper or the XML reader throws.
      if (error instanceof Error && !("syscall" in error)) return undefined;
      throw error;
    },
  );
  const first = sheets?.[0];
  if (sheets === undefined || first === undefined) return yield stop("incident/workbook-broken");

  const others = sheets.slice(1).filter((sheet) => sheet.data.length > 0).length;
  const problems =
    others === 0 ? [] : [problem("incident/workbook-other-sheets", { file: file.name }, { sheets: others })];
  const rows = first.data.map((cells, index): TableRow => ({ row: index + 1, cells: cells.map(cellText) }));
  yield { rows, problems };
}
