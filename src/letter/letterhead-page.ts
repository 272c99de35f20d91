import { type PageForm, readPageForm } from "../pdf/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";
import { type Box, openPrintStream } from "../readback/index.ts";
import { type Area, type EnvelopeProfile, guardArea, overlaps } from "./envelope.ts";
import { pageDesign as design } from "./page-design.ts";
import { sheetMark } from "./sheet-mark.ts";

/** A page of a client's PDF as letterhead. Plain data: it may go from thread to thread. */
export type LetterheadPage = {
  readonly form: PageForm;
  /** SHA-256 (hex) of the file. */
  readonly hash: string;
  /** It is as large as the letter's page and lies under it; else it is a picture beside the windows. */
  readonly whole: boolean;
  /** Where it has ink: points from its left and top edges. */
  readonly painted: readonly Area[];
};

// A page an eighth of an inch larger has bleed; a point of difference is rounding.
const sameSize = 1;
// Pens are drawn around their path; what a page's widest strokes add is not told by the path.
const penRoom = 2;

/**
 * Reads a client's letterhead page: what it draws is found by the reader that checks letters, from the file
 * itself. Problems name the file and why it cannot be used.
 */
export async function readLetterheadPage(
  name: string,
  path: string,
  bytes: Uint8Array,
  hash: string,
): Promise<Read<LetterheadPage | undefined>> {
  const wrong = (what: string) => ({
    value: undefined,
    problems: [problem("letter/letterhead-page-unusable", { file: name }, { what })],
  });
  const form = await readPageForm(bytes);
  if (form.kind === "fault") return wrong(form.what);
  const opened = await openPrintStream(path);
  if (opened.kind === "fault") return wrong("our reader cannot read it");
  try {
    const page = opened.value.page(1);
    const text = page.kind === "fault" ? page : opened.value.pageText(page.value);
    if (text.kind === "fault") return wrong("our reader cannot read it");
    if (text.value.runs.length > 0) return wrong("it has text: have the program turn it into outlines");
    const [left, , , top] = form.box;
    const painted = text.value.marks
      .map(({ box }) => onPage(box, left, top))
      .filter((area) => shows(area, form));
    const whole =
      Math.abs(form.width - design.width) <= sameSize && Math.abs(form.height - design.height) <= sameSize;
    return { value: { form, hash, whole, painted }, problems: [] };
  } finally {
    opened.value.close();
  }
}

function onPage(box: Box, left: number, top: number): Area {
  return {
    left: box.left - left - penRoom,
    right: box.right - left + penRoom,
    top: top - box.top - penRoom,
    bottom: top - box.bottom + penRoom,
  };
}

function shows(area: Area, { width, height }: PageForm): boolean {
  return overlaps(area, { left: 0, top: 0, right: width, bottom: height });
}

/** Where a page under the first page of a letter must leave the paper white, and what stands there. */
function reserved(profile: EnvelopeProfile): readonly (readonly [string, Area])[] {
  const guard = guardArea(profile);
  const { left, right, height, bottom, footerBaseline, footer } = design;
  const markTop = height - sheetMark.bottom - 32 * sheetMark.module;
  return [
    ["the windows", guard],
    ["the text", { left, right, top: guard.bottom, bottom }],
    [
      "the foot of the page",
      { left, right, top: footerBaseline - footer.size * 1.5, bottom: footerBaseline + 4 },
    ],
    [
      "the sheet mark",
      { left: sheetMark.left - 4, right: left - 2, top: markTop, bottom: height - sheetMark.bottom + 4 },
    ],
  ];
}

/** What of a page as large as the letter's would lie under the text, the marks, or show in a window. */
export function pageProblems(page: LetterheadPage, profile: EnvelopeProfile): readonly Problem[] {
  if (!page.whole) return [];
  return reserved(profile).flatMap(([place, area]) => {
    const over = page.painted.filter((painted) => overlaps(painted, area));
    if (over.length === 0) return [];
    return [problem("letter/letterhead-page-in-the-way", {}, { count: over.length, place })];
  });
}
