import { PDFArray, type PDFContext, PDFDict, type PDFObject, PDFRef, PDFStream } from "pdf-lib";
import type { ObjectWriter } from "./object-writer.ts";
import { refuse } from "./refused.ts";

/** A value of another document with everything that it refers to in it: pages, whose parents would bring the whole file, are never met. */
export type CopiedObject =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "array"; readonly items: readonly CopiedObject[] }
  | { readonly kind: "dict"; readonly entries: readonly (readonly [string, CopiedObject])[] }
  | {
      readonly kind: "stream";
      readonly entries: readonly (readonly [string, CopiedObject])[];
      readonly bytes: Uint8Array;
    };

// What a copied object may leave behind: ties to its old document.
const dropped = new Set([
  "/Length",
  "/StructParent",
  "/StructParents",
  "/Parent",
  "/Metadata",
  "/PieceInfo",
  "/LastModified",
]);

const mostValues = 100_000;

/** Copies objects out of their document; what is met twice is copied once. */
export class Copies {
  readonly #context: PDFContext;
  readonly #made = new Map<PDFObject, CopiedObject>();
  /** Values that are written where it stands, each as often as it is: streams are written once. */
  readonly #weights = new Map<CopiedObject, number>();

  constructor(context: PDFContext) {
    this.#context = context;
  }

  of(value: PDFObject, above: readonly PDFObject[]): CopiedObject {
    const target = value instanceof PDFRef ? this.#context.lookup(value) : value;
    if (target === undefined) return { kind: "plain", text: "null" };
    if (above.includes(target) || above.length > 40) return refuse("it is too complex");
    let made = this.#made.get(target);
    if (made === undefined) {
      made = this.#copy(target, [...above, target]);
      this.#made.set(target, made);
      this.#weigh(made);
    }
    return made;
  }

  /** Lists that name one another twice, a few dozen deep, are few bytes here and without end when they are written. */
  #weigh(made: CopiedObject): void {
    const inside =
      made.kind === "plain"
        ? []
        : made.kind === "array"
          ? made.items
          : made.entries.map(([, entry]) => entry);
    let weight = 1;
    for (const each of inside) weight += each.kind === "stream" ? 1 : (this.#weights.get(each) ?? 1);
    if (weight > mostValues) refuse("it is too complex");
    this.#weights.set(made, weight);
  }

  #copy(target: PDFObject, inside: readonly PDFObject[]): CopiedObject {
    const entriesOf = (dict: PDFDict) =>
      dict
        .entries()
        .filter(([key]) => !dropped.has(String(key)))
        .map(([key, entry]) => [String(key), this.of(entry, inside)] as const);
    if (target instanceof PDFStream)
      return { kind: "stream", entries: entriesOf(target.dict), bytes: target.getContents() };
    if (target instanceof PDFDict) return { kind: "dict", entries: entriesOf(target) };
    if (target instanceof PDFArray)
      return { kind: "array", items: target.asArray().map((item) => this.of(item, inside)) };
    return { kind: "plain", text: String(target) };
  }
}

/** Writes the value: plain text where it stands, streams as objects of their own, each once. */
export function writeCopied(
  value: CopiedObject,
  file: ObjectWriter,
  streams: Map<CopiedObject, number>,
): string {
  const dict = (entries: readonly (readonly [string, CopiedObject])[]) =>
    entries.map(([key, entry]) => `${key} ${writeCopied(entry, file, streams)}`).join("");
  switch (value.kind) {
    case "plain":
      return value.text;
    case "array":
      return `[${value.items.map((item) => writeCopied(item, file, streams)).join(" ")}]`;
    case "dict":
      return `<<${dict(value.entries)}>>`;
    case "stream": {
      let number = streams.get(value);
      if (number === undefined) {
        number = file.stream(dict(value.entries), value.bytes);
        streams.set(value, number);
      }
      return `${number} 0 R`;
    }
  }
}
