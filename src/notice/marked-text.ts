import type { ContentElement } from "../law/index.ts";
import { inlinesOf } from "./compose.ts";
import type { Block, Inline, Notice } from "./notice.ts";

/** A slot counts as text that is there: every letter must bring its value. */
function textOf(inline: Inline): string {
  if (inline.kind === "text") return inline.text;
  return inline.kind === "slot" ? `‹${inline.field}›` : "\n";
}

/** The text under each content element's marks, runs of different blocks on lines of their own. */
export function markedText(notice: Pick<Notice, "blocks">): ReadonlyMap<ContentElement, string> {
  const texts = new Map<ContentElement, string>();
  for (const inline of inlinesOf(notice.blocks)) {
    if (inline.kind === "break") continue;
    for (const element of new Set(inline.style.elements))
      texts.set(element, `${texts.get(element) ?? ""}${textOf(inline)} `);
  }
  return texts;
}

/** The whole text, one line for each block, cell and list item; slots by name in ‹ ›. */
export function wholeText(notice: Pick<Notice, "blocks">): string {
  const lines: string[] = [];
  const line = (inlines: readonly Inline[]) => lines.push(inlines.map(textOf).join(""));
  const visit = (blocks: readonly Block[]) => {
    for (const block of blocks)
      switch (block.kind) {
        case "heading":
        case "paragraph":
        case "callout":
          line(block.inlines);
          break;
        case "list":
          for (const item of block.items) visit(item);
          break;
        case "table":
          for (const row of [block.header, ...block.rows]) for (const cell of row) line(cell);
          break;
        case "signature":
        case "pageBreak":
          break;
      }
  };
  visit(notice.blocks);
  return lines.join("\n");
}

/** A heading as text. */
export function headingText({ inlines }: Extract<Block, { kind: "heading" }>): string {
  return inlines.map(textOf).join("");
}

/** The targets of all links, in reading order. */
export function linksIn(blocks: readonly Block[]): readonly string[] {
  return [...inlinesOf(blocks)].flatMap((inline) =>
    inline.kind === "break" || inline.style.link === null ? [] : [inline.style.link],
  );
}
