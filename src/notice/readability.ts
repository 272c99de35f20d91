import type { Block, Inline, Notice } from "./notice.ts";

/** How hard a notice is to read; `grade` is the Flesch-Kincaid school grade. */
export type Readability = {
  readonly grade: number;
  readonly words: number;
  readonly sentences: number;
  readonly longestSentence: number;
};

/** Syllables by vowel groups: the usual estimate, within a few per cent over a whole letter. */
function syllables(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, "");
  const groups = plain.replace(/(?:[^laeiouy]es|[^aeioudt]ed|[^laeiouy]e)$/, "").match(/[aeiouy]{1,2}/g);
  return Math.max(1, groups?.length ?? 0);
}

/**
 * Flesch-Kincaid grade over the sentences of paragraphs and list items (0.39 words a sentence + 11.8
 * syllables a word − 15.59); headings, tables, addresses, phone numbers and slots are left out.
 */
export function readability(notice: Notice): Readability {
  const texts: string[] = [];
  const visit = (blocks: readonly Block[]) => {
    for (const block of blocks) {
      if (block.kind === "paragraph") texts.push(block.inlines.map(proseOf).join(""));
      if (block.kind === "list") for (const item of block.items) visit(item);
    }
  };
  visit(notice.blocks);
  let words = 0;
  let count = 0;
  let spoken = 0;
  let longestSentence = 0;
  for (const sentence of texts.flatMap((text) => text.split(/(?<=[.!?:])\s+/))) {
    const found = sentence.match(/[\p{L}’'-]*\p{L}[\p{L}’'-]*/gu) ?? [];
    // Dates, signatures and address lines are not sentences.
    if (found.length < 3 || !/[.!?:]$/.test(sentence.trim())) continue;
    words += found.length;
    count += 1;
    longestSentence = Math.max(longestSentence, found.length);
    spoken += found.reduce((sum, word) => sum + syllables(word), 0);
  }
  if (count === 0) return { grade: 0, words, sentences: 0, longestSentence };
  const grade = 0.39 * (words / count) + 11.8 * (spoken / words) - 15.59;
  return { grade: Math.round(grade * 10) / 10, words, sentences: count, longestSentence };
}

function proseOf(inline: Inline): string {
  if (inline.kind === "break") return " ";
  if (inline.kind === "slot") return "name";
  // A site's address is not read as a word.
  return inline.style.link === null ? inline.text : "site";
}
