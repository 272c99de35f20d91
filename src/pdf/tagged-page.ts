import { ByteSink } from "./byte-sink.ts";
import type { Face } from "./face.ts";
import type { SharedForm } from "./shared-form.ts";
import type { StructureRole } from "./structure.ts";

/** Things on a page that are no part of the text (ISO 32000-1 14.8.2.2). */
export type ArtifactKind = "footer" | "layout" | "mark";

const artifacts: Readonly<Record<ArtifactKind, string>> = {
  footer: "<</Type/Pagination/Subtype/Footer>>",
  layout: "<</Type/Layout>>",
  mark: "<</Type/Background>>",
};

/**
 * The content of one page while it is drawn: every stroke belongs to a mark of the tag tree or is an
 * artifact. Nothing can be drawn outside of both.
 */
export class TaggedPage {
  readonly #out = new ByteSink();
  readonly #forms: SharedForm[] = [];
  readonly #faces = new Map<Face, Set<number>>();
  #open = false;
  #marks = 0;

  /** How many marks the page has; they count from 0. */
  get marks(): number {
    return this.#marks;
  }

  get forms(): readonly SharedForm[] {
    return this.#forms;
  }

  /** The faces of its text, with the ids of their rare characters. */
  get faces(): ReadonlyMap<Face, ReadonlySet<number>> {
    return this.#faces;
  }

  /** Draws content of an element of that role; returns the mark that the element must name. */
  marked(role: StructureRole, draw: (out: ByteSink) => void): number {
    const mark = this.#marks++;
    this.#between(`/${role} <</MCID ${mark}>> BDC\n`, draw);
    return mark;
  }

  artifact(kind: ArtifactKind, draw: (out: ByteSink) => void): void {
    this.#between(`/Artifact ${artifacts[kind]} BDC\n`, draw);
  }

  /** Has a face embedded with these rare characters; call it for all text that is drawn. */
  use(face: Face, rare: readonly number[]): void {
    const known = this.#faces.get(face) ?? new Set();
    for (const id of rare) known.add(id);
    this.#faces.set(face, known);
  }

  /** Has a form at hand on the page; it must not hold marks of its own. */
  share(form: SharedForm): void {
    this.#forms.push(form);
  }

  content(): Uint8Array {
    return this.#out.copy();
  }

  #between(open: string, draw: (out: ByteSink) => void): void {
    // ISO 14289-1 7.1: tagged content is never inside an artifact, nor an artifact inside it.
    if (this.#open) throw new Error("Marked content must not be nested");
    this.#open = true;
    this.#out.ascii(open);
    draw(this.#out);
    this.#out.ascii("EMC\n");
    this.#open = false;
  }
}
