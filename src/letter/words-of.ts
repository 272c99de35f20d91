import LineBreaker from "linebreak";
import type { FieldName } from "../notice/index.ts";
import { append, type Box, type Draft, pushBoxes, type SlotBox, type SlotPart } from "./box.ts";
import type { PrintStyle } from "./print-style.ts";

/** Text or a field in the style it is printed in, and where it links to; a break ends the line. */
export type Run =
  | { readonly kind: "text"; readonly style: PrintStyle; readonly text: string; readonly link?: string }
  | { readonly kind: "field"; readonly style: PrintStyle; readonly field: FieldName; readonly link?: string }
  | { readonly kind: "break" };

type Span = { readonly from: number; readonly to: number; readonly run: Run };

// A private-use character stands for a field while breaks are sought: it breaks like a letter.
const fieldMark = "\ue000";

/** Runs as one string with white space collapsed, soft hyphens and stray private-use characters dropped. */
function joined(runs: readonly Run[]): { readonly text: string; readonly spans: readonly Span[] } {
  let text = "";
  const spans: Span[] = [];
  for (const run of runs) {
    const from = text.length;
    if (run.kind === "break") text = `${text.trimEnd()}\n`;
    else if (run.kind === "field") text += fieldMark;
    else {
      let part = run.text
        .normalize("NFC")
        .replace(/[\u00ad\ue000]/g, "")
        .replace(/[ \t\r\n]+/g, " ");
      if (text === "" || text.endsWith(" ") || text.endsWith("\n")) part = part.replace(/^ /, "");
      text += part;
    }
    spans.push({ from: Math.min(from, text.length), to: text.length, run });
  }
  return { text: text.replace(/ +$/, ""), spans };
}

/**
 * The words of a paragraph as boxes, in order; between two boxes a line may break (Unicode TR 14).
 * A box that a field touches stays open until a letter's values are known.
 */
export function wordsOf(runs: readonly Run[], measure: number): readonly (Box | SlotBox)[] {
  const { text, spans } = joined(runs);
  const words: (Box | SlotBox)[] = [];
  const breaker = new LineBreaker(text);
  let from = 0;
  for (let next = breaker.nextBreak(); next !== null; next = breaker.nextBreak()) {
    if (!mayBreak(text, next.position)) continue;
    const segment = text.slice(from, next.position);
    const bare = segment.replace(/[ \n]+$/, "");
    const after = { spaced: /^[^\n]* /.test(segment.slice(bare.length)), endsLine: segment.includes("\n") };
    const parts = partsBetween(spans, text, from, from + bare.length);
    if (parts.some((part) => part.kind === "field")) words.push({ kind: "slot", parts, ...after });
    else if (parts.length > 0 || after.endsLine) {
      const drafts: Draft[] = [];
      for (const part of parts) if (part.kind === "text") append(drafts, part.style, part.text);
      const boxes: Box[] = [];
      pushBoxes(boxes, drafts, after, measure);
      words.push(...boxes);
    }
    from = next.position;
  }
  return words;
}

// About a third of a line: longer words, which are web addresses, may break at their slashes.
const longWord = 34;

/**
 * Whether a line may really end where Unicode would let it. Readers of the file take a hyphen at a
 * line's end for a division and drop it, and a divided address is no address: inside a word, lines
 * end at dashes, and at other places only if the word is long.
 */
function mayBreak(text: string, position: number): boolean {
  const before = text[position - 1];
  if (position === text.length || before === " " || before === "\n" || before === "–" || before === "—")
    return true;
  if (before === "-" || before === "‐") return false;
  const start = Math.max(text.lastIndexOf(" ", position - 1), text.lastIndexOf("\n", position - 1)) + 1;
  const end = text.slice(position).search(/[ \n]/);
  return (end < 0 ? text.length : position + end) - start > longWord;
}

function partsBetween(spans: readonly Span[], text: string, from: number, to: number): SlotPart[] {
  const parts: SlotPart[] = [];
  for (const span of spans) {
    const first = Math.max(span.from, from);
    const last = Math.min(span.to, to);
    if (first >= last || span.run.kind === "break") continue;
    if (span.run.kind === "field") parts.push(span.run);
    else parts.push({ kind: "text", style: span.run.style, text: text.slice(first, last) });
  }
  return parts;
}

/** The words of a slot box once its fields have values. A value breaks at its spaces only; an empty one leaves no gap. */
export function fill(
  slot: SlotBox,
  values: ReadonlyMap<FieldName, readonly string[]>,
  measure: number,
  boxes: Box[],
): void {
  let drafts: Draft[] = [];
  for (const part of slot.parts) {
    if (part.kind === "text") {
      append(drafts, part.style, part.text);
      continue;
    }
    const words = values.get(part.field) ?? [];
    for (let index = 0; index < words.length; index++) {
      if (index > 0) {
        pushBoxes(boxes, drafts, { spaced: true, endsLine: false }, measure);
        drafts = [];
      }
      append(drafts, part.style, words[index] as string);
    }
  }
  if (drafts.length > 0 || slot.endsLine)
    pushBoxes(boxes, drafts, { spaced: slot.spaced, endsLine: slot.endsLine }, measure);
}
