import type { Block } from "./block.ts";

/** One line of at most the width that was asked for, unless a single word is longer. */
export type Line = { readonly kind: Block["kind"]; readonly text: string };

const step = 2;
const bullet = "- ";

/** Lays blocks out in lines of `width` characters; continued lines of an item hang under its text. */
export function wrapped(blocks: readonly Block[], width: number): readonly Line[] {
  return blocks.flatMap((block): Line[] => {
    if (block.kind === "gap") return [{ kind: "gap", text: "" }];
    const margin = " ".repeat("depth" in block ? block.depth * step : 0);
    const first = block.kind === "item" ? `${margin}${bullet}` : margin;
    const hanging = block.kind === "item" ? `${margin}${" ".repeat(bullet.length)}` : margin;
    const lines = filled(block.text, first, hanging, width);
    const rule = ruleBelow(block, Math.max(...lines.map(({ length }) => length)));
    return [...lines, ...rule].map((text) => ({ kind: block.kind, text }));
  });
}

// Without colour a page must still show where a part begins.
function ruleBelow({ kind }: Block, length: number): string[] {
  if (kind === "title") return ["═".repeat(length)];
  return kind === "heading" ? ["─".repeat(length)] : [];
}

function filled(text: string, first: string, hanging: string, width: number): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/).filter((each) => each !== "")) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = hanging;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
