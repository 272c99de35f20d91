import {
  type ByteSink,
  type Graphic,
  graphicOperators,
  neededBy,
  pdfNumber,
  sharedForm,
  TaggedPage,
} from "../pdf/index.ts";
import type { Area } from "./envelope.ts";
import type { Label, Segment } from "./line-segments.ts";
import { type LineText, putLine } from "./line-text.ts";
import type { PageDesign } from "./page-design.ts";
import type { Part } from "./part.ts";
import type { TagTree } from "./tag-tree.ts";

/** A stretch of text of one part on one page, all of it with one label. */
export type Stretch = {
  readonly page: number;
  readonly label: Label;
  readonly lines: { readonly segment: Segment; readonly baseline: number }[];
};

/** The pages of a letter while they are drawn, each stroke as part of the tag tree or as an artifact. */
export class TaggedDrawing {
  readonly pages: TaggedPage[] = [];
  readonly #tree: TagTree;
  readonly #design: PageDesign;

  constructor(tree: TagTree, design: PageDesign) {
    this.#tree = tree;
    this.#design = design;
  }

  page(index: number): TaggedPage {
    while (this.pages.length <= index) this.pages.push(new TaggedPage());
    return this.pages[index] as TaggedPage;
  }

  /** A line that was set before, as content of the part. Points from the left and top edges. */
  line(page: number, part: Part, line: LineText, x: number, baseline: number): void {
    const target = this.page(page);
    for (const { face, rare } of line.faces) target.use(face, rare);
    const mark = target.marked(part.role, (out) => this.#put(out, line.bytes, x, baseline));
    this.#tree.add(part, { kind: "content", page, mark });
  }

  /** A line that is no part of the text: the foot of a page. */
  footer(page: number, line: LineText, x: number, baseline: number): void {
    const target = this.page(page);
    for (const { face, rare } of line.faces) target.use(face, rare);
    target.artifact("footer", (out) => this.#put(out, line.bytes, x, baseline));
  }

  figure(page: number, part: Part, graphic: Graphic, area: Area, alt: string): void {
    const { left, top, right, bottom } = this.#onPage(area);
    const { width, height } = this.#design;
    const at = { x: left, y: bottom, width: right - left, height: top - bottom };
    const form = sharedForm(Buffer.from(graphicOperators(graphic, at)), {
      box: [0, 0, width, height],
      faces: [],
      ...neededBy(graphic),
    });
    const target = this.page(page);
    target.share(form);
    const mark = target.marked("Figure", (out) => out.ascii(`/${form.name} Do\n`));
    this.#tree.place(part, { alt, box: [left, bottom, right, top] });
    this.#tree.add(part, { kind: "content", page, mark });
  }

  /** A ruled line. */
  rule(page: number, area: Area, colour: string): void {
    const { left, top, right, bottom } = this.#onPage(area);
    const box = [left, bottom, right - left, top - bottom].map(pdfNumber).join(" ");
    this.page(page).artifact("layout", (out) => out.ascii(`${colour} ${box} re f 0 g\n`));
  }

  /** Path operators, which must restore what they change. */
  mark(page: number, operators: string): void {
    this.page(page).artifact("mark", (out) => out.ascii(`q ${operators}Q\n`));
  }

  /** Text of the part, with its links. */
  text(part: Part, stretches: readonly Stretch[]): void {
    this.#tree.place(part);
    let inner: Part | undefined;
    let before: Label | undefined;
    for (const { page, label, lines } of stretches) {
      const { link, language } = label;
      if (link === undefined && language === undefined) inner = undefined;
      // A link that goes on over the page's end is still one link.
      else if (inner === undefined || before !== label) {
        inner = { role: link === undefined ? "Span" : "Link", within: part };
        this.#tree.place(inner, language === undefined ? {} : { language });
      }
      before = label;
      const owner = inner ?? part;
      const on = this.page(page);
      const mark = on.marked(owner.role, (out) => {
        for (const { segment, baseline } of lines) {
          out.ascii(`BT ${pdfNumber(segment.left)} ${pdfNumber(this.#design.height - baseline)} Td`);
          putLine(out, segment.boxes, 0, segment.boxes.length);
          out.ascii(" ET\n");
          for (const { pieces } of segment.boxes)
            for (const { style, word } of pieces) on.use(style.face, word.rare);
        }
      });
      this.#tree.add(owner, { kind: "content", page, mark });
      if (link !== undefined) this.#link(owner, page, lines, link, wordsOfLink(stretches, link));
    }
  }

  #link(part: Part, page: number, lines: Stretch["lines"], target: string, contents: string): void {
    for (const { segment, baseline } of lines) {
      const size = Math.max(...segment.boxes.flatMap(({ pieces }) => pieces.map(({ style }) => style.size)));
      const { left, right, top, bottom } = this.#onPage({
        left: segment.left,
        right: segment.right,
        top: baseline - size * 0.8,
        bottom: baseline + size * 0.25,
      });
      this.#tree.add(part, { kind: "link", page, box: [left, bottom, right, top], target, contents });
    }
  }

  /** From the page's top edge to its bottom edge. */
  #onPage({ left, right, top, bottom }: Area): Area {
    const { height } = this.#design;
    return { left, right, top: height - top, bottom: height - bottom };
  }

  #put(out: ByteSink, bytes: Uint8Array, x: number, baseline: number): void {
    out.ascii(`BT ${pdfNumber(x)} ${pdfNumber(this.#design.height - baseline)} Td`);
    out.put(bytes);
    out.ascii(" ET\n");
  }
}

/** What a reader is told of a link: its words; their language is the letter's. */
function wordsOfLink(stretches: readonly Stretch[], target: string): string {
  const words = stretches
    .filter(({ label }) => label.link === target)
    .flatMap(({ lines }) =>
      lines.map(({ segment }) =>
        segment.boxes
          .map((box) => box.pieces.map(({ text }) => text).join("") + (box.space > 0 ? " " : ""))
          .join(""),
      ),
    )
    .join("")
    .trim();
  return words === "" ? target : words;
}
