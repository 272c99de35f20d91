import type { Block, Inline } from "../notice/index.ts";
import { baselineOf, type FlowRow } from "./flow-row.ts";
import type { PageDesign } from "./page-design.ts";
import { paragraph } from "./paragraph.ts";
import type { Part } from "./part.ts";
import type { Typefaces } from "./typefaces.ts";
import { runsOf, type Voice } from "./voice.ts";
import { type Run, wordsOf } from "./words-of.ts";

type Table = Extract<Block, { kind: "table" }>;

const voice = (size: number, bold: boolean, typefaces: Typefaces): Voice => ({
  family: "sans",
  size,
  colour: "#000000",
  bold,
  typefaces,
});

// A field is not known yet; forty letters of it are allowed for when columns are measured.
const fieldAllowance = (size: number) => 40 * size * 0.5;

/** Natural width of a cell on one line, and the least it can be broken to, in points. */
function extents(
  inlines: readonly Inline[],
  voice: Voice,
): { readonly natural: number; readonly least: number } {
  const words = wordsOf(runsOf(inlines, voice), Number.POSITIVE_INFINITY);
  let natural = 0;
  let least = 0;
  let line = 0;
  for (const word of words) {
    const width = word.kind === "box" ? word.width : fieldAllowance(voice.size);
    line += width;
    natural = Math.max(natural, line);
    least = Math.max(least, width);
    line = word.endsLine ? 0 : line + (word.kind === "box" ? word.space : 0);
  }
  return { natural, least };
}

type Want = { readonly natural: number; readonly least: number };

function wantsOf(table: Table, size: number, typefaces: Typefaces): readonly Want[] {
  const columns = Math.max(table.header.length, ...table.rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, column) => {
    const cells = [
      extents(table.header[column] ?? [], voice(size, true, typefaces)),
      ...table.rows.map((row) => extents(row[column] ?? [], voice(size, false, typefaces))),
    ];
    return {
      natural: Math.max(...cells.map((cell) => cell.natural)),
      least: Math.max(...cells.map((cell) => cell.least)),
    };
  });
}

/** Whether the room, in points, is too narrow for each cell to stand in one line. */
export function isWide(
  table: Table,
  room: number,
  typefaces: Typefaces,
  { table: { size, gutter } }: PageDesign,
): boolean {
  const wants = wantsOf(table, size, typefaces);
  return wants.reduce((sum, want) => sum + want.natural, 0) > room - gutter * (wants.length - 1);
}

/** Column widths that share the room: what each needs, and the rest in proportion to what each would like. */
function columnWidths(
  table: Table,
  room: number,
  typefaces: Typefaces,
  { size, gutter }: PageDesign["table"],
): readonly number[] {
  const wants = wantsOf(table, size, typefaces);
  const columns = wants.length;
  const free = room - gutter * (columns - 1);
  const natural = wants.reduce((sum, want) => sum + want.natural, 0);
  // Spare room goes between the columns, but not so much that a row falls apart.
  if (natural <= free) return wants.map((want) => want.natural + Math.min(40, (free - natural) / columns));
  const least = wants.reduce((sum, want) => sum + want.least, 0);
  if (least >= free) return wants.map((want) => (want.least / least) * free);
  const spread = natural - least;
  return wants.map((want) => want.least + ((want.natural - want.least) / spread) * (free - least));
}

/** A cell ends in a space, so that cells side by side are read as words apart. */
function cellRuns(inlines: readonly Inline[], voice: Voice): readonly Run[] {
  const runs = runsOf(inlines, voice);
  const last = runs.at(-1);
  return last === undefined || last.kind === "break"
    ? runs
    : [...runs, { kind: "text", style: last.style, text: "\u00a0" }];
}

/** The first column names what its row is about. */
function cellPart(within: Part, head: boolean, column: number): Part {
  if (head) return { role: "TH", within, scope: "Column" };
  return column === 0 ? { role: "TH", within, scope: "Row" } : { role: "TD", within };
}

/** A table as rows: the head, ruled, then its lines. A row is never divided; the head stays with the first. */
export function tableRows(
  table: Table,
  left: number,
  typefaces: Typefaces,
  design: PageDesign,
  within: Part | undefined,
): readonly FlowRow[] {
  const { size, leading, gutter, padding } = design.table;
  const widths = columnWidths(table, design.right - left, typefaces, design.table);
  const of: Part = { role: "Table", within };
  const lines = [table.header, ...table.rows];
  return lines.flatMap((cells, index): FlowRow[] => {
    const head = index === 0;
    if (head && cells.every((cell) => cell.length === 0)) return [];
    let x = left;
    const row: Part = { role: "TR", within: of };
    return [
      {
        cells: widths.map((width, column) => {
          const at = x;
          x += width + gutter;
          return {
            x: at,
            paragraph: paragraph(cellRuns(cells[column] ?? [], voice(size, head, typefaces)), width),
            part: cellPart(row, head, column),
          };
        }),
        leading,
        baseline: baselineOf(size, leading),
        before: 0,
        after: index === lines.length - 1 ? design.body.after + 3 : 0,
        padding,
        room: 0,
        divisible: false,
        // A small table is kept whole: bureau contacts are read side by side.
        keepWithNext: head || (lines.length <= 9 && index < lines.length - 1),
        startsPage: false,
        rule: { from: left, to: design.right, weight: head ? 0.8 : 0.3 },
      },
    ];
  });
}
