import { ByteSink, ownBytes, pdfNumber, type SharedForm, sharedForm } from "../pdf/index.ts";
import { type LineText, putLine } from "./line-text.ts";
import type { PageStep } from "./page-plan.ts";
import type { DrawnLines, SlottedParagraph, WrappedParagraph } from "./paragraph.ts";
import type { PrintStyle } from "./print-style.ts";

/** Where on a page lines go that a letter's own values touch. */
export type LinesStep = Extract<PageStep, { kind: "lines" }>;

const endText = ownBytes(" ET\n");
const drawForm = ownBytes(" Do Q\n");

/**
 * Puts the lines of one letter's paragraph where the plan wants them. Those of a value that recurs are put together
 * once: the most words of a letter's own are the list of what was exposed.
 * @returns what the lines use: glyphs that their fonts do not hold by themselves, and the form that draws the lines
 * behind the last field, if they are among them
 */
export function putOwnLines(
  sink: ByteSink,
  step: LinesStep,
  slotted: SlottedParagraph,
  wrapped: WrappedParagraph,
): Pick<DrawnLines, "rare" | "form"> {
  const known = wrapped.drawn?.get(step);
  if (known !== undefined) {
    sink.put(known.bytes);
    return known;
  }
  const start = sink.length;
  const form = putLines(sink, step, slotted, wrapped);
  const rare = rareIn(wrapped, step.from - slotted.head.length, step.to - slotted.head.length);
  wrapped.drawn?.set(step, { bytes: Uint8Array.from(sink.bytes.subarray(start, sink.length)), rare, form });
  return { rare, form };
}

function putLines(
  sink: ByteSink,
  step: LinesStep,
  slotted: SlottedParagraph,
  wrapped: WrappedParagraph,
): SharedForm | undefined {
  const head = slotted.head.length;
  const { boxes, ends } = wrapped;
  let style: PrintStyle | undefined;
  let isOpen = false;
  for (let line = step.from; line < step.to; line++) {
    const own = line - head;
    if (own >= ends.length) {
      if (isOpen) sink.put(endText);
      const { form, draw } = tailForm(slotted, wrapped, step.leading, own - ends.length, step.to - line);
      sink.put(step.move[line - step.from] as Uint8Array);
      sink.put(draw);
      sink.put(drawForm);
      return form;
    }
    sink.put(isOpen ? step.down : (step.begin[line - step.from] as Uint8Array));
    isOpen = true;
    const first = own === 0 ? 0 : (ends[own - 1] as number);
    style = putLine(sink, boxes, first, ends[own] as number, style);
  }
  if (isOpen) sink.put(endText);
  return undefined;
}

const none: DrawnLines["rare"] = [];

/** `from` and `to` count the lines that the letter changes. */
function rareIn({ boxes, ends }: WrappedParagraph, from: number, to: number): DrawnLines["rare"] {
  const last = ends[Math.min(to, ends.length) - 1] ?? 0;
  let rare: DrawnLines["rare"][number][] | undefined;
  for (let index = from === 0 ? 0 : (ends[from - 1] ?? last); index < last; index++)
    for (const { style, word } of boxes[index]?.pieces ?? [])
      if (word.rare.length > 0) {
        rare ??= [];
        rare.push({ face: style.face, glyphs: word.rare });
      }
  return rare ?? none;
}

/** The lines behind the last field, as a form with its origin at the first of them, and its name. */
function tailForm(
  slotted: SlottedParagraph,
  wrapped: WrappedParagraph,
  leading: number,
  skip: number,
  count: number,
): { readonly form: SharedForm; readonly draw: Uint8Array } {
  const key = `${wrapped.tailStart} ${skip} ${count} ${leading}`;
  let known = slotted.tailForms.get(key);
  if (known === undefined) {
    const form = formOf(wrapped.tail.slice(skip, skip + count), leading, slotted.measure);
    known = { form, draw: ownBytes(form.name) };
    slotted.tailForms.set(key, known);
  }
  return known;
}

function formOf(lines: readonly LineText[], leading: number, measure: number): SharedForm {
  const out = new ByteSink();
  lines.forEach((line, index) => {
    out.ascii(`BT 0 ${pdfNumber(-index * leading)} Td`);
    out.put(line.bytes);
    out.put(endText);
  });
  const faces = lines.flatMap((line) => line.faces);
  return sharedForm(out.copy(), {
    box: [-20, -lines.length * leading, Math.ceil(measure) + 20, 2 * leading],
    faces,
  });
}
