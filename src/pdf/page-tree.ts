import type { NumberList } from "./number-list.ts";
import type { ObjectWriter } from "./object-writer.ts";

/** Kids of a node; a page finds its leaf by it, so it is fixed. */
export const pagesPerLeaf = 64;

type Node = { readonly number: number; readonly kids: readonly number[]; readonly count: number };

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
  let level: Node[] = leaves.map((number, leaf) => {
    const kids: number[] = [];
    for (let at = leaf * pagesPerLeaf; at < Math.min((leaf + 1) * pagesPerLeaf, pages.length); at++)
      kids.push(pages.at(at));
    return { number, kids, count: kids.length };
  });
  while (level.length > pagesPerLeaf) {
    const above: Node[] = [];
    for (let at = 0; at < level.length; at += pagesPerLeaf) {
      const under = level.slice(at, at + pagesPerLeaf);
      const node = {
        number: file.reserve(),
        kids: under.map((n) => n.number),
        count: under.reduce((sum, n) => sum + n.count, 0),
      };
      for (const child of under) write(file, child, `/Parent ${node.number} 0 R`);
      above.push(node);
    }
    level = above;
  }
  for (const child of level) write(file, child, `/Parent ${root} 0 R`);
  write(file, { number: root, kids: level.map((n) => n.number), count: pages.length }, inherited);
}

function write(file: ObjectWriter, node: Node, entries: string): void {
  const kids = node.kids.map((kid) => `${kid} 0 R`).join(" ");
  file.object(`<</Type/Pages/Kids[${kids}]/Count ${node.count}${entries}>>`, node.number);
}
