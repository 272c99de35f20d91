import { readImage, type ShapedWord } from "../pdf/index.ts";
import { type AddressBlock, placeReturnAddress } from "./address-block.ts";
import type { Box } from "./box.ts";
import type { EnvelopeProfile } from "./envelope.ts";
import { baselineOf, type FlowRow, plainRow } from "./flow-row.ts";
import { drawLetterhead, readableColour } from "./letterhead.ts";
import { lineOf } from "./line-text.ts";
import type { PageDesign } from "./page-design.ts";
import { paragraph } from "./paragraph.ts";
import type { Part } from "./part.ts";
import { type PrintStyle, printStyle } from "./print-style.ts";
import type { Letterhead, Stationery } from "./stationery.ts";
import type { TaggedDrawing } from "./tagged-drawing.ts";

const figure = (): Part => ({ role: "Figure", within: undefined });
const line = (within?: Part): Part => ({ role: "P", within });

function altOf({ alt, lines }: Letterhead, fallback: string): string {
  return alt ?? lines[0] ?? fallback;
}

/** Draws letterhead, return address and address where the print stream has them. */
export function drawFront(
  drawing: TaggedDrawing,
  stationery: Stationery,
  profile: EnvelopeProfile,
  address: AddressBlock,
  client: string,
): void {
  const { letterhead } = stationery;
  if (letterhead !== undefined) {
    const head: Part = { role: "Div", within: undefined };
    drawLetterhead(
      {
        line: (set, x, baseline) => drawing.line(0, line(head), set, x, baseline),
        image: (image, area) => drawing.figure(0, figure(), image, area, altOf(letterhead, client)),
      },
      letterhead,
    );
  }
  const returned = placeReturnAddress(stationery.returnAddress, profile);
  if ("lines" in returned) drawBlock(drawing, returned);
  drawBlock(drawing, address);
}

/** A line a paragraph, so that an address is read out line by line. */
function drawBlock(drawing: TaggedDrawing, block: AddressBlock): void {
  const of: Part = { role: "Div", within: undefined };
  const style = printStyle("sans", block.size);
  block.lines.forEach((words, index) => {
    const set = lineOf(words.map((word, at) => boxOf(word, style, at < words.length - 1)));
    drawing.line(0, line(of), set, block.x, block.baseline + index * block.leading);
  });
}

function boxOf(word: ShapedWord, style: PrintStyle, spaced: boolean): Box {
  const width = (word.width * style.size) / 1000;
  const piece = { style, text: "", word };
  return { kind: "box", pieces: [piece], width, space: spaced ? style.space : 0, endsLine: false };
}

/** What stands above the text of a letter in large print, which goes into a flat envelope without windows. */
export type LargeFront = {
  readonly rows: readonly FlowRow[];
  /** Where the rows begin on the first page: below the letterhead's image. */
  readonly top: number;
};

/** Draws the image of the letterhead; gives its lines, the return address and the address as rows. */
export function largeFront(
  drawing: TaggedDrawing,
  { letterhead, returnAddress }: Stationery,
  addressLines: readonly string[],
  client: string,
  design: PageDesign,
): LargeFront {
  const { size, leading, left, right, imageHeight } = design.letterhead;
  let top = design.top;
  const image = letterhead?.image === undefined ? undefined : readImage(letterhead.image);
  if (letterhead !== undefined && image !== undefined) {
    const scale = Math.min((right - left) / image.width, imageHeight / image.height);
    const area = { left, top, right: left + image.width * scale, bottom: top + image.height * scale };
    drawing.figure(0, figure(), image, area, altOf(letterhead, client));
    top = area.bottom + 12;
  }
  const colour = readableColour(letterhead?.colour ?? "#000000");
  const rows = [letterhead?.lines ?? [], returnAddress, addressLines].flatMap((lines, block) => {
    const of: Part = { role: "Div", within: undefined };
    return lines.map((text, index): FlowRow => {
      const name = block === 0 && index === 0;
      const style = printStyle(name ? "sansBold" : "sans", size, name ? colour : "#000000");
      const set = paragraph([{ kind: "text", style, text }], right - left);
      return {
        ...plainRow,
        cells: [{ x: left, paragraph: set, part: line(of) }],
        leading,
        baseline: baselineOf(size, leading),
        after: index === lines.length - 1 ? leading : 0,
        keepWithNext: index < lines.length - 1,
      };
    });
  });
  return { rows, top };
}
