import type { FieldName } from "../notice/index.ts";
import { shapeWord } from "../pdf/index.ts";
import type { Box } from "./box.ts";
import { mergedBoxes } from "./line-text.ts";
import type { Run } from "./words-of.ts";

/** A phrase in a language that is not the letter's: a line for those who read no English. */
export type ForeignPhrase = { readonly text: string /** BCP 47. */; readonly language: string };

/** What is said of some letters of a paragraph: where they link to, in which language they are. Equal ones are the same object. */
export type Label = { readonly link: string | undefined; readonly language: string | undefined };

/** A stretch of a line with one label. Points from the left edge. */
export type Segment = {
  readonly label: Label;
  readonly boxes: readonly Box[];
  readonly left: number;
  /** Of its last letter; a space behind it is not counted. */
  readonly right: number;
};

const plain: Label = { link: undefined, language: undefined };
const bare = (text: string) => text.normalize("NFC").replace(/[\s\u00ad\ue000]/gu, "");

// What a reader may be sent to; anything else is only text.
const leadsOut = /^(https?:\/\/|mailto:|tel:)/i;

/** The labels of a paragraph's letters, asked for in the order in which they are printed. */
export type LabelReader = (letters: string) => readonly { readonly length: number; readonly label: Label }[];

/**
 * Reads the runs of a paragraph along with its lines: white space aside, both hold the same letters. The
 * layout itself knows no labels, so that the print stream need not carry them. Undefined if there are none.
 */
export function labelReader(
  runs: readonly Run[],
  values: ReadonlyMap<FieldName, readonly string[]>,
  foreign: readonly ForeignPhrase[],
): LabelReader | undefined {
  let all = "";
  const links: (string | undefined)[] = [];
  for (const run of runs) {
    if (run.kind === "break") continue;
    const letters = bare(run.kind === "field" ? (values.get(run.field) ?? []).join("") : run.text);
    all += letters;
    const link = run.link !== undefined && leadsOut.test(run.link) ? run.link : undefined;
    for (let i = 0; i < letters.length; i++) links.push(link);
  }
  const languages: (string | undefined)[] = [];
  for (const { text, language } of foreign) {
    const phrase = bare(text);
    for (let from = all.indexOf(phrase); phrase !== "" && from >= 0; from = all.indexOf(phrase, from + 1))
      languages.fill(language, from, extend(languages, from + phrase.length));
  }
  if (languages.length === 0 && links.every((link) => link === undefined)) return undefined;
  const labels = new Map<string, Label>();
  const labelAt = (index: number): Label => {
    const link = links[index];
    const language = languages[index];
    if (link === undefined && language === undefined) return plain;
    const key = `${link}\n${language}`;
    const label = labels.get(key) ?? { link, language };
    labels.set(key, label);
    return label;
  };
  let at = 0;
  return (text) => {
    const stretches: { length: number; label: Label }[] = [];
    for (const char of text) {
      const last = stretches.at(-1);
      // White space inside a word (a no-break space) goes with what it follows.
      const blank = bare(char) === "";
      if (!blank && !all.startsWith(char, at)) throw new Error("a paragraph's lines are not its text");
      const label = blank ? (last?.label ?? plain) : labelAt(at);
      if (!blank) at += char.length;
      if (last !== undefined && last.label === label) last.length += char.length;
      else stretches.push({ length: char.length, label });
    }
    return stretches;
  };
}

/** Makes a list at least that long; returns the length asked for. */
function extend(list: (string | undefined)[], length: number): number {
  while (list.length < length) list.push(undefined);
  return length;
}

/** A line cut where its labels change; every letter stands where the print stream puts it. */
export function segmentsOf(
  line: readonly Box[],
  left: number,
  labelsIn: LabelReader | undefined,
): readonly Segment[] {
  const boxes = mergedBoxes(line);
  const width = boxes.reduce(
    (sum, box, index) => sum + box.width + (index > 0 ? (boxes[index - 1]?.space ?? 0) : 0),
    0,
  );
  if (labelsIn === undefined)
    return boxes.length === 0 ? [] : [{ label: plain, boxes, left, right: left + width }];
  const segments: { label: Label; boxes: Box[]; left: number; right: number }[] = [];
  let x = left;
  for (const box of boxes) {
    let at = x;
    let isNew = true;
    for (const { style, text, word } of box.pieces) {
      let from = 0;
      for (const { length, label } of labelsIn(text)) {
        const part = text.slice(from, from + length);
        const rest = shapeWord(style.face, text.slice(from));
        const shaped = part === text ? word : shapeWord(style.face, part);
        const start = at + ((word.width - rest.width) * style.size) / 1000;
        const wide = (shaped.width * style.size) / 1000;
        let segment = segments.at(-1);
        if (segment === undefined || segment.label !== label) {
          segment = { label, boxes: [], left: start, right: start };
          segments.push(segment);
          isNew = true;
        }
        const piece = { style, text: part, word: shaped };
        const open = segment.boxes.at(-1);
        if (isNew || open === undefined)
          segment.boxes.push({ ...box, pieces: [piece], width: wide, space: 0 });
        else
          segment.boxes[segment.boxes.length - 1] = {
            ...open,
            pieces: [...open.pieces, piece],
            width: open.width + wide,
          };
        isNew = false;
        segment.right = start + wide;
        from += length;
      }
      at += (word.width * style.size) / 1000;
    }
    const last = segments.at(-1);
    const open = last?.boxes.at(-1);
    if (last !== undefined && open !== undefined)
      last.boxes[last.boxes.length - 1] = { ...open, space: box.space };
    x += box.width + box.space;
  }
  return segments;
}
