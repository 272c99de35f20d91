import type { Problem } from "../problem/index.ts";
import { markdownTree, treeProblems } from "./markdown-tree.ts";
import { markdownWriter, type Origin } from "./markdown-writer.ts";
import type { TemplateNode } from "./template-node.ts";

/**
 * HTML, code, images and unsafe links in one template, found when it is loaded: its Markdown is read
 * with every branch in it and a mark in place of each fact and slot.
 */
export function templateMarkdownProblems(
  template: string,
  nodes: readonly TemplateNode[],
): readonly Problem[] {
  const { write, mark, apart, pieces } = markdownWriter();
  const all = (body: readonly TemplateNode[]) => {
    for (const node of body) {
      const origin: Origin = { template, line: node.line };
      switch (node.kind) {
        case "text":
          write(node.text, origin);
          break;
        case "condition":
        case "dated":
          all(node.then);
          all(node.otherwise ?? []);
          break;
        case "each":
          all(node.body);
          break;
        case "element":
          if (node.holds === "blocks") apart(() => all(node.body));
          else all(node.body);
          break;
        case "partial":
        case "signature":
          apart(() => mark({ kind: "break" }, origin));
          break;
        case "fact":
        case "slot":
        case "br":
          mark({ kind: "break" }, origin);
          break;
      }
    }
  };
  all(nodes);
  return pieces().flatMap(({ markdown, origins }) =>
    treeProblems(markdownTree(markdown), (line) => origins[line - 1] ?? { template, line }),
  );
}
