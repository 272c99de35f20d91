import type { Day } from "../calendar/index.ts";
import type { ContentElement } from "../law/index.ts";
import type { FieldName } from "./notice.ts";

/** How a fact is written: as it is, as a link without `https://`, on lines of its own, or in a row. */
export type FactForm = "plain" | "web" | "lines" | "inOneLine";

/** A condition. It can name facets and facts; that it cannot name a field is the point. */
export type TemplateTest =
  | { readonly kind: "present"; readonly path: readonly string[] }
  | { readonly kind: "is"; readonly path: readonly string[]; readonly values: readonly string[] }
  | { readonly kind: "not"; readonly test: TemplateTest };

/**
 * A template after checking: Handlebars' tree reduced to what a notice may do. `line` is the line in
 * the file; for text, the line of its first character.
 */
export type TemplateNode =
  | { readonly kind: "text"; readonly text: string; readonly line: number }
  | {
      readonly kind: "fact";
      readonly path: readonly string[];
      readonly form: FactForm;
      readonly line: number;
    }
  | { readonly kind: "slot"; readonly field: FieldName; readonly line: number }
  | {
      readonly kind: "element";
      readonly element: ContentElement;
      /** Whether it holds whole blocks (opened and closed on lines of their own) or a run of text. */
      readonly holds: "blocks" | "text";
      readonly body: readonly TemplateNode[];
      readonly line: number;
    }
  | {
      readonly kind: "condition";
      readonly test: TemplateTest;
      readonly then: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
      readonly line: number;
    }
  /** Advice that holds from one day through another; `seen` is the day on which its source was last read. */
  | {
      readonly kind: "dated";
      readonly from: Day | undefined;
      readonly until: Day | undefined;
      readonly seen: Day;
      readonly then: readonly TemplateNode[];
      /** What is said on other days; undefined if there is nothing to take its place. */
      readonly otherwise: readonly TemplateNode[] | undefined;
      readonly line: number;
    }
  | {
      readonly kind: "each";
      readonly path: readonly string[];
      readonly item: string;
      readonly body: readonly TemplateNode[];
      readonly line: number;
    }
  | { readonly kind: "partial"; readonly name: string; readonly line: number }
  /** `signature`: the room where a hand signs; `br`: a new line inside a paragraph or a table cell. */
  | { readonly kind: "signature" | "br"; readonly line: number };

/** Every node of a template, outer before inner. */
export function* eachNode(nodes: readonly TemplateNode[]): Generator<TemplateNode> {
  for (const node of nodes) {
    yield node;
    switch (node.kind) {
      case "element":
      case "each":
        yield* eachNode(node.body);
        break;
      case "condition":
      case "dated":
        yield* eachNode(node.then);
        yield* eachNode(node.otherwise ?? []);
        break;
      case "text":
      case "fact":
      case "slot":
      case "partial":
      case "signature":
      case "br":
        break;
    }
  }
}
