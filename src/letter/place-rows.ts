import { type EnvelopeProfile, guardArea } from "./envelope.ts";
import type { Cell, FlowRow } from "./flow-row.ts";
import { pageDesign as design } from "./page-design.ts";
import { mayDivide, type PlacedSlab, paginate, type Slab } from "./paginate.ts";
import type { SlottedParagraph } from "./paragraph.ts";

/** A row at its place: a slab for each line of a divisible row, else one. */
export type Placed = { readonly row: FlowRow; readonly slabs: readonly PlacedSlab[]; readonly lines: number };

/** Rows to place, and for which envelope. */
export type RowsInput = {
  readonly rows: readonly FlowRow[];
  readonly slotted: readonly SlottedParagraph[];
  readonly profile: EnvelopeProfile;
};

/** How many lines a cell has, the slotted ones as this letter has them. */
function linesOf(cell: Cell, { slotted }: Pick<RowsInput, "slotted">, counts: readonly number[]): number {
  if (cell.paragraph.kind === "static") return cell.paragraph.lines.length;
  return counts[slotted.indexOf(cell.paragraph)] ?? 0;
}

/** Points from a page's top edge between which it is filled. */
export type Frame = (page: number) => { readonly top: number; readonly bottom: number };

/** The pages of the print stream, filled so many points further down than is usual. */
export function streamFrame(profile: EnvelopeProfile, deeper = 0): Frame {
  const guard = guardArea(profile);
  return (page) => ({
    top: page === 0 ? guard.bottom + design.belowGuard : design.top,
    bottom: design.bottom + deeper,
  });
}

/** Fills pages with rows whose slotted paragraphs have these numbers of lines; as the print stream does by default. */
export function placeRows(
  input: RowsInput,
  counts: readonly number[],
  frame: Frame = streamFrame(input.profile),
): readonly Placed[] {
  const slabs: Slab[] = [];
  const owners: { readonly row: FlowRow; readonly first: number; readonly lines: number }[] = [];
  let before: FlowRow | undefined;
  let startsPage = false;
  for (const row of input.rows) {
    startsPage ||= row.startsPage;
    const lines = Math.max(0, ...row.cells.map((cell) => linesOf(cell, input, counts)));
    if (lines === 0 && row.room === 0) continue;
    const whole = row.cells.length !== 1 || row.room > 0 || row.padding > 0;
    owners.push({ row, first: slabs.length, lines });
    for (let line = 0; line < (whole ? 1 : lines); line++) {
      const opening = startsPage ? "always" : before?.keepWithNext === true ? "never" : "allowed";
      slabs.push({
        height: whole ? row.room + 2 * row.padding + lines * row.leading : row.leading,
        before: line === 0 ? Math.max(before?.after ?? 0, row.before) : 0,
        breakBefore: line === 0 ? opening : row.divisible && mayDivide(lines, line) ? "allowed" : "never",
      });
    }
    startsPage = false;
    before = row;
  }
  const placed = paginate(slabs, frame);
  return owners.map(({ row, first, lines }, index) => ({
    row,
    lines,
    slabs: placed.slice(first, owners[index + 1]?.first ?? placed.length),
  }));
}
