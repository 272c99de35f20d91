import { face, outlined, pdfNumber } from "../pdf/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { placeReturnAddress } from "./address-block.ts";
import type { Drawing } from "./drawing.ts";
import type { EnvelopeProfile } from "./envelope.ts";
import { baselineOf } from "./flow-row.ts";
import { placeGraphic } from "./letterhead-graphic.ts";
import { pageDesign as design } from "./page-design.ts";
import { paragraph } from "./paragraph.ts";
import { printStyle } from "./print-style.ts";
import type { Letterhead, Stationery } from "./stationery.ts";
import type { Typefaces } from "./typefaces.ts";

/** Text set in this colour keeps a contrast of 4.5 to 1 on white (WCAG 2.2, 1.4.3); lighter ones become black. */
export function readableColour(colour: string): string {
  const channels = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = channels;
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (luminance + 0.05) >= 4.5 ? colour : "#000000";
}

/** Draws the letterhead at the top right, clear of the windows. Returns what does not fit. */
export function drawLetterhead(
  drawing: Pick<Drawing, "line" | "graphic">,
  letterhead: Letterhead,
  typefaces: Typefaces,
): readonly Problem[] {
  const problems: Problem[] = [];
  const { left, right, top, size, leading } = design.letterhead;
  const colour = readableColour(letterhead.colour);
  let y: number = top;
  const { placed, problems: found } = placeGraphic(letterhead);
  problems.push(...found);
  const beside = placed !== undefined && letterhead.page?.whole !== true;
  if (placed !== undefined) drawing.graphic(placed.graphic, placed.area, placed.painted);
  if (beside) y = placed.area.bottom + 8;
  letterhead.lines.forEach((text, index) => {
    const name = index === 0 && letterhead.image === undefined && !beside;
    const type = name ? size + 3.5 : size;
    const style = printStyle(
      typefaces.of(index === 0 ? "sansBold" : "sans"),
      type,
      index === 0 ? colour : "#303030",
    );
    const set = paragraph([{ kind: "text", style, text }], right - left);
    if (set.kind !== "static") return;
    // A long name takes two lines; an address line that does would look like two.
    if (set.lines.length > (index === 0 ? 2 : 1)) {
      const width = Math.ceil(set.lines.reduce((sum, line) => sum + line.width, 0));
      problems.push(
        problem("letter/letterhead-too-wide", {}, { line: index + 1, points: width, room: right - left }),
      );
    }
    for (const line of set.lines) {
      const height = name ? leading + 4 : leading;
      drawing.line(line, left, y + baselineOf(type, height), "letterhead");
      y += height;
    }
    if (index === 0) y += 2.5;
  });
  return problems;
}

/** Draws the return address in the upper window. */
export function drawReturnAddress(
  drawing: Drawing,
  stationery: Stationery,
  profile: EnvelopeProfile,
): readonly Problem[] {
  const block = placeReturnAddress(stationery.returnAddress, profile);
  if ("misfit" in block) {
    const { misfit, points, room } = block;
    return [problem("letter/return-address-does-not-fit", {}, { kind: misfit, points, room })];
  }
  drawing.address(block);
  return [];
}

/** The word DRAFT, large and pale across the page under the text; drawn, not written, so that it is not read as text. */
export function drawDraftMark(drawing: Pick<Drawing, "artifact">): void {
  const size = 132;
  const { operators, width } = outlined(face("sansBold"), "DRAFT", size);
  const middle = { x: design.width / 2, y: 300 };
  // A turn of 45 degrees around the middle of the word.
  const turn = Math.SQRT1_2;
  const rise = 0.33 * size;
  const x = middle.x - (width / 2) * turn + rise * turn;
  const y = middle.y - (width / 2) * turn - rise * turn;
  const matrix = [turn, turn, -turn, turn].map((value) => value.toFixed(4)).join(" ");
  const half = (width / 2 + size * 0.66) * turn;
  drawing.artifact(`${matrix} ${pdfNumber(x)} ${pdfNumber(y)} cm 0.93 g\n${operators}`, {
    left: middle.x - half,
    right: middle.x + half,
    top: design.height - middle.y - half,
    bottom: design.height - middle.y + half,
  });
}
