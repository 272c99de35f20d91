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
      case "callout":
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

/** A place in text that was found as a row of stretches, which are never put together: that would copy all of it. */
type Place = { readonly found: readonly string[]; stretch: number; at: number };

/** Goes past the expected text, if it is what stands here. */
function goPast(place: Place, expected: string): boolean {
  const { found } = place;
  let { stretch, at } = place;
  for (let from = 0; from < expected.length; ) {
    const text = found[stretch];
    if (text === undefined) return false;
    const length = Math.min(text.length - at, expected.length - from);
    // A slice is compared as a block of memory; a prefix character by character.
    if (text.slice(at, at + length) !== expected.slice(from, from + length)) return false;
    from += length;
    at += length;
    if (at < text.length) continue;
    stretch += 1;
    at = 0;
  }
  place.stretch = stretch;
  place.at = at;
  return true;
}

/** So much of the text from here on as is wanted, or as there is. */
function ahead({ found, stretch, at }: Place, length: number): string {
  let text = "";
  for (let next = stretch; next < found.length && text.length < length; next++)
    text += (found[next] as string).slice(next === stretch ? at : 0);
  return text.slice(0, length);
}

/**
 * Where the found text, the stretches one after the other, first leaves the expected one: undefined if nowhere.
 * `part` counts from 1.
 */
export function firstDifference(
  parts: readonly ExpectedPart[],
  fields: Fields,
  found: readonly string[],
): { readonly part: number; readonly field: FieldName | undefined } | undefined {
  const place: Place = { found, stretch: 0, at: 0 };
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as ExpectedPart;
    if (part.kind === "table") {
      if (!goPastTable(place, part, fields)) return { part: index + 1, field: undefined };
      continue;
    }
    for (const piece of part.pieces)
      if (!goPast(place, textOf(piece, fields)))
        return { part: index + 1, field: typeof piece === "string" ? undefined : piece.field };
  }
  return ahead(place, 1) === "" ? undefined : { part: parts.length, field: undefined };
}

/** Goes past the table, if it stands here; its cells may come in any order of lines. */
function goPastTable(place: Place, part: ExpectedPart, fields: Fields): boolean {
  if (part.seen.some((seen) => goPast(place, seen))) return true;
  const expected = part.pieces.map((piece) => textOf(piece, fields)).join("");
  const slice = ahead(place, expected.length);
  if (sorted(slice) !== sorted(expected)) return false;
  const isFixed = part.pieces.every((piece) => typeof piece === "string");
  // Copied, because a slice would keep its whole letter in memory.
  if (isFixed && part.seen.length < seenLimit) part.seen.push(Buffer.from(slice).toString());
  return goPast(place, slice);
}

function textOf(piece: string | { readonly field: FieldName }, fields: Fields): string {
  return typeof piece === "string" ? piece : writtenLetters(fields[piece.field] ?? "");
}

function sorted(text: string): string {
  return [...text].sort().join("");
}
