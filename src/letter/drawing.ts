import {
  ByteSink,
  type Face,
  type Graphic,
  graphicOperators,
  type ImageObject,
  neededBy,
  type PageForm,
  pdfNumber,
  type SharedForm,
  sharedForm,
} from "../pdf/index.ts";
import { type AddressBlock, putAddress } from "./address-block.ts";
import type { Area } from "./envelope.ts";
import type { LineText } from "./line-text.ts";
import { pageDesign as design } from "./page-design.ts";

/** What was drawn and where: the ink's extents, for the check of what shows in a window. */
export type Ink = { readonly what: "text" | "letterhead" | "return" | "mark"; readonly area: Area };

/**
 * Static content of a page while it is drawn. Positions are points, x from the left edge and y from
 * the top edge of the page; ink is recorded from the real extents of glyphs.
 */
export class Drawing {
  readonly #out = new ByteSink();
  readonly #faces = new Map<Face, Set<number>>();
  readonly #images: ImageObject[] = [];
  readonly #pages: PageForm[] = [];
  readonly ink: Ink[] = [];

  get empty(): boolean {
    return this.#out.length === 0;
  }

  line(line: LineText, x: number, baseline: number, what: Ink["what"]): void {
    if (line.bytes.length === 0) return;
    this.#out.ascii(`BT ${pdfNumber(x)} ${pdfNumber(design.height - baseline)} Td`);
    this.#out.put(line.bytes);
    this.#out.ascii(" ET\n");
    for (const used of line.faces) this.#use(used.face, used.rare);
    const area = { left: x, top: baseline - line.top, right: x + line.width, bottom: baseline - line.bottom };
    this.ink.push({ what, area });
  }

  /** The return address, or a recipient's in a proof. */
  address(block: AddressBlock): void {
    putAddress(this.#out, block);
    for (const words of block.lines) for (const word of words) this.#use(word.face, word.rare);
    this.ink.push({ what: "return", area: block.area });
  }

  #use(used: Face, rare: readonly number[]): void {
    const glyphs = this.#faces.get(used) ?? new Set();
    for (const glyph of rare) glyphs.add(glyph);
    this.#faces.set(used, glyphs);
  }

  /** A filled rectangle: rules are drawn as such, since hairlines differ between printers. */
  bar(area: Area, colour: string, what: Ink["what"]): void {
    const { left, top, right, bottom } = area;
    const box = [left, design.height - bottom, right - left, bottom - top].map(pdfNumber).join(" ");
    this.#out.ascii(`${colour} ${box} re f 0 g\n`);
    this.ink.push({ what, area });
  }

  /** A picture, filling its area; `painted`, if given, is where it has ink, else it is taken to have it everywhere. */
  graphic(graphic: Graphic, area: Area, painted: readonly Area[] = [area]): void {
    const { left, top, right, bottom } = area;
    const at = { x: left, y: design.height - bottom, width: right - left, height: bottom - top };
    this.#out.ascii(graphicOperators(graphic, at));
    const { images, pages } = neededBy(graphic);
    this.#images.push(...images);
    this.#pages.push(...pages);
    for (const inked of painted) this.ink.push({ what: "letterhead", area: inked });
  }

  /** Path operators, which must restore what they change; marked as no part of the text. */
  artifact(operators: string, area: Area): void {
    this.#out.ascii(`/Artifact BMC\nq ${operators}Q\nEMC\n`);
    this.ink.push({ what: "mark", area });
  }

  /** What was drawn so far as a form, and an empty drawing again; the ink stays. */
  form(): SharedForm {
    const form = sharedForm(this.#out.copy(), {
      box: [0, 0, design.width, design.height],
      faces: [...this.#faces].map(([used, rare]) => ({ face: used, rare: [...rare] })),
      images: [...this.#images],
      pages: [...this.#pages],
    });
    this.#out.clear();
    this.#faces.clear();
    this.#images.length = 0;
    this.#pages.length = 0;
    return form;
  }
}
