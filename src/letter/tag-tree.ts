import type { StructureElement, StructureKid, StructureRole } from "../pdf/index.ts";
import type { Part } from "./part.ts";

type Node = {
  readonly part: Part;
  readonly alt?: Partial<StructureElement>;
  readonly kids: (Node | StructureKid)[];
};

/** The tag tree of a letter while it is drawn, parts in the order in which they are first met. */
export class TagTree {
  readonly #root: Node = { part: { role: "Document", within: undefined }, kids: [] };
  readonly #nodes = new Map<Part, Node>();

  /** Makes a place for the part, even if nothing of it is printed: a table's empty cell. */
  place(part: Part, more?: Partial<StructureElement>): void {
    this.#node(part, more);
  }

  add(part: Part, kid: StructureKid): void {
    this.#node(part).kids.push(kid);
  }

  #node(part: Part, more?: Partial<StructureElement>): Node {
    const known = this.#nodes.get(part);
    if (known !== undefined) return known;
    const node: Node = { part, kids: [], ...(more === undefined ? {} : { alt: more }) };
    this.#nodes.set(part, node);
    (part.within === undefined ? this.#root : this.#node(part.within)).kids.push(node);
    return node;
  }

  root(): StructureElement {
    let level = 0;
    const finished = ({ part, alt, kids }: Node): StructureElement => {
      const { role, numbering, scope } = part;
      let own: StructureRole = role;
      // ISO 14289-1 7.4.2: levels are not skipped on the way down, whatever the text's look.
      if (role === "H1" || role === "H2" || role === "H3") {
        level = Math.min(level + 1, Number(role.slice(1)));
        own = `H${level as 1 | 2 | 3}`;
      }
      return {
        kind: "element",
        role: own,
        ...(numbering === undefined ? {} : { numbering }),
        ...(scope === undefined ? {} : { scope }),
        ...alt,
        kids: kids.map((kid) => ("part" in kid ? finished(kid) : kid)),
      };
    };
    return finished(this.#root);
  }
}
