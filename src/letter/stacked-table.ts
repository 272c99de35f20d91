import type { Block, Inline, TextStyle } from "../notice/index.ts";

type Table = Extract<Block, { kind: "table" }>;

const plain: TextStyle = { bold: false, italic: false, link: null, elements: [] };
const text = (words: string): Inline => ({ kind: "text", text: words, style: plain });
const asBold = (inline: Inline): Inline =>
  inline.kind === "break" ? inline : { ...inline, style: { ...inline.style, bold: true } };

const isDivided = (cell: readonly Inline[]) => cell.some(({ kind }) => kind === "break");

/**
 * A table as paragraphs: for each row its first cell in bold, then a line for each other cell behind the name
 * of its column. A cell of several lines, as an address, is a paragraph of its own under both names. For type
 * so large that columns would tear words apart, and for plain text.
 */
export function stackedTable({ header, rows }: Table): readonly Block[] {
  return rows.flatMap(([first = [], ...others]) => {
    const name = first.map((inline) => (inline.kind === "break" ? text(" ") : asBold(inline)));
    const short: Inline[] = [];
    const long: Block[] = [];
    others.forEach((cell, at) => {
      const column = header[at + 1] ?? [];
      if (cell.length === 0) return;
      if (isDivided(cell)) {
        const both = name.length === 0 || column.length === 0 ? [] : [asBold(text(": "))];
        const inlines: readonly Inline[] = [
          ...name,
          ...both,
          ...column.map(asBold),
          { kind: "break" },
          ...cell,
        ];
        long.push({ kind: "paragraph", inlines });
      } else short.push({ kind: "break" }, ...column, ...(column.length === 0 ? [] : [text(": ")]), ...cell);
    });
    if (short.length === 0 && long.length > 0) return long;
    const inlines = name.length === 0 ? short.slice(1) : [...name, ...short];
    return [{ kind: "paragraph", inlines } satisfies Block, ...long];
  });
}
