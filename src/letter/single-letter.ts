import type { Day } from "../calendar/index.ts";
import type { Notice } from "../notice/index.ts";
import { type PdfStandard, taggedPdf } from "../pdf/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";
import { type CompiledLetter, compileLetter } from "./compiled-letter.ts";
import { drawRows, LetterLines } from "./draw-rows.ts";
import { fittedRows } from "./fitted-rows.ts";
import { flow } from "./flow.ts";
import type { FlowRow } from "./flow-row.ts";
import { largePrintDesign } from "./large-print-design.ts";
import { type LaidOutLetter, type Letter, layOutLetter } from "./lay-out-letter.ts";
import { drawFront, isLeftOut, largeFront } from "./letter-front.ts";
import { drawDraftMark, readableColour } from "./letterhead.ts";
import { placeGraphic } from "./letterhead-graphic.ts";
import type { ForeignPhrase } from "./line-segments.ts";
import { isOfTheEnvelope } from "./of-the-envelope.ts";
import { type PageDesign, pageDesign } from "./page-design.ts";
import { drawFooter, footOf } from "./page-plan.ts";
import { paragraph } from "./paragraph.ts";
import { type Frame, placeRows } from "./place-rows.ts";
import { printStyle } from "./print-style.ts";
import type { Stationery } from "./stationery.ts";
import { TagTree } from "./tag-tree.ts";
import { TaggedDrawing } from "./tagged-drawing.ts";
import { readTypefaces } from "./typefaces.ts";

/** How a letter by itself is made. */
export type SingleLetterOptions = {
  /** `large`: 18 points at least, for a flat envelope; `normal`, the default: the pages of the print stream. */
  readonly print?: "normal" | "large";
  readonly author?: string;
  readonly createdOn?: Day;
  /** Phrases of the text in other languages than its own, so that they are read out as such. */
  readonly foreign?: readonly ForeignPhrase[];
};

/** One letter as an accessible file. */
export type SingleLetter = {
  readonly pdf: Uint8Array;
  /** SHA-256 (hex) of the file. */
  readonly sha256: string;
  readonly pages: number;
  /** The standards it says it meets, because their checks have passed. */
  readonly standards: readonly PdfStandard[];
};

/**
 * One letter by itself, tagged for readers who do not see it (PDF/UA-1) and fit for an archive (PDF/A-2u):
 * headings, paragraphs, lists, tables, links, language, title, reading order. In normal size its pages are
 * those of the print stream, line by line. Undefined when the letter must not be made: problems tell why.
 */
export function singleLetter(
  notice: Notice,
  stationery: Stationery,
  letter: Letter,
  options: SingleLetterOptions = {},
): Read<SingleLetter | undefined> {
  const large = options.print === "large";
  const { value: compiled, problems: found } = compileLetter(notice, stationery);
  const laid = layOutLetter(compiled, letter);
  const problems: Problem[] = [...found, ...laid.problems].filter(
    ({ code }) => !large || !isOfTheEnvelope(code),
  );
  if (problems.some(({ severity }) => severity !== "warns")) return { value: undefined, problems };

  const design = large ? largePrintDesign : pageDesign;
  const tree = new TagTree();
  const drawing = new TaggedDrawing(tree, design);
  if (stationery.draft) drawDraftMark({ artifact: (operators) => drawing.mark(0, operators) });
  const client = options.author ?? notice.facets.client;
  const { rows, frame } = large
    ? largeRows(drawing, notice, stationery, letter, client)
    : normalRows(drawing, compiled, laid, stationery, client);
  drawText(drawing, compiled, laid, rows, frame, stationery.draft, options.foreign ?? []);
  drawFeet(drawing, compiled, letter.pieceId, stationery.draft, design);

  const made = taggedPdf({
    about: {
      title: stationery.draft ? `DRAFT: ${notice.title}` : notice.title,
      language: notice.language,
      ...(options.author === undefined ? {} : { author: options.author }),
      ...(options.createdOn === undefined ? {} : { createdOn: options.createdOn }),
    },
    pages: drawing.pages,
    root: tree.root(),
  });
  const where = { variant: notice.variant, piece: letter.pieceId };
  const { letterhead } = stationery;
  const picture = letterhead === undefined ? undefined : placeGraphic(letterhead).placed?.graphic;
  if (picture !== undefined && (isLeftOut(picture) || (large && letterhead?.page?.whole === true)))
    problems.push(problem("letter/letterhead-left-out", where));
  for (const { standard, clause, what } of made.faults)
    problems.push(problem("letter/standard-not-met", where, { standard, clause, what }));
  const { bytes: pdf, sha256, pages, standards } = made;
  return { value: { pdf, sha256, pages, standards }, problems };
}

type Text = { readonly rows: readonly FlowRow[]; readonly frame: Frame | undefined };

function normalRows(
  drawing: TaggedDrawing,
  compiled: CompiledLetter,
  laid: LaidOutLetter,
  stationery: Stationery,
  client: string,
): Text {
  if (laid.address === undefined) throw new Error("a letter without an address was not refused");
  drawFront(drawing, stationery, compiled.profile, laid.address, client);
  return { rows: compiled.rows, frame: undefined };
}

function largeRows(
  drawing: TaggedDrawing,
  notice: Notice,
  stationery: Stationery,
  letter: Letter,
  client: string,
): Text {
  const design = largePrintDesign;
  const lines = letter.addressLines.map((text) => text.normalize("NFC")).filter((text) => text.trim() !== "");
  const front = largeFront(drawing, stationery, lines, client, design);
  const colour = readableColour(stationery.letterhead?.colour ?? "#000000");
  return {
    rows: [...front.rows, ...flow(notice, colour, readTypefaces(stationery.fonts).value, design)],
    frame: (page) => ({ top: page === 0 ? front.top : design.top, bottom: design.bottom }),
  };
}

function drawText(
  drawing: TaggedDrawing,
  { profile, duplex }: CompiledLetter,
  { values }: LaidOutLetter,
  rows: readonly FlowRow[],
  frame: Frame | undefined,
  draft: boolean,
  foreign: readonly ForeignPhrase[],
): void {
  const lines = new LetterLines(values);
  const slotted = rows.flatMap((row) =>
    row.cells.flatMap(({ paragraph: p }) => (p.kind === "slotted" ? [p] : [])),
  );
  const counts = slotted.map((p) => lines.of(p).length);
  const input = { rows, slotted, profile };
  const placed =
    frame === undefined ? fittedRows({ ...input, duplex }, counts) : placeRows(input, counts, frame);
  const last = Math.max(0, ...placed.flatMap(({ slabs }) => slabs.map(({ page }) => page)));
  // Under the text, so before it.
  for (let page = 1; draft && page <= last; page++)
    drawDraftMark({ artifact: (operators) => drawing.mark(page, operators) });
  drawRows(drawing, placed, lines, values, foreign);
}

function drawFeet(
  drawing: TaggedDrawing,
  { pageOf }: CompiledLetter,
  pieceId: string,
  draft: boolean,
  design: PageDesign,
): void {
  const style = printStyle("sans", design.footer.size);
  const piece = paragraph([{ kind: "text", style, text: pieceId.replaceAll(" ", "\u00a0") }], design.width);
  const { length } = drawing.pages;
  for (let page = 0; page < length; page++) {
    const foot = {
      line: (...[set, x, baseline]: Parameters<Parameters<typeof drawFooter>[0]["line"]>) =>
        drawing.footer(page, set, x, baseline),
    };
    drawFooter(foot, footOf(pageOf, page + 1, length), draft, design);
    const own = piece.kind === "static" ? piece.lines[0] : undefined;
    if (own !== undefined) foot.line(own, design.left, design.footerBaseline, "text");
  }
}
