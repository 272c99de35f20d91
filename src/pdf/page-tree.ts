import type { NumberList } from "./number-list.ts";
import type { ObjectWriter } from "./object-writer.ts";

/** Kids of a node; a page finds its leaf by it, so it is fixed. */
export const pagesPerLeaf = 64;

type Node = { readonly number: number; readonly kids: () => readonly number[]; readonly count: number };

/**
 * Writes the balanced page tree over the pages, whose leaf nodes have numbers already (`leaves`).
 * The root gets the inherited entries. A million pages make a tree four deep.
 */
export function writePageTree(
  file: ObjectWriter,
  pages: NumberList,
  leaves: readonly number[],
  root: number,
  inherited: string,
): void {
  const pagesOf = (leaf: number) => {
    const first = leaf * pagesPerLeaf;
    const count = Math.min(pagesPerLeaf, pages.length - first);
    return Array.from({ length: count }, (_, at) => pages.at(first + at));
  };
  // The kids of a leaf are listed when it is written: all at once they would be every page in memory again.
  let level: Node[] = leaves.map((number, leaf) => ({
    number,
    kids: () => pagesOf(leaf),
    count: Math.min(pagesPerLeaf, pages.length - leaf * pagesPerLeaf),
  }));
  while (level.length > pagesPerLeaf) {
    const above: Node[] = [];
    for (let at = 0; at < level.length; at += pagesPerLeaf) {
      const under = level.slice(at, at + pagesPerLeaf);
      const node: Node = {
        number: file.reserve(),
        kids: () => under.map((n) => n.number),
        count: under.reduce((sum, n) => sum + n.count, 0),
      };
      for (const child of under) write(file, child, `/Parent ${node.number} 0 R`);
      above.push(node);
    }
    level = above;
  }
  for (const child of level) write(file, child, `/Parent ${root} 0 R`);
  const all = { number: root, kids: () => level.map((n) => n.number), count: pages.length };
  write(file, all, inherited);
}

function write(file: ObjectWriter, node: Node, entries: string): void {
  const kids = node
    .kids()
    .map((kid) => `${kid} 0 R`)
    .join(" ");
  file.object(`<</Type/Pages/Kids[${kids}]/Count ${node.count}${entries}>>`, node.number);
}
