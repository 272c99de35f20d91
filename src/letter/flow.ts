import type { Block, Inline, Notice } from "../notice/index.ts";
import { baselineOf, type FlowRow, plainRow } from "./flow-row.ts";
import { type PageDesign, pageDesign } from "./page-design.ts";
import { type Paragraph, paragraph } from "./paragraph.ts";
import type { Part } from "./part.ts";
import { printStyle } from "./print-style.ts";
import { stackedTable } from "./stacked-table.ts";
import { isWide, tableRows } from "./table-rows.ts";
import { ourTypefaces, type Typefaces } from "./typefaces.ts";
import { runsOf, type Voice } from "./voice.ts";

/** How blocks are set: in which measures and colour, and what they stand in. */
type Setting = {
  readonly design: PageDesign;
  /** The headings'. */
  readonly colour: string;
  readonly typefaces: Typefaces;
  readonly within?: Part;
  /** The space below the last paragraphs, in points. */
  readonly after?: number;
};

/** The rows of a notice in reading order: the date, then its blocks. `colour` is the headings'. */
export function flow(
  notice: Notice,
  colour: string,
  typefaces: Typefaces = ourTypefaces,
  design: PageDesign = pageDesign,
): readonly FlowRow[] {
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
  const setting = { design, colour, typefaces };
  pushBlocks(rows, [dated ? first : date], design.left, { ...setting, after: design.body.after + 5 });
  pushBlocks(rows, dated ? notice.blocks.slice(1) : notice.blocks, design.left, setting);
  return keptTogether(rows);
}

/** The rows of blocks by themselves, in reading order: of a page that is no notice. */
export function blockRows(blocks: readonly Block[], colour: string, design: PageDesign): readonly FlowRow[] {
  const rows: FlowRow[] = [];
  pushBlocks(rows, blocks, design.left, { design, colour, typefaces: ourTypefaces });
  return rows;
}

function textOf(block: Extract<Block, { kind: "paragraph" }>): string {
  return block.inlines
    .map((inline) => (inline.kind === "text" ? inline.text : " "))
    .join("")
    .trim();
}

// Variants share most of their blocks.
const knownParagraphs = new WeakMap<Typefaces, WeakMap<readonly Inline[], Map<string, Paragraph>>>();

/** A block's text as a paragraph, laid out once for all notices that hold the very same block. */
function paragraphIn(inlines: readonly Inline[], voice: Voice, measure: number): Paragraph {
  let inFaces = knownParagraphs.get(voice.typefaces);
  if (inFaces === undefined) {
    inFaces = new WeakMap();
    knownParagraphs.set(voice.typefaces, inFaces);
  }
  let known = inFaces.get(inlines);
  if (known === undefined) {
    known = new Map();
    inFaces.set(inlines, known);
  }
  const key = `${voice.family} ${voice.size} ${voice.colour} ${voice.bold} ${measure}`;
  let laidOut = known.get(key);
  if (laidOut === undefined) {
    laidOut = paragraph(runsOf(inlines, voice), measure);
    known.set(key, laidOut);
  }
  return laidOut;
}

function pushBlocks(rows: FlowRow[], blocks: readonly Block[], left: number, setting: Setting): void {
  const { design, colour, typefaces, within } = setting;
  const bodyVoice: Voice = {
    family: "serif",
    size: design.body.size,
    colour: "#000000",
    bold: false,
    typefaces,
  };
  const measure = design.right - left;
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
          typefaces,
        };
        rows.push({
          ...plainRow,
          cells: [
            {
              x: left,
              paragraph: paragraphIn(block.inlines, voice, measure),
              part: { role: `H${block.level}`, within },
            },
          ],
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
          cells: [
            {
              x: left,
              paragraph: paragraphIn(block.inlines, bodyVoice, measure),
              part: { role: "P", within },
            },
          ],
          leading: design.body.leading,
          baseline: baselineOf(design.body.size, design.body.leading),
          after: setting.after ?? design.body.after,
          divisible: true,
          // What announces a list or table stays with it.
          keepWithNext: next === "list" || next === "table",
        });
        break;
      }
      case "callout": {
        const { size, leading, inset, padding, weight, before, after } = design.callout;
        const voice: Voice = { family: "sans", size, colour: "#000000", bold: false, typefaces };
        rows.push({
          ...plainRow,
          cells: [
            {
              x: left + inset,
              paragraph: paragraphIn(block.inlines, voice, measure - 2 * inset),
              part: { role: "P", within },
            },
          ],
          leading,
          baseline: baselineOf(size, leading),
          before,
          after,
          padding,
          frame: { from: left, to: design.right, weight },
        });
        break;
      }
      case "list":
        pushList(rows, block, left, setting);
        break;
      case "table":
        if (design.table.stackWide && isWide(block, measure, typefaces, design)) {
          const stacked = rows.length;
          pushBlocks(rows, stackedTable(block), left, setting);
          // What was one row of the table is read as one.
          for (const [at, row] of rows.entries()) if (at >= stacked) rows[at] = { ...row, divisible: false };
          break;
        }
        rows.push(...tableRows(block, left, typefaces, design, within));
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
  setting: Setting,
): void {
  const { design, typefaces, within } = setting;
  const { indent, after } = design.list;
  const of: Part = { role: "L", within, numbering: list.ordered ? "Decimal" : "Disc" };
  const style = printStyle(typefaces.of("serif"), design.body.size);
  const hang = list.ordered && list.items.length > 9 ? indent + 6 : indent;
  list.items.forEach((item, index) => {
    const from = rows.length;
    const entry: Part = { role: "LI", within: of };
    const label: Part = { role: "Lbl", within: entry };
    pushBlocks(rows, item, left + hang, { ...setting, within: { role: "LBody", within: entry }, after });
    const first = rows[from];
    if (first === undefined) return;
    const text = list.ordered ? `${index + 1}.\u00a0` : "•\u00a0";
    const mark = paragraph([{ kind: "text", style, text }], hang);
    const marker = { x: left + 3, paragraph: mark, part: label };
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
