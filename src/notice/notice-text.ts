import type { Block, Fields, Inline, Notice, TextFacets } from "./notice.ts";

/** The slot's value; an absent one shows as the field's name in brackets, which no check lets through. */
function slotText(field: string, value: string | undefined): string {
  return value ?? `[${field}]`;
}

/** Inlines as plain text. A link's address follows its words unless the words already say it. */
export function inlineText(inlines: readonly Inline[], fields: Fields): string {
  let text = "";
  inlines.forEach((inline, index) => {
    switch (inline.kind) {
      case "text": {
        text += inline.text;
        const link = inline.style.link;
        const next = inlines[index + 1];
        const linkGoesOn = next !== undefined && next.kind !== "break" && next.style.link === link;
        if (link !== null && !linkGoesOn && !saysAddress(inline.text, link)) text += ` (${link})`;
        break;
      }
      case "slot":
        text += slotText(inline.field, fields[inline.field]);
        break;
      case "break":
        text += "\n";
        break;
    }
  });
  return text;
}

function saysAddress(words: string, link: string): boolean {
  const bare = (address: string) =>
    address.replace(/^(https?:\/\/(www\.)?|mailto:|tel:)/, "").replace(/\/$/, "");
  return bare(words.trim()) === bare(link);
}

function blockText(block: Block, fields: Fields): string {
  switch (block.kind) {
    case "heading":
      return inlineText(block.inlines, fields);
    case "paragraph":
    case "callout":
      return inlineText(block.inlines, fields);
    case "list":
      return block.items
        .map((item, index) => {
          const mark = block.ordered ? `${index + 1}. ` : "- ";
          const text = item.map((child) => blockText(child, fields)).join("\n");
          return mark + text.replaceAll("\n", `\n${" ".repeat(mark.length)}`);
        })
        .join("\n");
    case "table":
      return block.rows
        .map((row) =>
          row
            .map((cell, column) => {
              const head = inlineText(block.header[column] ?? [], fields);
              const text = inlineText(cell, fields).replaceAll("\n", ", ");
              return head === "" ? text : `${head}: ${text}`;
            })
            .join("\n"),
        )
        .join("\n\n");
    case "signature":
      return "";
    case "pageBreak":
      return "----------";
  }
}

/**
 * The notice with one person's values, as plain text for e-mail and proofs: a blank line between
 * blocks, `- ` before list items, no line wrapping, a final newline.
 */
export function noticeText(notice: Notice<TextFacets>, fields: Fields): string {
  const blocks = notice.blocks.map((block) => blockText(block, fields)).filter((text) => text !== "");
  return `${blocks.join("\n\n")}\n`;
}
