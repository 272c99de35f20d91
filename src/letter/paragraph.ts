import type { FieldName } from "../notice/index.ts";
import type { Face, SharedForm } from "../pdf/index.ts";
import type { Box, SlotBox } from "./box.ts";
import { type LineText, lineText } from "./line-text.ts";
import { fill, type Run, wordsOf } from "./words-of.ts";

/** What a paragraph was laid out from: its text, and the width of its lines in points. */
type Source = { readonly runs: readonly Run[]; readonly measure: number };

/** A paragraph that is the same in every letter. */
type StaticParagraph = Source & { readonly kind: "static"; readonly lines: readonly LineText[] };

/**
 * A paragraph with fields. Lines before the first field never change; after the last one, a line
 * that starts at a given word is always followed by the same lines.
 */
export type SlottedParagraph = Source & {
  readonly kind: "slotted";
  readonly head: readonly LineText[];
  readonly words: readonly (Box | SlotBox)[];
  /** Words from here on are wrapped per letter. */
  readonly start: number;
  readonly lastSlot: number;
  readonly tails: Map<number, readonly LineText[]>;
  readonly tailForms: Map<string, { readonly form: SharedForm; readonly draw: Uint8Array }>;
  /** The field, if all slots are of one whose values recur; then its lines by the value. */
  readonly recurring: FieldName | undefined;
  readonly wrapped: Map<readonly string[], WrappedParagraph>;
};
export type Paragraph = StaticParagraph | SlottedParagraph;

/** The lines of one letter's slotted paragraph. */
export type WrappedParagraph = {
  readonly boxes: readonly Box[];
  /** For each line that this letter changes, the index behind its last box. */
  readonly ends: readonly number[];
  /** The word at which the fixed lines at the end begin, or -1 if there are none. */
  readonly tailStart: number;
  readonly tail: readonly LineText[];
  /** All lines, fixed ones included. */
  readonly lines: number;
  /** Of a value that recurs: what its lines are drawn with, by where they stand. */
  readonly drawn: Map<object, DrawnLines> | undefined;
};

/** The lines of a slotted paragraph as they stand on a page, for every letter with the same value there. */
export type DrawnLines = {
  readonly bytes: Uint8Array;
  readonly rare: readonly { readonly face: Face; readonly glyphs: readonly number[] }[];
  /** What the bytes draw by name. */
  readonly form: SharedForm | undefined;
};

/** Fields of which a mailing has few different values: the list of what was exposed, the last day to enrol. */
export const recurringFields: ReadonlySet<FieldName> = new Set<FieldName>(["dataElements", "enrolBy"]);

// A variant's readers have a few different lists; a text about a child names the child in each.
const mostRecurring = 24;

/** Breaks the boxes from `first` on into lines; returns the index behind each line's last box. */
function lineEnds(boxes: readonly (Box | SlotBox)[], first: number, measure: number): number[] {
  const ends: number[] = [];
  let start = first;
  let x = 0;
  for (let index = first; index < boxes.length; index++) {
    const box = boxes[index] as Box;
    if (index > start && x + box.width > measure) {
      ends.push(index);
      start = index;
      x = 0;
    }
    x += box.width + box.space;
    if (box.endsLine) {
      ends.push(index + 1);
      start = index + 1;
      x = 0;
    }
  }
  if (start < boxes.length) ends.push(boxes.length);
  return ends;
}

function linesFrom(boxes: readonly (Box | SlotBox)[], first: number, measure: number): readonly LineText[] {
  return linesAt(boxes, first, lineEnds(boxes, first, measure));
}

function linesAt(
  boxes: readonly (Box | SlotBox)[],
  first: number,
  ends: readonly number[],
): readonly LineText[] {
  let from = first;
  return ends.map((end) => {
    const line = lineText(boxes.slice(from, end) as readonly Box[]);
    from = end;
    return line;
  });
}

/** A last line of one short word is avoided by a slightly narrower paragraph, if that takes no more lines. */
function withoutRunt(words: readonly (Box | SlotBox)[], measure: number): readonly number[] {
  const ends = lineEnds(words, 0, measure);
  const short = measure * 0.12;
  const isRunt = (set: readonly number[]) =>
    lineText(words.slice(set.at(-2) ?? 0, set.at(-1)) as readonly Box[]).width < short;
  if (ends.length < 2 || !isRunt(ends)) return ends;
  for (const narrower of [0.98, 0.96, 0.94, 0.92]) {
    const other = lineEnds(words, 0, measure * narrower);
    if (other.length > ends.length) break;
    if (!isRunt(other)) return other;
  }
  return ends;
}

/** All lines of one letter's paragraph as boxes, ended where the print stream ends them. */
export function boxesByLine(
  p: Paragraph,
  values: ReadonlyMap<FieldName, readonly string[]>,
): readonly (readonly Box[])[] {
  const words = wordsOf(p.runs, p.measure);
  const boxes: Box[] = [];
  for (const word of words) {
    if (word.kind === "box") boxes.push(word);
    else fill(word, values, p.measure, boxes);
  }
  // The stream breaks greedily before, in and behind its slots; what it knows beforehand it may narrow.
  const ends = p.kind === "static" ? withoutRunt(boxes, p.measure) : lineEnds(boxes, 0, p.measure);
  return ends.map((end, index) => boxes.slice(ends[index - 1] ?? 0, end));
}

/** Lays a paragraph out as far as it is the same in every letter. `measure` is the width of its lines in points. */
export function paragraph(runs: readonly Run[], measure: number): Paragraph {
  const words = wordsOf(runs, measure);
  const firstSlot = words.findIndex((word) => word.kind === "slot");
  if (firstSlot < 0) {
    const lines = linesAt(words, 0, withoutRunt(words, measure));
    return { kind: "static", runs, measure, lines };
  }
  const fixed = words.slice(0, firstSlot);
  const ends = lineEnds(fixed, 0, measure);
  // The last line before the field is open still, unless a forced break closed it.
  if (fixed.length > 0 && !(fixed.at(-1) as Box).endsLine) ends.pop();
  const start = ends.at(-1) ?? 0;
  return {
    kind: "slotted",
    runs,
    measure,
    head: linesFrom(fixed.slice(0, start), 0, measure),
    words,
    start,
    lastSlot: words.findLastIndex((word) => word.kind === "slot"),
    tails: new Map(),
    tailForms: new Map(),
    recurring: recurringIn(words),
    wrapped: new Map(),
  };
}

function recurringIn(words: readonly (Box | SlotBox)[]): FieldName | undefined {
  const fields = new Set<FieldName>();
  for (const word of words)
    if (word.kind === "slot")
      for (const part of word.parts) if (part.kind === "field") fields.add(part.field);
  const [field] = fields;
  return fields.size === 1 && field !== undefined && recurringFields.has(field) ? field : undefined;
}

function tailFrom(p: SlottedParagraph, word: number): readonly LineText[] {
  let tail = p.tails.get(word);
  if (tail === undefined) {
    tail = linesFrom(p.words, word, p.measure);
    p.tails.set(word, tail);
  }
  return tail;
}

/** Wraps the lines of a paragraph that the letter's values touch. Values are words, in NFC; equal ones of a recurring field the same array. */
export function wrap(
  p: SlottedParagraph,
  values: ReadonlyMap<FieldName, readonly string[]>,
): WrappedParagraph {
  const value = p.recurring === undefined ? undefined : values.get(p.recurring);
  if (value === undefined) return wrapOnce(p, values);
  let wrapped = p.wrapped.get(value);
  if (wrapped === undefined) {
    wrapped = { ...wrapOnce(p, values), drawn: new Map() };
    if (p.wrapped.size >= mostRecurring) p.wrapped.clear();
    p.wrapped.set(value, wrapped);
  }
  return wrapped;
}

function wrapOnce(p: SlottedParagraph, values: ReadonlyMap<FieldName, readonly string[]>): WrappedParagraph {
  const boxes: Box[] = [];
  for (let index = p.start; index <= p.lastSlot; index++) {
    const word = p.words[index] as Box | SlotBox;
    if (word.kind === "box") boxes.push(word);
    else fill(word, values, p.measure, boxes);
  }
  const ends: number[] = [];
  let lineStart = 0;
  let x = 0;
  let tailStart = -1;
  let next = p.lastSlot + 1;
  for (let index = 0; ; index++) {
    if (index === boxes.length) {
      if (next === p.words.length) break;
      const word = p.words[next] as Box;
      // From a line that starts behind the last field on, nothing depends on this letter any more.
      if (index === lineStart || x + word.width > p.measure) {
        tailStart = next;
        break;
      }
      boxes.push(word);
      next++;
    }
    const box = boxes[index] as Box;
    if (index > lineStart && x + box.width > p.measure) {
      ends.push(index);
      lineStart = index;
      x = 0;
    }
    x += box.width + box.space;
    if (box.endsLine) {
      ends.push(index + 1);
      lineStart = index + 1;
      x = 0;
    }
  }
  if (boxes.length > lineStart) ends.push(boxes.length);
  const tail = tailStart < 0 ? noLines : tailFrom(p, tailStart);
  return { boxes, ends, tailStart, tail, lines: p.head.length + ends.length + tail.length, drawn: undefined };
}

const noLines: readonly LineText[] = [];
