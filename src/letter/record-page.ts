import type { Day } from "../calendar/index.ts";
import type { Block } from "../notice/index.ts";
import { canPrint, type PdfStandard, taggedPdf } from "../pdf/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";
import { drawRows, LetterLines } from "./draw-rows.ts";
import { envelopeProfiles } from "./envelope.ts";
import { blockRows } from "./flow.ts";
import { drawFooter, footOf } from "./page-plan.ts";
import { placeRows } from "./place-rows.ts";
import { recordDesign } from "./record-design.ts";
import { TagTree } from "./tag-tree.ts";
import { TaggedDrawing } from "./tagged-drawing.ts";

/** A page for the file: no letter, no address, nobody's slots. */
export type RecordPage = {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly blocks: readonly Block[];
  /** What the foot of each page says, with {page} and {pages}. */
  readonly foot: string;
  readonly author?: string;
  readonly createdOn?: Day;
};

/** The finished page as a file of its own. */
export type FinishedRecord = {
  readonly pdf: Uint8Array;
  /** SHA-256 (hex) of the file. */
  readonly sha256: string;
  readonly pages: number;
  /** The standards it says it meets, because their checks have passed. */
  readonly standards: readonly PdfStandard[];
};

/**
 * Sets blocks in small type on as few pages as they need, tagged (PDF/UA-1) and fit for an archive (PDF/A-2u).
 * The same page gives the same bytes. Problems: a standard that is not met. Throws if the blocks have a slot or
 * a character that no font has (see `canPrint`).
 */
export function recordPage(page: RecordPage): Read<FinishedRecord> {
  const { title, language, blocks, foot, author, createdOn } = page;
  const tree = new TagTree();
  const drawing = new TaggedDrawing(tree, recordDesign);
  const rows = blockRows(blocks, "#000000", recordDesign);
  for (const row of rows)
    for (const { paragraph } of row.cells) {
      if (paragraph.kind === "slotted") throw new Error("a page for the file has no slots");
      for (const run of paragraph.runs)
        if (run.kind === "text" && canPrint(run.text).length > 0)
          throw new Error("no font has a character of the page");
    }
  const values = new Map();
  const profile = envelopeProfiles["us-letter-10-double-window"];
  const { top, bottom } = recordDesign;
  const placed = placeRows({ rows, slotted: [], profile }, [], () => ({ top, bottom }));
  drawRows(drawing, placed, new LetterLines(values), values, []);
  const { length } = drawing.pages;
  for (let index = 0; index < length; index++) {
    const line: Parameters<typeof drawFooter>[0]["line"] = (set, x, baseline) =>
      drawing.footer(index, set, x, baseline);
    drawFooter({ line }, footOf(foot, index + 1, length), false, recordDesign);
  }
  const { bytes, sha256, pages, standards, faults } = taggedPdf({
    about: {
      title,
      language,
      ...(author === undefined ? {} : { author }),
      ...(createdOn === undefined ? {} : { createdOn }),
    },
    pages: drawing.pages,
    root: tree.root(),
  });
  const problems: Problem[] = faults.map(({ standard, clause, what }) =>
    problem("letter/standard-not-met", {}, { standard, clause, what }),
  );
  return { value: { pdf: bytes, sha256, pages, standards }, problems };
}
