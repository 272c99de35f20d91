import type { Block, Notice } from "../notice/index.ts";
import { baselineOf, type FlowRow, plainRow } from "./flow-row.ts";
import { pageDesign as design } from "./page-design.ts";
import { paragraph } from "./paragraph.ts";
import { printStyle } from "./print-style.ts";
import { tableRows } from "./table-rows.ts";
import { runsOf, type Voice } from "./voice.ts";

const bodyVoice: Voice = { family: "serif", size: design.body.size, colour: "#000000", bold: false };

/** The rows of a notice in reading order: the date, then its blocks. `colour` is the headings'. */
export function flow(notice: Notice, colour: string): readonly FlowRow[] {
  const rows: FlowRow[] = [];
  const date: Block = {
    kind: "paragraph",
    inlines: [
      { kind: "text", text: notice.date, style: { bold: false, italic: false, link: null, elements: [] } },
    ],
  };
  // A template may set the date itself, as its first paragraph.
  const first = notice.blocks[0];
  const dated = first?.kind === "paragraph" && textOf(first) === notice.date;
  pushBlocks(rows, [dated ? first : date], design.left, colour, { after: design.body.after + 5 });
  pushBlocks(rows, dated ? notice.blocks.slice(1) : notice.blocks, design.left, colour, {});
  return keptTogether(rows);
}

function textOf(block: Extract<Block, { kind: "paragraph" }>): string {
  return block.inlines
    .map((inline) => (inline.kind === "text" ? inline.text : " "))
    .join("")
    .trim();
}

function pushBlocks(
  rows: FlowRow[],
  blocks: readonly Block[],
  left: number,
  colour: string,
  override: { readonly after?: number },
): void {
  let startsPage = false;
  for (const [index, block] of blocks.entries()) {
    const from = rows.length;
    switch (block.kind) {
      case "heading": {
        const { size, leading, before, after } = design.headings[block.level];
        const voice: Voice = {
          family: "sans",
          size,
          colour: block.level === 3 ? "#000000" : colour,
          bold: true,
        };
        rows.push({
          ...plainRow,
          cells: [{ x: left, paragraph: paragraph(runsOf(block.inlines, voice), design.right - left) }],
          leading,
          baseline: baselineOf(size, leading),
          before,
          after,
          keepWithNext: true,
        });
        break;
      }
      case "paragraph": {
        const next = blocks[index + 1]?.kind;
        rows.push({
          ...plainRow,
          cells: [{ x: left, paragraph: paragraph(runsOf(block.inlines, bodyVoice), design.right - left) }],
          leading: design.body.leading,
          baseline: baselineOf(design.body.size, design.body.leading),
          after: override.after ?? design.body.after,
          divisible: true,
          // What announces a list or table stays with it.
          keepWithNext: next === "list" || next === "table",
        });
        break;
      }
      case "list":
        pushList(rows, block, left, colour);
        break;
      case "table":
        rows.push(...tableRows(block, left));
        break;
      case "signature":
        rows.push({
          ...plainRow,
          cells: [],
          leading: 0,
          baseline: 0,
          room: design.signature,
          keepWithNext: true,
        });
        break;
      case "pageBreak":
        startsPage = true;
        continue;
      default:
        block satisfies never;
    }
    const first = rows[from];
    if (startsPage && first !== undefined) {
      rows[from] = { ...first, startsPage: true };
      startsPage = false;
    }
  }
}

function pushList(
  rows: FlowRow[],
  list: Extract<Block, { kind: "list" }>,
  left: number,
  colour: string,
): void {
  const { indent, after } = design.list;
  const style = printStyle("serif", design.body.size);
  const hang = list.ordered && list.items.length > 9 ? indent + 6 : indent;
  list.items.forEach((item, index) => {
    const from = rows.length;
    pushBlocks(rows, item, left + hang, colour, { after });
    const first = rows[from];
    if (first === undefined) return;
    const text = list.ordered ? `${index + 1}.\u00a0` : "•\u00a0";
    const marker = { x: left + 3, paragraph: paragraph([{ kind: "text", style, text }], hang) };
    rows[from] = { ...first, marker };
    const last = rows.at(-1);
    if (index === list.items.length - 1 && last !== undefined)
      rows[rows.length - 1] = { ...last, after: design.body.after };
  });
}

/** The last words, the closing, the room for the hand and the name stay on one page. */
function keptTogether(rows: readonly FlowRow[]): readonly FlowRow[] {
  return rows.map((row, index) => {
    const next = rows[index + 1];
    if (next !== undefined && next.room > 0 && !next.startsPage)
      return { ...row, keepWithNext: true, divisible: false };
    const closing = rows[index + 2];
    if (closing !== undefined && closing.room > 0 && !closing.startsPage && next?.startsPage === false)
      return { ...row, keepWithNext: true };
    const before = rows[index - 1];
    return before !== undefined && before.room > 0 ? { ...row, divisible: false } : row;
  });
}
