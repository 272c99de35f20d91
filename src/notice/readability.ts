import type { Block, Inline, Notice } from "./notice.ts";
import { englishSyllables, spanishSyllables } from "./syllables.ts";

/** How hard a notice is to read. */
export type Readability = {
  /** The school grade, by the language's own scale. */
  readonly grade: number;
  readonly scale: "fleschKincaid" | "fernandezHuerta" | "lix";
  /** What the scale itself gives: a grade, an ease from 0 to 100, or a LIX. */
  readonly score: number;
  readonly words: number;
  readonly sentences: number;
  readonly longestSentence: number;
};

type Measured = Pick<Readability, "grade" | "scale" | "score">;

/** A value between the points of a table, straight from one to the next; the last line goes on. */
function between(points: readonly (readonly [score: number, grade: number])[], score: number): number {
  const upper = points.findIndex(([at]) => at <= score);
  const to = Math.max(1, upper < 0 ? points.length - 1 : upper);
  const [x0 = 0, y0 = 0] = points[to - 1] ?? [];
  const [x1 = 0, y1 = 0] = points[to] ?? [];
  return y0 + ((score - x0) * (y1 - y0)) / (x1 - x0);
}

// Fernández Huerta's bands: 90 and more is 4th grade, 80 5th, 70 6th, 60 7th and 8th, 50 high school, 30 college.
const gradeOfEase = [
  [100, 4],
  [90, 5],
  [80, 6],
  [70, 7],
  [60, 9],
  [50, 13],
  [30, 17],
] as const;
// Anderson, “Lix and Rix” (1983): the least LIX of each grade, from the 12th down.
const gradeOfLix = [
  [56, 13],
  [52, 12],
  [48, 11],
  [44, 10],
  [40, 9],
  [36, 8],
  [32, 7],
  [28, 6],
  [24, 5],
  [20, 4],
  [15, 3],
  [10, 2],
] as const;

/** Flesch-Kincaid: 0.39 words a sentence + 11.8 syllables a word − 15.59. */
function fleschKincaid(words: readonly string[], sentences: number): Measured {
  const spoken = words.reduce((sum, word) => sum + englishSyllables(word), 0);
  const grade = 0.39 * (words.length / sentences) + 11.8 * (spoken / words.length) - 15.59;
  return { scale: "fleschKincaid", score: grade, grade };
}

/** Fernández Huerta (1959): 206.84 − 60 syllables a word − 1.02 words a sentence. */
function fernandezHuerta(words: readonly string[], sentences: number): Measured {
  const spoken = words.reduce((sum, word) => sum + spanishSyllables(word), 0);
  const score = 206.84 - 60 * (spoken / words.length) - 1.02 * (words.length / sentences);
  return { scale: "fernandezHuerta", score, grade: between(gradeOfEase, score) };
}

/** LIX: words a sentence + per cent of words of more than six letters; needs no syllables. */
function lix(words: readonly string[], sentences: number): Measured {
  const long = words.filter((word) => word.length > 6).length;
  const score = words.length / sentences + (100 * long) / words.length;
  return { scale: "lix", score, grade: between(gradeOfLix, score) };
}

const scales: Readonly<Record<string, typeof lix>> = { en: fleschKincaid, es: fernandezHuerta };

/**
 * How hard the notice is to read, by the scale of its language (LIX where it has none of its own), over
 * the sentences of paragraphs and list items; headings, tables, addresses, telephone numbers and slots
 * are left out. Both figures are rounded to a tenth.
 */
export function readability(notice: Pick<Notice, "blocks" | "language">): Readability {
  const texts: string[] = [];
  const visit = (blocks: readonly Block[]) => {
    for (const block of blocks) {
      if (block.kind === "paragraph") texts.push(block.inlines.map(proseOf).join(""));
      if (block.kind === "list") for (const item of block.items) visit(item);
    }
  };
  visit(notice.blocks);
  const words: string[] = [];
  let sentences = 0;
  let longestSentence = 0;
  for (const sentence of texts.flatMap((text) => text.split(/(?<=[.!?:])\s+/))) {
    const found = sentence.match(/[\p{L}’'-]*\p{L}[\p{L}’'-]*/gu) ?? [];
    // Dates, signatures and address lines are not sentences.
    if (found.length < 3 || !/[.!?:]$/.test(sentence.trim())) continue;
    words.push(...found);
    sentences += 1;
    longestSentence = Math.max(longestSentence, found.length);
  }
  const measure = scales[notice.language.split("-")[0] ?? ""] ?? lix;
  const { scale, score, grade } =
    sentences === 0 ? { ...measure(["a"], 1), score: 0, grade: 0 } : measure(words, sentences);
  const tenth = (figure: number) => Math.round(figure * 10) / 10;
  return { grade: tenth(grade), scale, score: tenth(score), words: words.length, sentences, longestSentence };
}

function proseOf(inline: Inline): string {
  if (inline.kind === "break") return " ";
  if (inline.kind === "slot") return "name";
  // A site's address is not read as a word.
  return inline.style.link === null ? inline.text : "site";
}
