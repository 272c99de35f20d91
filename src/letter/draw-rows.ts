import type { FieldName } from "../notice/index.ts";
import type { Box } from "./box.ts";
import { type Cell, frameBars } from "./flow-row.ts";
import { type ForeignPhrase, labelReader, segmentsOf } from "./line-segments.ts";
import type { PlacedSlab } from "./paginate.ts";
import { boxesByLine, type Paragraph } from "./paragraph.ts";
import type { Placed } from "./place-rows.ts";
import type { Stretch, TaggedDrawing } from "./tagged-drawing.ts";

export type LetterValues = ReadonlyMap<FieldName, readonly string[]>;

/** The lines of every paragraph of one letter. */
export class LetterLines {
  readonly #values: LetterValues;
  readonly #lines = new Map<Paragraph, readonly (readonly Box[])[]>();

  constructor(values: LetterValues) {
    this.#values = values;
  }

  of(paragraph: Paragraph): readonly (readonly Box[])[] {
    let lines = this.#lines.get(paragraph);
    if (lines === undefined) {
      lines = boxesByLine(paragraph, this.#values);
      this.#lines.set(paragraph, lines);
    }
    return lines;
  }
}

/** Draws placed rows in reading order, tagged as the parts they are; their rules are artifacts. */
export function drawRows(
  drawing: TaggedDrawing,
  placed: readonly Placed[],
  lines: LetterLines,
  values: LetterValues,
  foreign: readonly ForeignPhrase[],
): void {
  for (const { row, slabs, lines: count } of placed) {
    const place = (line: number) => {
      const slab = (slabs.length > 1 ? slabs[line] : slabs[0]) as PlacedSlab;
      const top = slab.top + row.padding + (slabs.length > 1 ? 0 : line * row.leading);
      return { page: slab.page, baseline: top + row.baseline };
    };
    const cells = row.marker === undefined ? row.cells : [row.marker, ...row.cells];
    for (const cell of cells) drawing.text(cell.part, stretchesOf(cell, lines, values, foreign, place));
    const end = slabs.at(-1);
    if (end === undefined) continue;
    const y = end.top + 2 * row.padding + count * row.leading;
    if (row.frame !== undefined)
      for (const bar of frameBars(row.frame, end.top, y)) drawing.rule(end.page, bar, "0.25 g");
    if (row.rule === undefined) continue;
    const area = { left: row.rule.from, right: row.rule.to, top: y - row.rule.weight, bottom: y };
    drawing.rule(end.page, area, row.rule.weight > 0.5 ? "0.25 g" : "0.6 g");
  }
}

function stretchesOf(
  { paragraph, x }: Cell,
  lines: LetterLines,
  values: LetterValues,
  foreign: readonly ForeignPhrase[],
  place: (line: number) => { readonly page: number; readonly baseline: number },
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const labels = labelReader(paragraph.runs, values, foreign);
  const all = lines.of(paragraph);
  all.forEach((boxes, index) => {
    const { page, baseline } = place(index);
    for (const segment of segmentsOf(index < all.length - 1 ? spaced(boxes) : boxes, x, labels)) {
      const last = stretches.at(-1);
      if (last !== undefined && last.page === page && last.label === segment.label)
        last.lines.push({ segment, baseline });
      else stretches.push({ page, label: segment.label, lines: [{ segment, baseline }] });
    }
  });
  return stretches;
}

/** A line that was ended on purpose ends in a space too: what reads on must not run its words together. */
function spaced(boxes: readonly Box[]): readonly Box[] {
  const last = boxes.at(-1);
  if (last === undefined || !last.endsLine || last.space > 0) return boxes;
  return [...boxes.slice(0, -1), { ...last, space: last.pieces.at(-1)?.style.space ?? 0 }];
}
