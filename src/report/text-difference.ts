import type { Block, FieldName, Inline, Notice } from "../notice/index.ts";
import { stretches } from "./longest-common.ts";

/** What two notices say differently in one place: sentences, rows of tables, headings. */
export type TextDifference = {
  /** The heading above; empty at the beginning. */
  readonly under: string;
  /** Empty where only the other says something. */
  readonly one: readonly string[];
  readonly other: readonly string[];
};

/** A sentence with the heading it stands under. */
type Passage = { readonly kind: "heading" | "sentence"; readonly under: string; readonly text: string };

/**
 * What each of two notices says that the other does not, sentence by sentence, gathered under their headings
 * in reading order. Moved text counts as taken away in one place and put in another.
 */
export function textDifferences(one: Notice, other: Notice): readonly TextDifference[] {
  const differing = stretches(passagesOf(one), passagesOf(other), same).filter(
    (stretch) => stretch.kind === "differs",
  );
  const left = differing.flatMap((stretch) => stretch.one);
  const right = differing.flatMap((stretch) => stretch.other);
  const headings = new Set(
    differing.flatMap((stretch) => [...stretch.one, ...stretch.other].map(({ under }) => under)),
  );
  return [...headings].map((under) => ({
    under,
    one: saidUnder(left, under),
    other: saidUnder(right, under),
  }));
}

const same = (a: Passage, b: Passage) => a.kind === b.kind && a.text === b.text;

/** What stands under a heading; the heading itself only where nothing else does. */
function saidUnder(passages: readonly Passage[], under: string): readonly string[] {
  const all = passages.filter((each) => each.under === under);
  const sentences = all.filter(({ kind }) => kind === "sentence");
  return (sentences.length === 0 ? all : sentences).map(({ text }) => text);
}

function passagesOf({ blocks, language }: Notice): readonly Passage[] {
  const passages: Passage[] = [];
  const sentences = new Intl.Segmenter(language, { granularity: "sentence" });
  let under = "";
  const say = (text: string) => {
    for (const { segment } of sentences.segment(text))
      if (segment.trim() !== "") passages.push({ kind: "sentence", under, text: segment.trim() });
  };
  const visit = (block: Block): void => {
    switch (block.kind) {
      case "heading":
        under = wordsOf(block.inlines);
        passages.push({ kind: "heading", under, text: under });
        return;
      case "paragraph":
      case "callout":
        // Lines of their own are an address or a list of numbers, not sentences.
        if (block.inlines.some(({ kind }) => kind === "break"))
          passages.push({ kind: "sentence", under, text: wordsOf(block.inlines) });
        else say(wordsOf(block.inlines));
        return;
      case "list":
        for (const item of block.items) for (const each of item) visit(each);
        return;
      case "table":
        for (const row of block.rows)
          passages.push({ kind: "sentence", under, text: row.map(wordsOf).join(" | ") });
        return;
      case "signature":
      case "pageBreak":
        return;
      default:
        block satisfies never;
    }
  };
  for (const block of blocks) visit(block);
  return passages;
}

const slotWords: Readonly<Record<FieldName, string>> = {
  recipientName: "[recipient’s name]",
  individualName: "[individual’s name]",
  dataElements: "[list of data]",
  code: "[code]",
  enrolBy: "[last day to enroll]",
  pieceId: "[letter number]",
};

/** Inlines as words on one line. A link’s address counts: it may be all that differs. */
function wordsOf(inlines: readonly Inline[]): string {
  let text = "";
  inlines.forEach((inline, index) => {
    if (inline.kind === "break") text += ", ";
    else if (inline.kind === "slot") text += slotWords[inline.field];
    else {
      text += inline.text;
      const { link } = inline.style;
      const next = inlines[index + 1];
      const goesOn = next !== undefined && next.kind !== "break" && next.style.link === link;
      const isAddress = link?.startsWith("http") === true && !link.includes(inline.text.trim());
      if (isAddress && !goesOn) text += ` (${link})`;
    }
  });
  return text.replace(/\s+/g, " ").trim();
}
