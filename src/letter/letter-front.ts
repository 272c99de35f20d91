import type { Graphic, ShapedWord } from "../pdf/index.ts";
import { type AddressBlock, placeReturnAddress } from "./address-block.ts";
import type { Box } from "./box.ts";
import type { Area, EnvelopeProfile } from "./envelope.ts";
import { baselineOf, type FlowRow, plainRow } from "./flow-row.ts";
import { drawLetterhead, readableColour } from "./letterhead.ts";
import { placeGraphic } from "./letterhead-graphic.ts";
import { lineOf } from "./line-text.ts";
import { pageDesign as design, type PageDesign } from "./page-design.ts";
import { paragraph } from "./paragraph.ts";
import type { Part } from "./part.ts";
import { type PrintStyle, printStyle } from "./print-style.ts";
import type { Letterhead, Stationery } from "./stationery.ts";
import type { TaggedDrawing } from "./tagged-drawing.ts";
import { readTypefaces } from "./typefaces.ts";

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
  const typefaces = readTypefaces(stationery.fonts).value;
  if (letterhead !== undefined) {
    const head: Part = { role: "Div", within: undefined };
    drawLetterhead(
      {
        line: (set, x, baseline) => drawing.line(0, line(head), set, x, baseline),
        graphic: (graphic, area) => drawFigure(drawing, graphic, area, letterhead, client),
      },
      letterhead,
      typefaces,
    );
  }
  const returned = placeReturnAddress(stationery.returnAddress, profile);
  if ("lines" in returned) drawBlock(drawing, returned);
  drawBlock(drawing, address);
}

/** Draws the letterhead's picture with its alternate text; one that an archive does not take is told in words. */
function drawFigure(
  drawing: TaggedDrawing,
  graphic: Graphic,
  area: Area,
  letterhead: Letterhead,
  client: string,
): void {
  if (isLeftOut(graphic)) {
    const { left, right, top, size } = design.letterhead;
    const style = printStyle("sansBold", size + 3.5, readableColour(letterhead.colour));
    const said = letterhead.lines.length > 0 ? "" : altOf(letterhead, client);
    const set = paragraph([{ kind: "text", style, text: said }], right - left);
    if (set.kind !== "static") return;
    set.lines.forEach((each, index) => {
      drawing.line(0, line(), each, left, top + size * 1.5 * (index + 1));
    });
    return;
  }
  drawing.figure(0, figure(), graphic, area, altOf(letterhead, client));
}

/** Whether a single letter must do without the picture: PDF/A-2 takes no CMYK and no transparency of others. */
export function isLeftOut(graphic: Graphic): boolean {
  return graphic.kind === "page" && !graphic.page.archival;
}

/** A line a paragraph, so that an address is read out line by line. */
function drawBlock(drawing: TaggedDrawing, block: AddressBlock): void {
  const of: Part = { role: "Div", within: undefined };
  block.lines.forEach((words, index) => {
    const set = lineOf(
      words.map((word, at) => boxOf(word, printStyle([word.face], block.size), at < words.length - 1)),
    );
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
  { letterhead, returnAddress, fonts }: Stationery,
  addressLines: readonly string[],
  client: string,
  design: PageDesign,
): LargeFront {
  const { size, leading, left, right } = design.letterhead;
  let top = design.top;
  const placed = letterhead === undefined ? undefined : placeGraphic(letterhead, design, top).placed;
  // A page that lies under a whole letter leaves no room for large print.
  const shown = placed !== undefined && letterhead?.page?.whole !== true && !isLeftOut(placed.graphic);
  if (letterhead !== undefined && shown) {
    drawing.figure(0, figure(), placed.graphic, placed.area, altOf(letterhead, client));
    top = placed.area.bottom + 12;
  }
  const said =
    letterhead === undefined || shown || letterhead.lines.length > 0 || placed === undefined
      ? (letterhead?.lines ?? [])
      : [altOf(letterhead, client)];
  const typefaces = readTypefaces(fonts).value;
  const colour = readableColour(letterhead?.colour ?? "#000000");
  const facesOf = (block: number, name: boolean) =>
    block > 0 ? typefaces.address : typefaces.of(name ? "sansBold" : "sans");
  const rows = [said, returnAddress, addressLines].flatMap((lines, block) => {
    const of: Part = { role: "Div", within: undefined };
    return lines.map((text, index): FlowRow => {
      const name = block === 0 && index === 0;
      const style = printStyle(facesOf(block, name), size, name ? colour : "#000000");
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
