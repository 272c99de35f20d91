import type { PlacedLetter } from "./print-stream.ts";

const columns = [
  "piece",
  "first_page",
  "pages",
  "sheets",
  "offset",
  "length",
  "sha256",
  "zip",
  "variant",
  "imb",
] as const;

/** The first line of a stream's index, with its line end. */
export const indexHeader = `${columns.join(",")}\n`;

/**
 * A letter's line in the index beside its stream, with its line end. `zip` is for presorting, empty
 * abroad. Names nobody: the mail house matches by piece id.
 */
export function indexRow(placed: PlacedLetter, zip: string): string {
  return `${valuesOf(placed, zip).map(quoted).join(",")}\n`;
}

function valuesOf(placed: PlacedLetter, zip: string): readonly (string | number)[] {
  const { pieceId, firstPage, pages, sheets, offset, length, sha256, imb, variant } = placed;
  return [pieceId, firstPage, pages, sheets, offset, length, sha256, zip, variant, imb];
}

/** RFC 4180: a value with a comma, a quote or a line end is quoted. */
function quoted(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A letter in the JSON index: the same values as in the CSV, under the same names. */
export type IndexedPiece = {
  readonly piece: string;
  readonly first_page: number;
  readonly pages: number;
  readonly sheets: number;
  readonly offset: number;
  readonly length: number;
  readonly sha256: string;
  readonly zip: string;
  readonly variant: string;
  /** Digits of the Intelligent Mail barcode; empty where there is none. */
  readonly imb: string;
};

/** The JSON index of a print stream. */
export type StreamIndex = {
  readonly format: 1;
  /** The file's name. */
  readonly stream: string;
  readonly pieces: readonly IndexedPiece[];
};

/** What opens the JSON index of the stream with this file name; pieces follow, divided by `,\n`, then `indexJsonEnd`. */
export function indexJsonStart(stream: string): string {
  return `{"format":1,"stream":${JSON.stringify(stream)},"pieces":[\n`;
}

/** A letter in the JSON index, as `indexRow` has it in the CSV; on one line, without its end. */
export function indexJsonPiece(placed: PlacedLetter, zip: string): string {
  const values = valuesOf(placed, zip);
  return JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, values[index]])));
}

export const indexJsonEnd = "\n]}\n";
