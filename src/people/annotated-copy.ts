import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { type InputFile, isBlank, type TableRow, tableRows } from "../incident/index.ts";
import { type Problem, problemText } from "../problem/index.ts";
import { columnForHeader, headerKey } from "./person-column.ts";

/** The columns that the copy has before the file's own, so that a row with too many cells shows them too. */
export const annotationColumns = ["noticepress_problem", "noticepress_next_step"] as const;

/** What is wrong with one row; the annotated copy takes these in row order. */
export type RowProblems = { readonly row: number; readonly problems: readonly Problem[] };

/**
 * Writes a copy of a people file for fixing: CSV in UTF-8, every row of the original at its row number,
 * and before it what is wrong and what to do. Cells are unchanged, but for a leading apostrophe where
 * one would start a formula in a spreadsheet; `readPeople` takes it off again. The problems must come
 * in row order, as `readPeople` yields them. Streams; returns how many rows have a note.
 */
export async function writeAnnotatedCopy(
  file: InputFile,
  problems: AsyncIterable<RowProblems> | Iterable<RowProblems>,
  target: string,
): Promise<{ readonly annotated: number }> {
  const notes = inOrder(problems);
  let note = await notes.next();
  let header: Header | undefined;
  let row = 0;
  let annotated = 0;
  const out = createWriteStream(target);
  try {
    // Excel takes a CSV for Windows-1252 unless the mark says otherwise.
    out.write("\ufeff");
    for await (const batch of tableRows(file, (name) => columnForHeader(name) !== undefined)) {
      let text = "";
      for (const source of batch.rows) {
        // A blank row keeps its place: row numbers in the problems must fit the copy.
        while (++row < source.row) text += "\r\n";
        if (header === undefined && !isBlank(source)) {
          header = headerOf(source);
          text += line([...annotationColumns, ...own(source, header)]);
          continue;
        }
        while (!note.done && note.value.row < source.row) note = await notes.next();
        const mine = !note.done && note.value.row === source.row ? note.value.problems : [];
        if (mine.length > 0) annotated++;
        const told = mine.map(problemText);
        const cells = isBlank(source) ? [] : own(source, header);
        text += line([told.map((t) => t.title).join(" / "), told.map((t) => t.next).join(" / "), ...cells]);
      }
      if (text !== "" && !out.write(text)) await once(out, "drain");
    }
    out.end();
    await finished(out);
  } catch (error) {
    out.destroy();
    throw error;
  }
  return { annotated };
}

type Header = { readonly earlierNotes: ReadonlySet<number> };

/** A copy that is checked again has our two columns already: they give way to the new ones. */
function headerOf({ cells }: TableRow): Header {
  return { earlierNotes: new Set(cells.flatMap((cell, index) => (isAnnotation(cell) ? [index] : []))) };
}

export function isAnnotation(header: string): boolean {
  return annotationColumns.some((name) => headerKey(name) === headerKey(header));
}

function own({ cells }: TableRow, header: Header | undefined): readonly string[] {
  return header === undefined ? cells : cells.filter((_, index) => !header.earlierNotes.has(index));
}

async function* inOrder(
  problems: AsyncIterable<RowProblems> | Iterable<RowProblems>,
): AsyncGenerator<RowProblems> {
  yield* problems;
}

function line(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(withoutFormula(cell))).join(",")}\r\n`;
}

/** A spreadsheet runs a cell that begins with one of these, also after blanks (OWASP: CSV injection). */
function withoutFormula(cell: string): string {
  return /^\s*[=+\-@]/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",;\t|\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
