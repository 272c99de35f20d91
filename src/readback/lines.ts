import type { Box } from "./box.ts";
import type { RunGroup, TextRun } from "./page-text.ts";
import { isComposed, writtenLetters } from "./written-letters.ts";

/** Text that stands on one baseline without a wide gap, left to right. */
export type Line = {
  /** In NFC, without spaces at either end. */
  readonly text: string;
  /** The text without white space and soft hyphens. */
  readonly letters: string;
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

type Placed = { readonly run: TextRun; readonly order: number };

/** Runs on one baseline: what lines are made from. Nothing in it depends on runs elsewhere on the page. */
type Row = {
  /** The highest and the lowest baseline. */
  readonly y: number;
  readonly low: number;
  /** The largest type size. */
  readonly size: number;
  /** With their places in the order of painting. */
  readonly runs: readonly Placed[];
  readonly lines: readonly Line[];
};

/**
 * The runs as lines: from top to bottom, and from left to right where several stand side by side
 * (columns, table cells, address beside letterhead). Turned text is a line for itself. Text that is
 * not painted is left out.
 */
export function lines(runs: readonly TextRun[]): readonly Line[] {
  return rowsOf(placed(runs, 0)).flatMap((row) => row.lines);
}

/** What is painted of the runs, with its place in the order of painting. */
function placed(runs: readonly TextRun[], from: number): Placed[] {
  const shown: Placed[] = [];
  for (let at = 0; at < runs.length; at++) {
    const run = runs[at] as TextRun;
    if (run.visible) shown.push({ run, order: from + at });
  }
  return shown;
}

/** The rows of runs that are painted; sorts them. */
function rowsOf(shown: Placed[]): readonly Row[] {
  shown.sort((a, b) => b.run.y - a.run.y || a.run.x - b.run.x);
  const rows: Row[] = [];
  let row: Placed[] = [];
  const end = () => {
    const [first, last] = [row[0], row.at(-1)];
    if (first === undefined || last === undefined) return;
    const found: Line[] = [];
    const runs: TextRun[] = [];
    let size = 0;
    for (const { run } of row) {
      runs.push(run);
      if (run.size > size) size = run.size;
    }
    addRow(runs, found);
    rows.push({ y: first.run.y, low: last.run.y, size, runs: row, lines: found });
    row = [];
  };
  for (const each of shown) {
    const { run } = each;
    const first = row[0]?.run;
    if (
      first !== undefined &&
      (first.angle !== run.angle ||
        run.angle !== 0 ||
        first.y - run.y > sameBaseline * Math.min(first.size, run.size))
    )
      end();
    row.push(each);
  }
  end();
  return rows;
}

/** Rows of what many pages show, made once. */
const sharedRows = new WeakMap<readonly TextRun[], readonly Row[] | "turned">();

function rowsOfShared(runs: readonly TextRun[]): readonly Row[] | "turned" {
  const known = sharedRows.get(runs);
  if (known !== undefined) return known;
  const made = runs.some(isTurned) ? "turned" : rowsOf(placed(runs, 0));
  sharedRows.set(runs, made);
  return made;
}

function isTurned({ angle, visible }: TextRun): boolean {
  return visible && angle !== 0;
}

type RowOfGroup = { readonly group: number; readonly from: number; readonly row: Row };

/**
 * The lines of a page from its groups of runs: the same as `lines` gives for all runs together. Rows that stand
 * clear of every other group's are taken as they were made for an earlier page.
 */
export function linesOfGroups(groups: readonly RunGroup[]): readonly Line[] {
  const rows: RowOfGroup[] = [];
  const own: Placed[] = [];
  let from = 0;
  for (let group = 0; group < groups.length; group++) {
    const { runs, shared } = groups[group] as RunGroup;
    const made = shared ? rowsOfShared(runs) : runs.some(isTurned) ? "turned" : placed(runs, from);
    // Only a whole page can place turned text.
    if (made === "turned") return lines(groups.flatMap((each) => each.runs));
    for (const each of made)
      if ("run" in each) own.push(each);
      else rows.push({ group, from, row: each });
    from += runs.length;
  }
  for (const row of rowsOf(own)) rows.push({ group: -1, from: 0, row });
  rows.sort((a, b) => b.row.y - a.row.y);
  const found: Line[] = [];
  for (let at = 0; at < rows.length; ) {
    const first = rows[at] as RowOfGroup;
    let { low, size } = first.row;
    let mixed = false;
    let next = at + 1;
    // Whatever is further down than this cannot share a baseline with any run above.
    for (; next < rows.length; next++) {
      const { group, row } = rows[next] as RowOfGroup;
      if (row.y < low - sameBaseline * size) break;
      mixed ||= group !== first.group;
      low = Math.min(low, row.low);
      size = Math.max(size, row.size);
    }
    if (mixed) addRowsTogether(rows.slice(at, next), found);
    else
      for (let each = at; each < next; each++)
        for (const line of (rows[each] as RowOfGroup).row.lines) found.push(line);
    at = next;
  }
  return found;
}

/** Rows of several groups so close that their runs may stand in one line: made again from the runs. */
function addRowsTogether(beside: readonly RowOfGroup[], found: Line[]): void {
  const runs: Placed[] = [];
  for (const { from, row } of beside)
    for (const { run, order } of row.runs) runs.push({ run, order: from + order });
  // Runs in one place stand in the order of painting, as sorting a whole page leaves them.
  runs.sort((a, b) => a.order - b.order);
  for (const row of rowsOf(runs)) for (const line of row.lines) found.push(line);
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
  const composed = isPlain(trimmed) ? trimmed : trimmed.normalize("NFC");
  found.push({ text: composed, letters: writtenLetters(composed), x: first.x, right, y: first.y, size });
}

/** Whether nothing in the text can be composed with anything. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isComposed(text.charCodeAt(at))) return false;
  return true;
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
