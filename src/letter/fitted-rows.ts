import type { FlowRow } from "./flow-row.ts";
import type { PlacedSlab } from "./paginate.ts";
import { type Placed, placeRows, type RowsInput, streamFrame } from "./place-rows.ts";

/** How close lines, paragraphs and the room for the hand are set, in parts of the design's. Type keeps its size. */
type Tightness = {
  readonly leading: number;
  readonly space: number;
  readonly room: number;
  /** How far below its usual end a page is filled, in points; the foot of the page is 38 below that. */
  readonly deeper: number;
};

// Gentlest first. Three hundredths of a line are seen by nobody; three fifths of a gap still part paragraphs.
const tighter: readonly Tightness[] = [
  { leading: 0.985, space: 0.85, room: 1, deeper: 0 },
  { leading: 0.97, space: 0.85, room: 0.85, deeper: 0 },
  { leading: 0.97, space: 0.7, room: 0.75, deeper: 0 },
  { leading: 0.97, space: 0.6, room: 0.7, deeper: 14 },
];

function tightened(row: FlowRow, { leading, space, room }: Tightness): FlowRow {
  // Rounded to what a PDF number holds: lines that follow each other by it must not drift.
  const closer = Math.round(row.leading * leading * 100) / 100;
  return {
    ...row,
    leading: closer,
    // What a line loses, it loses above and below alike.
    baseline: row.baseline - (row.leading - closer) / 2,
    before: row.before * space,
    after: row.after * space,
    room: row.room * room,
  };
}

const pagesOf = (placed: readonly Placed[]) =>
  1 + Math.max(0, ...placed.flatMap(({ slabs }) => slabs.map(({ page }: PlacedSlab) => page)));

/**
 * Fills pages as `placeRows` does, and closer where that saves a sheet: nobody should get one for a few lines
 * and a signature. The same counts of lines always give the same pages.
 */
export function fittedRows(
  input: RowsInput & { readonly duplex: boolean },
  counts: readonly number[],
): readonly Placed[] {
  const loose = placeRows(input, counts);
  const sheets = (placed: readonly Placed[]) => Math.ceil(pagesOf(placed) / (input.duplex ? 2 : 1));
  const most = sheets(loose);
  if (most === 1) return loose;
  for (const tightness of tighter) {
    const rows = input.rows.map((row) => tightened(row, tightness));
    const placed = placeRows({ ...input, rows }, counts, streamFrame(input.profile, tightness.deeper));
    if (sheets(placed) < most) return placed;
  }
  return loose;
}
