import type { Blockquote, Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import { type Place, type Problem, problem } from "../problem/index.ts";

/** CommonMark with tables. */
export function markdownTree(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
}

// What cannot go to paper, with the words a writer would use for it.
const notOnPaper: Readonly<Record<string, string>> = {
  code: "a block of code, or text indented four spaces",
  inlineCode: "code (`)",
  image: "an image",
  imageReference: "an image",
  definition: "a link definition",
  linkReference: "a reference link",
  footnoteDefinition: "a footnote",
  footnoteReference: "a footnote",
  delete: "struck-out text",
};

const safeLink = /^(https?:\/\/|mailto:|tel:|\uE000)/;

/**
 * Everything in the tree that a letter does not have: raw HTML, code, images, unsafe links, deep
 * headings. `placeOf` turns a line of the Markdown into the line its writer knows.
 */
export function treeProblems(tree: Root, placeOf: (line: number) => Place): readonly Problem[] {
  const problems: Problem[] = [];
  const visit = (node: Nodes, within?: Nodes) => {
    const where = placeOf(node.position?.start.line ?? 1);
    const facts = { file: where.file ?? "", template: where.template ?? "" };
    const construct = notOnPaper[node.type];
    if (node.type === "html") problems.push(problem("notice/raw-html", where, facts));
    else if (construct !== undefined)
      problems.push(problem("notice/markdown-not-allowed", where, { ...facts, construct }));
    else if (node.type === "heading" && node.depth > 3)
      problems.push(
        problem("notice/markdown-not-allowed", where, {
          ...facts,
          construct: "a heading below the third level",
        }),
      );
    else if (node.type === "blockquote" && !isCallout(node, within))
      problems.push(
        problem("notice/markdown-not-allowed", where, {
          ...facts,
          construct: "a box (>) of more than one paragraph, or inside something else",
        }),
      );
    else if (node.type === "link" && !safeLink.test(node.url))
      problems.push(problem("notice/link-not-allowed", where, facts));
    if ("children" in node) for (const child of node.children) visit(child, node);
  };
  visit(tree);
  return problems;
}

/** A quotation in Markdown is a box in a letter: one paragraph, standing by itself. */
function isCallout(node: Blockquote, within: Nodes | undefined): boolean {
  return within?.type === "root" && node.children.length === 1 && node.children[0]?.type === "paragraph";
}

/** Same for text that has no headings, boxes or page of its own: the incident's narrative. */
export function narrativeProblems(
  markdown: string,
  file: string,
  treeOf: (markdown: string) => Root = markdownTree,
): readonly Problem[] {
  const foreign = markdown.split("\n").findIndex((line) => /[\uE000-\uF8FF]/.test(line));
  if (foreign >= 0)
    return [problem("notice/private-use-character", { file, line: foreign + 1 }, { template: "" })];
  const tree = treeOf(markdown);
  const at = (line: number): Place => ({ file, line });
  const problems = [...treeProblems(tree, at)];
  for (const node of tree.children)
    if (node.type === "heading" || node.type === "thematicBreak" || node.type === "blockquote")
      problems.push(
        problem("notice/markdown-not-allowed", at(node.position?.start.line ?? 1), {
          template: "",
          construct: "a heading, a quotation (>) or a page break inside the narrative",
        }),
      );
  return problems;
}
