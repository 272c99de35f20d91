import type { BlockContent, DefinitionContent, PhrasingContent, Root, RootContent } from "mdast";
import type { ContentElement } from "../law/index.ts";
import type { Problem } from "../problem/index.ts";
import { markdownTree, treeProblems } from "./markdown-tree.ts";
import type { Mark, MarkdownPiece } from "./markdown-writer.ts";
import type { Block, Inline, TextStyle } from "./notice.ts";

const marksOnly = /^(\s*\uE000\d+\uE001)+\s*$/;
const markOrText = /\uE000(\d+)\uE001|[^\uE000]+/g;

type Style = Omit<TextStyle, "elements">;
const plain: Style = { bold: false, italic: false, link: null };

/** Trees of pieces that were parsed before: most pieces are the same in most variants. */
export type ParsedPieces = Map<string, Root>;

/** What a piece came to before, with the content elements that it leaves open; it had no problems. */
type ReadPiece = { readonly blocks: readonly Block[]; readonly open: readonly ContentElement[] };

// Beside the trees and not in them: it is large, and a copy of the trees does without it.
const readBefore = new WeakMap<ParsedPieces, Map<string, ReadPiece>>();
// Some megabytes; what belongs to one client is of no use to the next.
const piecesKept = 4_000;

function piecesReadBefore(parsed: ParsedPieces): Map<string, ReadPiece> {
  let known = readBefore.get(parsed);
  if (known === undefined) {
    known = new Map();
    readBefore.set(parsed, known);
  }
  if (known.size >= piecesKept) known.clear();
  return known;
}

/**
 * Parses a variant's Markdown and puts the marks back: facts as literal text, slots as slots, content
 * elements as a property of each run. Runs of spaces and line ends become one space. Pieces that are the same
 * give the same blocks, not only equal ones, so that whatever follows can be done once for them.
 */
export function blocksOfMarkdown(
  pieces: readonly MarkdownPiece[],
  parsed: ParsedPieces,
): {
  readonly blocks: readonly Block[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const open: ContentElement[] = [];
  let marks: readonly Mark[] = [];

  const markAt = (index: string): Mark => {
    const mark = marks[Number(index)];
    if (mark === undefined) throw new Error(`no mark ${index}`);
    return mark;
  };
  const withElements = (style: Style): TextStyle => ({ ...style, elements: [...open] });

  const textWithMarks = (text: string, style: Style, into: Inline[]) => {
    for (const [piece, index] of text.matchAll(markOrText)) {
      if (index === undefined) {
        into.push({ kind: "text", text: piece.replace(/[ \t\n]+/g, " "), style: withElements(style) });
        continue;
      }
      const mark = markAt(index);
      switch (mark.kind) {
        case "fact":
          into.push({
            kind: "text",
            text: mark.text.normalize("NFC").replace(/\s+/g, " "),
            style: withElements({ ...style, link: mark.link ?? style.link }),
          });
          break;
        case "slot":
          into.push({ kind: "slot", field: mark.field, style: withElements(style) });
          break;
        case "break":
          into.push({ kind: "break" });
          break;
        case "open":
          open.push(mark.element);
          break;
        case "close":
          open.splice(open.lastIndexOf(mark.element), 1);
          break;
        case "signature":
          break;
      }
    }
  };
  const linkTarget = (url: string) =>
    url.replace(/\uE000(\d+)\uE001/g, (_, index: string) => {
      const mark = markAt(index);
      return mark.kind === "fact" ? (mark.link ?? mark.text) : "";
    });
  const phrasing = (nodes: readonly PhrasingContent[], style: Style, into: Inline[]): Inline[] => {
    for (const node of nodes)
      switch (node.type) {
        case "text":
          textWithMarks(node.value, style, into);
          break;
        case "strong":
          phrasing(node.children, { ...style, bold: true }, into);
          break;
        case "emphasis":
          phrasing(node.children, { ...style, italic: true }, into);
          break;
        case "link":
          phrasing(node.children, { ...style, link: linkTarget(node.url) }, into);
          break;
        case "break":
          into.push({ kind: "break" });
          break;
        default:
          // Everything else is already a problem of the tree.
          break;
      }
    return into;
  };
  const inlinesOf = (nodes: readonly PhrasingContent[]) => tidy(phrasing(nodes, plain, []));

  const blockOf = (node: RootContent | BlockContent | DefinitionContent): Block | undefined => {
    switch (node.type) {
      case "heading":
        return {
          kind: "heading",
          level: Math.min(node.depth, 3) as 1 | 2 | 3,
          inlines: inlinesOf(node.children),
        };
      case "paragraph": {
        const only = node.children.length === 1 ? node.children[0] : undefined;
        const signs =
          only?.type === "text" &&
          marksOnly.test(only.value) &&
          [...only.value.matchAll(/\uE000(\d+)/g)].some(
            ([, index]) => markAt(index ?? "").kind === "signature",
          );
        const inlines = inlinesOf(node.children);
        if (signs) return { kind: "signature" };
        return inlines.length === 0 ? undefined : { kind: "paragraph", inlines };
      }
      case "blockquote": {
        const [only] = node.children;
        return only?.type === "paragraph"
          ? { kind: "callout", inlines: inlinesOf(only.children) }
          : undefined;
      }
      case "list":
        return {
          kind: "list",
          ordered: node.ordered ?? false,
          items: node.children.map((item) => item.children.flatMap((child) => blockOf(child) ?? [])),
        };
      case "table": {
        const [header, ...rows] = node.children.map((row) =>
          row.children.map((cell) => inlinesOf(cell.children)),
        );
        return { kind: "table", header: header ?? [], rows };
      }
      case "thematicBreak":
        return { kind: "pageBreak" };
      default:
        return undefined;
    }
  };

  const before = piecesReadBefore(parsed);
  const blocks = pieces.flatMap((piece) => {
    const key = JSON.stringify([piece.markdown, piece.marks, open]);
    const known = before.get(key);
    if (known !== undefined) {
      open.splice(0, open.length, ...known.open);
      return known.blocks;
    }
    const tree = parsedTree(piece.markdown, parsed);
    const found = treeProblems(tree, (line) => piece.origins[line - 1] ?? { line });
    problems.push(...found);
    marks = piece.marks;
    const read = tree.children.flatMap((node) => blockOf(node) ?? []);
    if (found.length === 0) before.set(key, { blocks: read, open: [...open] });
    return read;
  });
  if (open.length > 0) throw new Error(`content elements left open: ${open.join(", ")}`);
  return { blocks, problems };
}

/** The tree of a piece of Markdown, parsed once. */
export function parsedTree(markdown: string, parsed: ParsedPieces): Root {
  let tree = parsed.get(markdown);
  if (tree === undefined) {
    tree = markdownTree(markdown);
    parsed.set(markdown, tree);
  }
  return tree;
}

function sameStyle(a: TextStyle, b: TextStyle): boolean {
  return (
    a.bold === b.bold && a.italic === b.italic && a.link === b.link && a.elements.join() === b.elements.join()
  );
}

/** Joins neighbouring runs of one style, and drops spaces at the edges and doubled ones between runs. */
function tidy(inlines: readonly Inline[]): Inline[] {
  const out: Inline[] = [];
  let spaceBefore = true;
  for (const inline of inlines) {
    if (inline.kind !== "text") {
      const last = out.at(-1);
      if (inline.kind === "break" && last?.kind === "text")
        out[out.length - 1] = { ...last, text: last.text.replace(/ +$/, "") };
      out.push(inline);
      spaceBefore = inline.kind === "break";
      continue;
    }
    const text = spaceBefore ? inline.text.replace(/^ +/, "") : inline.text;
    if (text === "") continue;
    spaceBefore = text.endsWith(" ");
    const last = out.at(-1);
    if (last?.kind === "text" && sameStyle(last.style, inline.style))
      out[out.length - 1] = { ...last, text: last.text + text };
    else out.push({ ...inline, text });
  }
  const last = out.at(-1);
  if (last?.kind === "text") {
    const text = last.text.replace(/ +$/, "");
    if (text === "") out.pop();
    else out[out.length - 1] = { ...last, text };
  }
  return out;
}
