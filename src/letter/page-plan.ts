import { createHash } from "node:crypto";
import { ownBytes, pdfNumber, type SharedForm } from "../pdf/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { Drawing, type Ink } from "./drawing.ts";
import { type EnvelopeProfile, guardArea, overlaps } from "./envelope.ts";
import { fittedRows } from "./fitted-rows.ts";
import { type Cell, type FlowRow, frameBars } from "./flow-row.ts";
import { pageDesign as design, type PageDesign, pageDesign } from "./page-design.ts";
import type { PlacedSlab } from "./paginate.ts";
import { paragraph, type SlottedParagraph } from "./paragraph.ts";
import { printStyle } from "./print-style.ts";

/** What a page draws, in reading order: shared content, and the places where a letter's own text goes. */
export type PageStep =
  | { readonly kind: "shared"; readonly draw: Uint8Array }
  | { readonly kind: "address" }
  | { readonly kind: "piece" }
  | {
      readonly kind: "lines";
      readonly paragraph: number;
      readonly from: number;
      readonly to: number;
      readonly leading: number;
      /** For each line: begin text here, and: move the page's origin here. */
      readonly begin: readonly Uint8Array[];
      readonly move: readonly Uint8Array[];
      /** From a line to the next, inside a text object. */
      readonly down: Uint8Array;
    };

/** How many pages letters have and what is wrong with them: all that is known before anything is drawn. */
export type PageCount = { readonly printed: number; readonly problems: readonly Problem[] };

/** Pages for one outcome of line counts. Many letters share one. */
export type PagePlan = PageCount & {
  readonly pages: readonly (readonly PageStep[])[];
  readonly forms: readonly SharedForm[];
  /** SHA-256 over everything static on the pages. */
  readonly digest: Uint8Array;
};

/** The parts of a compiled letter from which pages are planned. */
export type PlanInput = {
  readonly variant: string;
  readonly profile: EnvelopeProfile;
  readonly rows: readonly FlowRow[];
  readonly slotted: readonly SlottedParagraph[];
  /** Letterhead and return address, on the first page. */
  readonly front: SharedForm;
  /** Drawn first on every page. */
  readonly draftMark: SharedForm | undefined;
  readonly pageOf: string;
  readonly duplex: boolean;
};

type Page = { readonly drawing: Drawing; readonly steps: PageStep[] };

/** Plans the pages of letters whose slotted paragraphs have these numbers of lines. */
export function planPages(input: PlanInput, counts: readonly number[]): PagePlan {
  const { forms, pages, problems } = layPages(input, counts, (drawing) => drawing.form());
  return {
    printed: pages.length,
    problems,
    pages: pages.map(({ steps }) => steps),
    forms,
    digest: digestOf(forms, pages),
  };
}

/** As `planPages`, without the forms, which are most of its work. */
export function countPages(input: PlanInput, counts: readonly number[]): PageCount {
  const { pages, problems } = layPages(input, counts, () => undefined);
  return { printed: pages.length, problems };
}

function layPages(
  input: PlanInput,
  counts: readonly number[],
  formOf: (drawing: Drawing) => SharedForm | undefined,
): {
  readonly forms: readonly SharedForm[];
  readonly pages: readonly Page[];
  readonly problems: readonly Problem[];
} {
  const placed = fittedRows(input, counts);
  const last = Math.max(0, ...placed.flatMap(({ slabs }) => slabs.map((slab) => slab.page)));
  const forms: SharedForm[] = [];
  const ink: Ink[] = [];
  const pages: Page[] = Array.from({ length: last + 1 }, () => ({ drawing: new Drawing(), steps: [] }));

  const share = (steps: PageStep[], form: SharedForm) => {
    forms.push(form);
    steps.push({ kind: "shared", draw: ownBytes(`/${form.name} Do\n`) });
  };
  const step = (page: Page, next: PageStep) => {
    const form = page.drawing.empty ? undefined : formOf(page.drawing);
    if (form !== undefined) share(page.steps, form);
    page.steps.push(next);
  };

  pages.forEach((page, index) => {
    if (input.draftMark !== undefined) share(page.steps, input.draftMark);
    if (index > 0) return;
    share(page.steps, input.front);
    page.steps.push({ kind: "address" });
  });
  for (const { row, slabs, lines } of placed) drawRow(row, slabs, lines);
  pages.forEach((page, index) => {
    const said = footOf(input.pageOf, index + 1, pages.length);
    drawFooter(page.drawing, said, input.draftMark !== undefined);
    step(page, { kind: "piece" });
  });

  function drawRow(row: FlowRow, slabs: readonly PlacedSlab[], lines: number): void {
    const place = (line: number) => {
      const slab = (slabs.length > 1 ? slabs[line] : slabs[0]) as PlacedSlab;
      const top = slab.top + row.padding + (slabs.length > 1 ? 0 : line * row.leading);
      return { page: slab.page, baseline: top + row.baseline };
    };
    if (row.marker?.paragraph.kind === "static") {
      const at = place(0);
      const mark = row.marker.paragraph.lines[0];
      if (mark !== undefined) pages[at.page]?.drawing.line(mark, row.marker.x, at.baseline, "text");
    }
    for (const cell of row.cells) drawCell(cell, row.leading, place);
    const end = slabs.at(-1);
    if (end === undefined) return;
    const y = end.top + 2 * row.padding + lines * row.leading;
    if (row.frame !== undefined)
      for (const bar of frameBars(row.frame, end.top, y)) pages[end.page]?.drawing.bar(bar, "0.25 g", "text");
    if (row.rule === undefined) return;
    const area = { left: row.rule.from, right: row.rule.to, top: y - row.rule.weight, bottom: y };
    pages[end.page]?.drawing.bar(area, row.rule.weight > 0.5 ? "0.25 g" : "0.6 g", "text");
  }

  function drawCell(
    cell: Cell,
    leading: number,
    place: (line: number) => { page: number; baseline: number },
  ): void {
    const { x } = cell;
    const fixed = cell.paragraph.kind === "static" ? cell.paragraph.lines : cell.paragraph.head;
    fixed.forEach((line, index) => {
      const at = place(index);
      pages[at.page]?.drawing.line(line, x, at.baseline, "text");
    });
    if (cell.paragraph.kind === "static") return;
    const index = input.slotted.indexOf(cell.paragraph);
    const count = counts[index] ?? 0;
    for (let from = fixed.length; from < count; ) {
      const { page } = place(from);
      let to = from;
      const begin: Uint8Array[] = [];
      const move: Uint8Array[] = [];
      const down = ownBytes(` 0 ${pdfNumber(-leading)} Td`);
      for (; to < count && place(to).page === page; to++) {
        const { baseline } = place(to);
        const point = `${pdfNumber(x)} ${pdfNumber(design.height - baseline)}`;
        begin.push(ownBytes(`BT ${point} Td`));
        move.push(ownBytes(`q 1 0 0 1 ${point} cm/`));
        // A field may hold any letter: the check assumes the tallest and widest that there are.
        const tallest = design.body.size * 1.1;
        const area = { left: x, top: baseline - tallest, right: design.right, bottom: baseline + tallest };
        if (page === 0) ink.push({ what: "text", area });
      }
      step(pages[page] as Page, { kind: "lines", paragraph: index, from, to, leading, begin, move, down });
      from = to;
    }
  }

  ink.push(...(pages[0]?.drawing.ink ?? []));
  return { forms, pages, problems: exposed(ink, input.profile, input.variant) };
}

/** Everything but the addresses that could show through a window of page 1. */
export function exposed(ink: readonly Ink[], profile: EnvelopeProfile, variant: string): readonly Problem[] {
  const guard = guardArea(profile);
  return ink
    .filter(({ what, area }) => what !== "return" && overlaps(area, guard))
    .map(({ area }) => {
      const points = Math.ceil(Math.min(guard.right - area.left, guard.bottom - area.top));
      return problem("letter/shows-in-window", { variant, page: 1 }, { points });
    });
}

/** “Page 2 of 4”, in the words of the letter's language. */
export function footOf(pageOf: string, page: number, pages: number): string {
  return pageOf.replace("{page}", String(page)).replace("{pages}", String(pages));
}

/** The foot of a page but for the piece id: its number, and what a draft says of itself. */
export function drawFooter(
  drawing: Pick<Drawing, "line">,
  said: string,
  draft: boolean,
  design: PageDesign = pageDesign,
): void {
  const { size, colour } = design.footer;
  const print = (
    text: string,
    style: ReturnType<typeof printStyle>,
    place: (width: number) => number,
    above = 0,
  ) => {
    const set = paragraph([{ kind: "text", style, text }], design.width);
    const line = set.kind === "static" ? set.lines[0] : undefined;
    if (line !== undefined) drawing.line(line, place(line.width), design.footerBaseline - above, "text");
  };
  print(said, printStyle("sans", size, colour), (width) => design.right - width);
  if (!draft) return;
  const style = printStyle("sansBold", size, "#a61b1b");
  print("DRAFT – not for mailing", style, (width) => (design.width - width) / 2, design.footer.draftAbove);
}

function digestOf(forms: readonly SharedForm[], pages: readonly Page[]): Uint8Array {
  const hash = createHash("sha256");
  for (const form of forms) hash.update(form.digest);
  for (const { steps } of pages) {
    hash.update("page\n");
    for (const step of steps) {
      hash.update(step.kind);
      if (step.kind === "lines") for (const bytes of [...step.begin, step.down]) hash.update(bytes);
    }
  }
  return hash.digest();
}
