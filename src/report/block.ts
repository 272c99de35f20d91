/**
 * One piece of a page of plain text: what it is, not how it looks. `depth` counts steps of indentation.
 * A `source` is the small print below a rule; an `item` hangs from a bullet.
 */
export type Block =
  | { readonly kind: "title" | "heading"; readonly text: string }
  | {
      readonly kind: "label" | "paragraph" | "item" | "source";
      readonly text: string;
      readonly depth: number;
    }
  | { readonly kind: "gap" };

export const title = (text: string): Block => ({ kind: "title", text });
export const heading = (text: string): Block => ({ kind: "heading", text });
export const label = (text: string, depth = 0): Block => ({ kind: "label", text, depth });
export const paragraph = (text: string, depth = 0): Block => ({ kind: "paragraph", text, depth });
export const item = (text: string, depth = 0): Block => ({ kind: "item", text, depth });
export const source = (text: string, depth = 0): Block => ({ kind: "source", text, depth });
export const gap: Block = { kind: "gap" };

/** The same blocks, so many steps further in. Titles and headings stay at the margin. */
export function indented(blocks: readonly Block[], steps: number): Block[] {
  return blocks.map((block) => ("depth" in block ? { ...block, depth: block.depth + steps } : block));
}
