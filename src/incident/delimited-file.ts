import { createReadStream } from "node:fs";
import { CsvError, type Parser, parse } from "csv-parse";
import { type Problem, type ProblemCode, problem } from "../problem/index.ts";
import type { InputFile } from "./incident-folder.ts";
import type { TableBatch, TableRow } from "./table-row.ts";
import type { Encoding } from "./text-encoding.ts";

const delimiters = [",", ";", "\t", "|"] as const;
type Delimiter = (typeof delimiters)[number];

// No honest row is a quarter of a million characters: a quote was opened and never closed.
const longestRow = 250_000;
const chunkBytes = 1 << 18;

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
  let parser: Parser | undefined;
  let records: string[][] = [];
  let failure: unknown;
  let row = 0;
  const take = (): TableRow[] => {
    const rows = records.map((cells) => ({ row: ++row, cells }));
    records = [];
    return rows;
  };

  for await (const text of decoded(file.path, nature.encoding, nature.skip)) {
    if (parser === undefined) {
      parser = parse({
        delimiter: delimiterOf(text, isKnown),
        relax_column_count: true,
        relax_quotes: true,
        record_delimiter: ["\r\n", "\n", "\r"],
        max_record_size: longestRow,
      });
      parser.on("data", (cells: string[]) => records.push(cells));
      parser.on("error", (error) => {
        failure = error;
      });
    }
    const open = parser;
    await new Promise<void>((written) => open.write(text, () => written()));
    if (failure !== undefined) break;
    if (records.length > 0) yield { rows: take(), problems: [] };
  }
  if (parser !== undefined && failure === undefined) {
    const open = parser;
    await new Promise<void>((ended) => {
      open.once("close", ended);
      open.end();
    });
  }
  yield { rows: take(), problems: failure === undefined ? [] : [brokenOff(file, row + 1, failure)] };
}

function brokenOff(file: InputFile, row: number, failure: unknown): Problem {
  if (!(failure instanceof CsvError)) throw failure;
  const codes: Partial<Record<string, ProblemCode>> = {
    CSV_QUOTE_NOT_CLOSED: "incident/quote-not-closed",
    CSV_MAX_RECORD_SIZE: "incident/row-too-long",
  };
  const code = codes[failure.code];
  if (code === undefined) throw failure;
  return problem(code, { file: file.name, row }, { most: longestRow });
}
