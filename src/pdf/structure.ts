/** Structure types of ISO 32000-1 14.8.4 that a letter needs. */
export type StructureRole =
  | "Document"
  | "Div"
  | "P"
  | "H1"
  | "H2"
  | "H3"
  | "L"
  | "LI"
  | "Lbl"
  | "LBody"
  | "Table"
  | "TR"
  | "TH"
  | "TD"
  | "Link"
  | "Span"
  | "Figure";

/** Left, bottom, right, top in points from the page's lower left corner. */
export type Box = readonly [number, number, number, number];

/** An element of the tag tree; its kids are in reading order. */
export type StructureElement = {
  readonly kind: "element";
  readonly role: StructureRole;
  readonly kids: readonly StructureKid[];
  /** Said instead of a figure. */
  readonly alt?: string;
  /** BCP 47, where it is not the document's. */
  readonly language?: string;
  /** Of a list. */
  readonly numbering?: "Decimal" | "Disc";
  /** Of a table's head cell: what it names. */
  readonly scope?: "Column" | "Row";
  /** Of a figure: where it stands on its page. */
  readonly box?: Box;
};

/** What a page draws between its n-th mark and the mark's end. Pages and marks count from 0. */
export type MarkedContent = { readonly kind: "content"; readonly page: number; readonly mark: number };

/** The area of a link on a page. */
export type LinkArea = {
  readonly kind: "link";
  readonly page: number;
  readonly box: Box;
  /** An address: `https:`, `mailto:` or `tel:`. */
  readonly target: string;
  /** What a reader is told of it. */
  readonly contents: string;
};

export type StructureKid = StructureElement | MarkedContent | LinkArea;

/** The element and all below it, in reading order. */
export function* elementsIn(element: StructureElement): Generator<StructureElement> {
  yield element;
  for (const kid of element.kids) if (kid.kind === "element") yield* elementsIn(kid);
}

/** The marked content or the link areas in and below an element, in reading order. */
export function* leavesIn<K extends "content" | "link">(
  element: StructureElement,
  kind: K,
): Generator<Extract<StructureKid, { kind: K }>> {
  for (const kid of element.kids) {
    if (kid.kind === "element") yield* leavesIn(kid, kind);
    else if (kid.kind === kind) yield kid as Extract<StructureKid, { kind: K }>;
  }
}
