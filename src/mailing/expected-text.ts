import type { Block, FieldName, Fields, Inline, Notice } from "../notice/index.ts";
import { writtenLetters } from "../readback/index.ts";

/** A stretch of a letter's text without white space. A table's cells may come in any order of lines. */
export type ExpectedPart = {
  readonly kind: "text" | "table";
  /** Static text and the fields between it. */
  readonly pieces: readonly (string | { readonly field: FieldName })[];
  /** What was found for a table without fields and was right, so that it need not be sorted again. */
  readonly seen: string[];
};

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
  const parts: { kind: "text" | "table"; pieces: (string | { field: FieldName })[]; seen: string[] }[] = [];
  let kind: "text" | "table" = "text";
  const put = (piece: string | { field: FieldName }) => {
    let part = parts.at(-1);
    if (part === undefined || part.kind !== kind) {
      part = { kind, pieces: [], seen: [] };
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
      else put(writtenLetters(inline.text));
      const { link } = inline.style;
      if (link === null) return;
      words += inline.kind === "text" ? inline.text : "";
      const next = inlines[index + 1];
      if (next !== undefined && next.kind !== "break" && next.style.link === link) return;
      put(writtenLetters(shownAddress(link, words)));
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
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as ExpectedPart;
    if (part.kind === "table") {
      const length = tableLength(part, fields, found, at);
      if (length === undefined) return { part: index + 1, field: undefined };
      at += length;
      continue;
    }
    for (const piece of part.pieces) {
      const expected = textOf(piece, fields);
      // A slice is compared as a block of memory; a prefix character by character.
      if (found.slice(at, at + expected.length) !== expected)
        return { part: index + 1, field: typeof piece === "string" ? undefined : piece.field };
      at += expected.length;
    }
  }
  return at === found.length ? undefined : { part: parts.length, field: undefined };
}

/** How long the table is that stands here; undefined if another does. */
function tableLength(part: ExpectedPart, fields: Fields, found: string, at: number): number | undefined {
  for (const seen of part.seen) if (found.slice(at, at + seen.length) === seen) return seen.length;
  const expected = part.pieces.map((piece) => textOf(piece, fields)).join("");
  const slice = found.slice(at, at + expected.length);
  if (sorted(slice) !== sorted(expected)) return undefined;
  const isFixed = part.pieces.every((piece) => typeof piece === "string");
  // Copied, because a slice would keep its whole letter in memory.
  if (isFixed && part.seen.length < seenLimit) part.seen.push(Buffer.from(slice).toString());
  return expected.length;
}

function textOf(piece: string | { readonly field: FieldName }, fields: Fields): string {
  return typeof piece === "string" ? piece : writtenLetters(fields[piece.field] ?? "");
}

function sorted(text: string): string {
  return [...text].sort().join("");
}
