import { ByteSource } from "./byte-source.ts";
import { attempt, type Outcome } from "./fault.ts";
import { countTreePages, pageCount } from "./page-tree.ts";
import { PdfFile } from "./pdf-file.ts";

/** As many pages as a file says it has, and as many as were found in its tree. */
export type PageCount = { readonly said: number; readonly found: number };

// Of whoever counted last: only numbers leave here, nothing that was read.
const spare: Uint8Array[] = [];

/**
 * Counts the pages of a finished PDF without reading what is on them. The fault says what is wrong with the frame of
 * the file; a damaged page tree ends the count of those found. The error of the operating system is thrown if it
 * cannot be opened.
 */
export function countPages(path: string): Outcome<PageCount> {
  const source = new ByteSource(path, spare);
  try {
    return attempt(path, undefined, () => {
      const file = new PdfFile(source);
      return { said: pageCount(file), found: countTreePages(file) };
    });
  } finally {
    source.close();
  }
}
