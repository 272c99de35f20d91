import type { Block, Fields, Inline, Notice, TextFacets } from "./notice.ts";

export type HtmlOptions = {
  /** For reviewers: slots become `<mark>`, and blocks of law's content carry `data-elements`. */
  readonly review?: boolean;
};

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for HTML content and quoted attributes; control characters, which HTML bans, are left out. */
export function escapeHtml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "")
      .replace(/[&<>"']/g, (character) => entities[character] ?? character)
  );
}

function inlineHtml(inline: Inline, fields: Fields, review: boolean): string {
  if (inline.kind === "break") return "<br>";
  const { style } = inline;
  let html =
    inline.kind === "text"
      ? escapeHtml(inline.text)
      : escapeHtml(fields[inline.field] ?? `[${inline.field}]`);
  if (inline.kind === "slot" && review) html = `<mark data-field="${inline.field}">${html}</mark>`;
  if (style.italic) html = `<em>${html}</em>`;
  if (style.bold) html = `<strong>${html}</strong>`;
  if (style.link !== null) html = `<a href="${escapeHtml(style.link)}">${html}</a>`;
  if (review && style.elements.length > 0)
    html = `<span data-elements="${style.elements.join(" ")}">${html}</span>`;
  return html;
}

function inlinesHtml(inlines: readonly Inline[], fields: Fields, review: boolean): string {
  return inlines.map((inline) => inlineHtml(inline, fields, review)).join("");
}

function blockHtml(block: Block, fields: Fields, review: boolean): string {
  const inner = (inlines: readonly Inline[]) => inlinesHtml(inlines, fields, review);
  switch (block.kind) {
    case "heading":
      return `<h${block.level}>${inner(block.inlines)}</h${block.level}>`;
    case "paragraph":
      return `<p>${inner(block.inlines)}</p>`;
    case "callout":
      return `<p class="callout">${inner(block.inlines)}</p>`;
    case "list": {
      const tag = block.ordered ? "ol" : "ul";
      const items = block.items.map((item) => {
        const only = item.length === 1 ? item[0] : undefined;
        const content =
          only?.kind === "paragraph"
            ? inner(only.inlines)
            : item.map((child) => blockHtml(child, fields, review)).join("\n");
        return `<li>${content}</li>`;
      });
      return `<${tag}>\n${items.join("\n")}\n</${tag}>`;
    }
    case "table": {
      const head = block.header.map((cell) =>
        // An empty corner heads nothing: WCAG asks for a td there.
        cell.length === 0 ? "<td></td>" : `<th scope="col">${inner(cell)}</th>`,
      );
      const rows = block.rows.map(
        (row) =>
          `<tr>${row
            .map((cell, column) =>
              column === 0 ? `<th scope="row">${inner(cell)}</th>` : `<td>${inner(cell)}</td>`,
            )
            .join("")}</tr>`,
      );
      return `<table>\n<thead><tr>${head.join("")}</tr></thead>\n<tbody>\n${rows.join("\n")}\n</tbody>\n</table>`;
    }
    case "signature":
      return "";
    case "pageBreak":
      return "<hr>";
  }
}

/**
 * The notice with one person's values as an HTML fragment: one `<article lang>` of headings,
 * paragraphs, lists and tables with row and column heads, all text escaped, no scripts or styles.
 */
export function noticeHtml(notice: Notice<TextFacets>, fields: Fields, options: HtmlOptions = {}): string {
  const blocks = notice.blocks
    .map((block) => blockHtml(block, fields, options.review ?? false))
    .filter((html) => html !== "");
  return `<article lang="${escapeHtml(notice.language)}">\n${blocks.join("\n")}\n</article>\n`;
}
