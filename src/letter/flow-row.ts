import type { Area } from "./envelope.ts";
import type { Paragraph } from "./paragraph.ts";
import type { Part } from "./part.ts";

/** A paragraph at its place across the page, and what it is. Points from the left edge. */
export type Cell = { readonly x: number; readonly paragraph: Paragraph; readonly part: Part };

/** Cells side by side, the pieces from which pages are filled. Lengths in points. */
export type FlowRow = {
  readonly cells: readonly Cell[];
  /** A list's bullet or number, at the height of the first line. */
  readonly marker?: Cell;
  readonly leading: number;
  /** From the top of a line to its baseline. */
  readonly baseline: number;
  readonly before: number;
  readonly after: number;
  /** Room inside the row above and below its lines; rows of tables have some. */
  readonly padding: number;
  /** A room without text: the signature's. */
  readonly room: number;
  readonly divisible: boolean;
  readonly keepWithNext: boolean;
  readonly startsPage: boolean;
  /** Lines around the whole row, outside of its padding. */
  readonly frame?: { readonly from: number; readonly to: number; readonly weight: number };
  /** A line under the row, from x to x. */
  readonly rule?: { readonly from: number; readonly to: number; readonly weight: number };
};

/** A row without anything: what a kind of row sets, it sets over this. */
export const plainRow = {
  before: 0,
  after: 0,
  padding: 0,
  room: 0,
  divisible: false,
  keepWithNext: false,
  startsPage: false,
};

/** The baseline that sets type of this size in the middle of its line. */
export function baselineOf(size: number, leading: number): number {
  // Source's ascenders and descenders take 0.73 and 0.24 em.
  return (leading - size * 0.97) / 2 + size * 0.73;
}

/** The four bars of a row's frame, from the row's top to its bottom. Points from the left and top edges. */
export function frameBars(
  { from, to, weight }: NonNullable<FlowRow["frame"]>,
  top: number,
  bottom: number,
): readonly Area[] {
  return [
    { left: from, right: to, top, bottom: top + weight },
    { left: from, right: to, top: bottom - weight, bottom },
    { left: from, right: from + weight, top: top + weight, bottom: bottom - weight },
    { left: to - weight, right: to, top: top + weight, bottom: bottom - weight },
  ];
}
