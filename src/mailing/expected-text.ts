import type { Block, FieldName, Fields, Inline, Notice } from "../notice/index.ts";

/** A stretch of a letter's text without white space. A table's cells may come in any order of lines. */
export type ExpectedPart = {
  readonly kind: "text" | "table";
  /** Static text and the fields between it. */
  readonly pieces: readonly (string | { readonly field: FieldName })[];
  /** What was found for this part in a letter and was right, so that it need not be sorted again. */
  readonly seen: Set<string>;
};

/** Text without white space, in NFC: what line ends and word spaces cannot change. */
export function squeezed(text: string): string {
  return text.normalize("NFC").replace(/[\s\u00ad]+/gu, "");
}

/** The address of a link as paper shows it after the link's words; nothing where they say it already. */
function shownAddress(link: string, words: string): string {
  if (link.startsWith("tel:")) return "";
  const address = link.replace(/^(https?:\/\/|mailto:)/i, "").replace(/\/$/, "");
  const said = words.toLowerCase().replace(/^https?:\/\//, "");
  return said.includes(address.toLowerCase().replace(/^www\./, "")) ? "" : `(${address})`;
}

/**
 * What a letter's text must be, worked out from the approved notice and not from the layout: headings,
 * paragraphs, list marks and cells in reading order.
 */
export function expectedParts(notice: Notice): readonly ExpectedPart[] {
  const parts: { kind: "text" | "table"; pieces: (string | { field: FieldName })[]; seen: Set<string> }[] =
    [];
  let kind: "text" | "table" = "text";
  const put = (piece: string | { field: FieldName }) => {
    let part = parts.at(-1);
    if (part === undefined || part.kind !== kind) {
      part = { kind, pieces: [], seen: new Set() };
      parts.push(part);
    }
    const last = part.pieces.at(-1);
    if (typeof piece === "string" && typeof last === "string")
      part.pieces[part.pieces.length - 1] = last + piece;
    else part.pieces.push(piece);
  };
  const putInlines = (inlines: readonly Inline[]) => {
    let words = "";
    inlines.forEach((inline, index) => {
      if (inline.kind === "break") return;
      if (inline.kind === "slot") put({ field: inline.field });
      else put(squeezed(inline.text));
      const { link } = inline.style;
      if (link === null) return;
      words += inline.kind === "text" ? inline.text : "";
      const next = inlines[index + 1];
      if (next !== undefined && next.kind !== "break" && next.style.link === link) return;
      put(squeezed(shownAddress(link, words)));
      words = "";
    });
  };
  const putBlock = (block: Block) => {
    switch (block.kind) {
      case "heading":
      case "paragraph":
        putInlines(block.inlines);
        return;
      case "list":
        block.items.forEach((item, index) => {
          put(block.ordered ? `${index + 1}.` : "•");
          item.forEach(putBlock);
        });
        return;
      case "table":
        kind = "table";
        for (const row of [block.header, ...block.rows]) row.forEach(putInlines);
        kind = "text";
        return;
      case "signature":
      case "pageBreak":
        return;
      default:
        block satisfies never;
    }
  };
  notice.blocks.forEach(putBlock);
  return parts;
}

const seenLimit = 4;

/** Where the found text first leaves the expected one: undefined if nowhere. `part` counts from 1. */
export function firstDifference(
  parts: readonly ExpectedPart[],
  fields: Fields,
  found: string,
): { readonly part: number; readonly field: FieldName | undefined } | undefined {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (part.kind === "table") {
      const expected = part.pieces.map((piece) => textOf(piece, fields)).join("");
      const slice = found.slice(at, at + expected.length);
      const pair = `${expected}\n${slice}`;
      if (!part.seen.has(pair)) {
        if (sorted(slice) !== sorted(expected)) return { part: index + 1, field: undefined };
        if (part.seen.size < seenLimit) part.seen.add(pair);
      }
      at += expected.length;
      continue;
    }
    for (const piece of part.pieces) {
      const expected = textOf(piece, fields);
      if (!found.startsWith(expected, at))
        return { part: index + 1, field: typeof piece === "string" ? undefined : piece.field };
      at += expected.length;
    }
  }
  return at === found.length ? undefined : { part: parts.length, field: undefined };
}

function textOf(piece: string | { readonly field: FieldName }, fields: Fields): string {
  return typeof piece === "string" ? piece : squeezed(fields[piece.field] ?? "");
}

function sorted(text: string): string {
  return [...text].sort().join("");
}
