import type { Box } from "./box.ts";
import type { TextRun } from "./page-text.ts";

/** Text that stands on one baseline without a wide gap, left to right. */
export type Line = {
  /** In NFC, without spaces at either end. */
  readonly text: string;
  readonly x: number;
  readonly right: number;
  /** The baseline, points from the bottom. */
  readonly y: number;
  /** The largest type size in the line. */
  readonly size: number;
};

// A quarter of the type size: superscripts stay in their line, the next line (at least one size away) does not.
const sameBaseline = 0.25;
/** A gap of this many type sizes is a space; kerning stays below, a word space is 0.2 to 0.3. */
export const spaceGap = 0.18;
// Two type sizes: wider than any word space of unjustified text, narrower than the gap between columns.
const columnGap = 2;

/**
 * The runs as lines: from top to bottom, and from left to right where several stand side by side
 * (columns, table cells, address beside letterhead). Turned text is a line for itself. Text that is
 * not painted is left out.
 */
export function lines(runs: readonly TextRun[]): readonly Line[] {
  const shown = runs.filter((run) => run.visible);
  shown.sort((a, b) => b.y - a.y || a.x - b.x);
  const found: Line[] = [];
  let row: TextRun[] = [];
  for (const run of shown) {
    const first = row[0];
    if (
      first !== undefined &&
      (first.angle !== run.angle ||
        run.angle !== 0 ||
        first.y - run.y > sameBaseline * Math.min(first.size, run.size))
    ) {
      addRow(row, found);
      row = [];
    }
    row.push(run);
  }
  addRow(row, found);
  return found;
}

function addRow(row: TextRun[], found: Line[]): void {
  if (row.length > 1) row.sort((a, b) => a.x - b.x);
  let start = 0;
  let text = "";
  for (let at = 0; at < row.length; at++) {
    const run = row[at] as TextRun;
    const last = row[at - 1];
    if (last !== undefined && at > start) {
      const gap = run.x - last.x - last.width;
      const em = Math.min(last.size, run.size);
      if (gap > columnGap * em) {
        addLine(row, start, at, text, found);
        start = at;
        text = "";
      } else if (gap > spaceGap * em && !text.endsWith(" ") && !run.text.startsWith(" ")) text += " ";
    }
    text += run.text;
  }
  addLine(row, start, row.length, text, found);
}

function addLine(row: readonly TextRun[], from: number, to: number, text: string, found: Line[]): void {
  const trimmed = text.trim();
  const first = row[from];
  if (trimmed === "" || first === undefined) return;
  let right = first.x;
  let size = 0;
  for (let at = from; at < to; at++) {
    const run = row[at] as TextRun;
    right = Math.max(right, run.angle === 0 ? run.x + run.width : run.x);
    size = Math.max(size, run.size);
  }
  found.push({ text: trimmed.normalize("NFC"), x: first.x, right, y: first.y, size });
}

/** The lines as plain text, one below the other. */
export function plainText(found: readonly Line[]): string {
  return found.map((line) => line.text).join("\n");
}

/**
 * Whether any part of the run's ink may lie in the box: from descent to ascent, along its advance,
 * whichever way it is turned.
 */
export function inside(box: Box): (run: TextRun) => boolean {
  return (run) => {
    const { left, bottom, right, top } = boxOf(run);
    return left < box.right && right > box.left && bottom < box.top && top > box.bottom;
  };
}

function boxOf(run: TextRun): Box {
  const { x, y, width, ascent, descent } = run;
  if (run.angle === 0) return { left: x, bottom: y + descent, right: x + width, top: y + ascent };
  const turn = (run.angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const xs: number[] = [];
  const ys: number[] = [];
  for (const along of [0, width])
    for (const up of [descent, ascent]) {
      xs.push(x + along * cos - up * sin);
      ys.push(y + along * sin + up * cos);
    }
  return { left: Math.min(...xs), bottom: Math.min(...ys), right: Math.max(...xs), top: Math.max(...ys) };
}
