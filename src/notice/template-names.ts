import type { Facts, Problem, ProblemCode } from "../problem/index.ts";
import { problem } from "../problem/index.ts";
import { type FacetKind, facetKind } from "./facet-values.ts";
import { type FactKind, type FactList, type FactShape, factAt } from "./fact-shape.ts";

/** Any node of Handlebars' tree. */
export type Ast = hbs.AST.Node;

/** The item of each `each` around a node: its name and what it holds. */
export type Items = Readonly<Record<string, FactList["each"]>>;

/** What a name in a template leads to. */
export type NameKind = FactKind | FactShape | FactList | FacetKind;

/** One template while it is read: reports land with its name and the node's line. */
export type Reading = {
  readonly report: (code: ProblemCode, node: Ast, facts?: Facts) => undefined;
  readonly problems: readonly Problem[];
};

/** Starts the reading of one template. */
export function reading(template: string): Reading {
  const problems: Problem[] = [];
  return {
    problems,
    report: (code, node, facts = {}) => {
      problems.push(problem(code, { template, line: node.loc.start.line }, facts));
      return undefined;
    },
  };
}

export function isPath(node: Ast | undefined): node is hbs.AST.PathExpression {
  return node?.type === "PathExpression";
}

/** A person's value, `field.…`, which may only fill a slot. */
export function isField(node: Ast | undefined): boolean {
  return isPath(node) && node.parts[0] === "field";
}

export function isText(node: Ast | undefined): node is hbs.AST.StringLiteral {
  return node?.type === "StringLiteral";
}

/** What the path leads to: an item of an `each`, a facet or a fact. Unknown names are reported. */
export function kindOf(
  path: hbs.AST.PathExpression,
  items: Items,
  { report }: Reading,
): NameKind | undefined {
  const known = path.data || path.depth > 0 ? undefined : lookUp(path.parts, items);
  return known ?? report("notice/fact-unknown", path, { fact: path.original });
}

function lookUp(parts: readonly string[], items: Items): NameKind | undefined {
  const [first = "", second = ""] = parts;
  const item = Object.hasOwn(items, first) ? items[first] : undefined;
  if (item !== undefined) return parts.length === 2 && Object.hasOwn(item, second) ? item[second] : undefined;
  if (first === "facets") return parts.length === 2 ? facetKind(second) : undefined;
  return parts.length === 0 ? undefined : factAt(parts);
}

/** Reports every field among the nodes: in any place but a slot it would decide something. */
export function refuseFields(nodes: readonly (Ast | undefined)[], { report }: Reading): void {
  for (const node of nodes) {
    if (isPath(node) && isField(node))
      report("notice/template-branches-on-field", node, { field: node.original });
    if (node?.type === "SubExpression") {
      const inner = node as hbs.AST.SubExpression;
      refuseFields([...inner.params, ...hashValues(inner.hash)], { report, problems: [] });
    }
  }
}

export function hashValues(hash: hbs.AST.Hash | undefined): readonly Ast[] {
  return hash?.pairs.map((pair) => pair.value) ?? [];
}
