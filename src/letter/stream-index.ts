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
] as const;

/** The first line of a stream's index, with its line end. */
export const indexHeader = `${columns.join(",")}\n`;

/**
 * A letter's line in the index beside its stream, with its line end. `zip` is for presorting, empty
 * abroad. Names nobody: the mail house matches by piece id.
 */
export function indexRow(placed: PlacedLetter, zip: string): string {
  const { pieceId, firstPage, pages, sheets, offset, length, sha256, variant } = placed;
  return `${[pieceId, firstPage, pages, sheets, offset, length, sha256, zip, variant].map(quoted).join(",")}\n`;
}

/** RFC 4180: a value with a comma, a quote or a line end is quoted. */
function quoted(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
