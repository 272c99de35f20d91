import type { Block, FieldName, Inline, Notice } from "../notice/index.ts";
import type { Problem, Read } from "../problem/index.ts";
import { compileLetter } from "./compiled-letter.ts";
import { type Letter, layOutLetter } from "./lay-out-letter.ts";
import { isOfTheEnvelope } from "./of-the-envelope.ts";
import { pageDesign } from "./page-design.ts";
import { plainLines } from "./plain-lines.ts";
import { stackedTable } from "./stacked-table.ts";
import type { Stationery } from "./stationery.ts";
import { ourTypefaces } from "./typefaces.ts";
import { runsOf, type Voice } from "./voice.ts";

type Values = ReadonlyMap<FieldName, readonly string[]>;

const voice: Voice = {
  family: "serif",
  size: pageDesign.body.size,
  colour: "#000000",
  bold: false,
  typefaces: ourTypefaces,
};

/** The words of inlines as they are printed, links with the address a reader types. */
function wordsOf(inlines: readonly Inline[], values: Values): string {
  return runsOf(inlines, voice)
    .map((run) => {
      if (run.kind === "break") return "\n";
      return run.kind === "field"
        ? (values.get(run.field) ?? []).join(" ")
        : run.text.replace(/[ \t\r\n]+/g, " ");
    })
    .join("")
    .replace(/ *\n */g, "\n");
}

/** The lines of a block; `first` goes before its first line, `indent` before the others. */
function linesOf(block: Block, values: Values, first: string, indent: string): readonly string[] {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "callout":
      return plainLines(wordsOf(block.inlines, values), first, indent);
    case "list":
      return block.items.flatMap((item, index) => {
        const mark = block.ordered ? `${index + 1}. ` : "- ";
        const inner = indent + " ".repeat(mark.length);
        return item.flatMap((child, at) => linesOf(child, values, at === 0 ? indent + mark : inner, inner));
      });
    case "table":
      return stackedTable(block).flatMap((row, index) => [
        ...(index > 0 ? [""] : []),
        ...linesOf(row, values, indent, indent),
      ]);
    case "signature":
    case "pageBreak":
      return [];
    default:
      return block satisfies never;
  }
}

/**
 * One letter as plain text for screen readers and braille translators: UTF-8, lines of 72 columns at most,
 * addresses line by line, a blank line between blocks and two before a heading, no ruled or drawn lines.
 * It has the words of the printed letter in their order, without page numbers. A draft says so first.
 * Undefined when the letter must not be made.
 */
export function plainLetter(
  notice: Notice,
  stationery: Stationery,
  letter: Letter,
): Read<string | undefined> {
  const { value: compiled, problems: found } = compileLetter(notice, stationery);
  const { values, problems: own } = layOutLetter(compiled, letter);
  const problems: readonly Problem[] = [...found, ...own].filter(({ code }) => !isOfTheEnvelope(code));
  if (problems.some(({ severity }) => severity !== "warns")) return { value: undefined, problems };
  const { letterhead, returnAddress, draft } = stationery;
  const first = notice.blocks[0];
  const dated = first?.kind === "paragraph" && wordsOf(first.inlines, values).trim() === notice.date;
  const parts: string[] = [];
  if (draft) parts.push("DRAFT – not for mailing");
  for (const lines of [letterhead?.lines ?? [], returnAddress, letter.addressLines])
    if (lines.length > 0) parts.push(lines.flatMap((line) => plainLines(line, "", "  ")).join("\n"));
  if (!dated) parts.push(notice.date);
  for (const block of notice.blocks) {
    const text = linesOf(block, values, "", "").join("\n");
    if (text !== "") parts.push(block.kind === "heading" ? `\n${text}` : text);
  }
  parts.push(letter.pieceId);
  return { value: `${parts.join("\n\n")}\n`.normalize("NFC"), problems };
}
