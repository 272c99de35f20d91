import { createReadStream } from "node:fs";
import { problem } from "../problem/index.ts";
import { readRows } from "./delimited-cells.ts";
import type { InputFile } from "./incident-folder.ts";
import type { TableBatch, TableRow } from "./table-row.ts";
import type { Encoding } from "./text-encoding.ts";

const delimiters = [",", ";", "\t", "|"] as const;
type Delimiter = (typeof delimiters)[number];

// No honest row is a quarter of a million characters: a quote was opened and never closed.
const longestRow = 250_000;
const chunkBytes = 1 << 16;
// What is made of one piece is gone before the next: with larger ones the collector copies more than it frees.
const pieceLength = 1 << 12;

/** The text of a file, chunk by chunk, decoded; memory stays flat. */
async function* decoded(path: string, encoding: Encoding, skip: number): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of createReadStream(path, { start: skip, highWaterMark: chunkBytes })) {
    yield decoder.decode(chunk as Buffer, { stream: true });
  }
  yield decoder.decode();
}

/**
 * The delimiter that makes most sense of the first line: most headers that are known, then most
 * cells; the comma if nothing speaks for another.
 */
function delimiterOf(firstText: string, isKnown: (header: string) => boolean): Delimiter {
  const line = firstText.replace(/^[\r\n]+/, "").split(/\r\n|\n|\r/, 1)[0] ?? "";
  let best: { delimiter: Delimiter; known: number; cells: number } = { delimiter: ",", known: -1, cells: 0 };
  for (const delimiter of delimiters) {
    const headers = line.split(delimiter).map((cell) => cell.replaceAll('"', ""));
    const known = headers.filter(isKnown).length;
    if (known > best.known || (known === best.known && headers.length > best.cells)) {
      best = { delimiter, known, cells: headers.length };
    }
  }
  return best.delimiter;
}

/**
 * Streams a delimited text file. Quotes as in RFC 4180, read kindly: a quote inside an unquoted cell
 * is text. Column counts are the caller's to check.
 */
export async function* delimitedRows(
  file: InputFile,
  nature: { readonly encoding: Encoding; readonly skip: number },
  isKnown: (header: string) => boolean,
): AsyncGenerator<TableBatch> {
  let delimiter: Delimiter | undefined;
  let text = "";
  let row = 0;
  const read = (isEnd: boolean): TableBatch => {
    const rows: TableRow[] = [];
    const take = (cells: string[], isPlain: boolean) => rows.push({ row: ++row, cells, isPlain });
    const { rest, fault } = readRows(text, delimiter ?? ",", isEnd, longestRow, take);
    text = text.slice(rest);
    if (fault === undefined) return { rows, problems: [] };
    return {
      rows,
      problems: [problem(faultCodes[fault], { file: file.name, row: row + 1 }, { most: longestRow })],
    };
  };

  for await (const chunk of decoded(file.path, nature.encoding, nature.skip)) {
    if (chunk === "") continue;
    delimiter ??= delimiterOf(chunk, isKnown);
    for (let at = 0; at < chunk.length; at += pieceLength) {
      text += chunk.slice(at, at + pieceLength);
      const batch = read(false);
      if (batch.rows.length > 0 || batch.problems.length > 0) yield batch;
      if (batch.problems.length > 0) return;
    }
  }
  yield read(true);
}

const faultCodes = {
  quoteNotClosed: "incident/quote-not-closed",
  rowTooLong: "incident/row-too-long",
} as const;
