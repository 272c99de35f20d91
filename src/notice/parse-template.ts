import Handlebars from "handlebars";
import { contentElements } from "../law/index.ts";
import { problem, type Read } from "../problem/index.ts";
import { type FieldName, fieldNames } from "./notice.ts";
import { datedAdvice } from "./template-dates.ts";
import {
  type BlockHelper,
  blockHelpers,
  factForms,
  helperUnknown,
  marksWithoutArguments,
} from "./template-helpers.ts";
import {
  type Ast,
  hashValues,
  type Items,
  isField,
  isPath,
  isText,
  kindOf,
  type NameKind,
  type Reading,
  reading,
  refuseFields,
} from "./template-names.ts";
import type { FactForm, TemplateNode } from "./template-node.ts";
import { equalityTest, presenceTest } from "./template-test.ts";

/** U+E000 to U+F8FF carry our marks through Markdown, so no text may bring its own. */
const privateUse = /[\uE000-\uF8FF]/;

/**
 * Parses one template with Handlebars and reduces its tree to what a notice may do. Everything else
 * in it is a problem with file and line: a condition on a field, an unknown name, `{{{`, decorators.
 */
export function parseTemplate(template: string, text: string): Read<readonly TemplateNode[]> {
  const foreign = text.split("\n").findIndex((line) => privateUse.test(line));
  if (foreign >= 0)
    return {
      value: [],
      problems: [problem("notice/private-use-character", { template, line: foreign + 1 }, { file: "" })],
    };
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parse(text.replaceAll("\r\n", "\n"));
  } catch (error) {
    return {
      value: [],
      problems: [problem("notice/template-unreadable", { template, line: lineOfError(error) })],
    };
  }
  const at = reading(template);
  return { value: nodesOf(program, {}, at), problems: at.problems };
}

function lineOfError(error: unknown): number {
  if (!(error instanceof Error)) throw error;
  const own = (error as { lineNumber?: number }).lineNumber;
  return own ?? Number(/line (\d+)/.exec(error.message)?.[1] ?? 1);
}

function nodesOf(program: hbs.AST.Program | undefined, items: Items, at: Reading): readonly TemplateNode[] {
  return (program?.body ?? []).flatMap((statement) => nodeOf(statement, items, at) ?? []);
}

function nodeOf(node: hbs.AST.Statement, items: Items, at: Reading): TemplateNode | undefined {
  switch (node.type) {
    case "ContentStatement":
      return textNode(node);
    case "CommentStatement":
      return undefined;
    case "MustacheStatement":
      return mustacheNode(node as hbs.AST.MustacheStatement, items, at);
    case "BlockStatement":
      return blockNode(node as hbs.AST.BlockStatement, items, at);
    case "PartialStatement":
      return partialNode(node as hbs.AST.PartialStatement, at);
    default:
      return at.report("notice/construct-unknown", node, { construct: node.type });
  }
}

function textNode(node: hbs.AST.Statement): TemplateNode {
  const { value, original } = node as unknown as { value: string; original: string };
  // Handlebars drops the line ends around tags that stand alone; the line number must not drift.
  const dropped = original.slice(0, Math.max(0, original.indexOf(value)));
  return { kind: "text", text: value, line: node.loc.start.line + (dropped.match(/\n/g)?.length ?? 0) };
}

function partialNode(node: hbs.AST.PartialStatement, at: Reading): TemplateNode | undefined {
  if (!isPath(node.name) || node.params.length > 0 || node.hash !== undefined)
    return at.report("notice/construct-unknown", node, { construct: "a partial with arguments" });
  return { kind: "partial", name: node.name.original, line: node.loc.start.line };
}

function mustacheNode(node: hbs.AST.MustacheStatement, items: Items, at: Reading): TemplateNode | undefined {
  const { path, params, hash } = node;
  if (!node.escaped) return at.report("notice/triple-stash", node);
  if (!isPath(path)) return at.report("notice/construct-unknown", node, { construct: "a literal as a tag" });
  refuseFields([...params, ...hashValues(hash)], at);
  const bare = params.length === 0 && hash === undefined;
  const mark = marksWithoutArguments.find((name) => name === path.original);
  if (mark !== undefined && bare) return { kind: mark, line: node.loc.start.line };
  if (bare && isField(path)) return slotNode(path, at);
  const form = Object.hasOwn(factForms, path.original) ? factForms[path.original] : undefined;
  if (bare && form === undefined) return factNode(path, "plain", items, at);
  const argument = params[0];
  if (form === undefined || params.length !== 1 || hash !== undefined || !isPath(argument))
    return helperUnknown(path.original, node, at);
  return isField(argument) ? undefined : factNode(argument, form, items, at);
}

function slotNode(path: hbs.AST.PathExpression, at: Reading): TemplateNode | undefined {
  const field = fieldNames.find((name) => name === path.parts[1]);
  if (path.parts.length !== 2 || field === undefined)
    return at.report("notice/field-unknown", path, { field: path.original, known: fieldNames.join(", ") });
  return { kind: "slot", field: field satisfies FieldName, line: path.loc.start.line };
}

function factNode(
  path: hbs.AST.PathExpression,
  form: FactForm,
  items: Items,
  at: Reading,
): TemplateNode | undefined {
  const kind = kindOf(path, items, at);
  if (kind === undefined) return undefined;
  const wanted = form === "lines" || form === "inOneLine" ? "lines" : "text";
  if (kind !== wanted && !(kind === "markdown" && form === "plain"))
    return notPrintable(path, kind, wanted, at);
  return { kind: "fact", path: path.parts, form, line: path.loc.start.line };
}

function notPrintable(path: hbs.AST.PathExpression, kind: NameKind, wanted: string, at: Reading): undefined {
  const is = typeof kind === "string" ? kind : "each" in kind ? "list" : "values" in kind ? "facet" : "group";
  return at.report("notice/fact-not-printable", path, { fact: path.original, is, wanted });
}

function blockNode(node: hbs.AST.BlockStatement, items: Items, at: Reading): TemplateNode | undefined {
  const { params, hash, path } = node;
  refuseFields([path, ...params, ...hashValues(hash)], at);
  const helper: BlockHelper | undefined = blockHelpers.find((name) => name === path.original);
  if (helper === "each" && hash === undefined) return eachNode(node, items, at);
  const then = nodesOf(node.program, items, at);
  const otherwise = nodesOf(node.inverse, items, at);
  if (helper === "dated")
    return datedAdvice(node, then, node.inverse === undefined ? undefined : otherwise, at);
  if (helper === undefined || helper === "each" || hash !== undefined)
    return isField(path) ? undefined : helperUnknown(path.original, node, at);
  if (helper === "element") return elementNode(node, then, at);
  const test =
    helper === "is" ? equalityTest(params, node, items, at) : presenceTest(params, node, items, at);
  if (test === undefined) return undefined;
  return {
    kind: "condition",
    test: helper === "unless" ? { kind: "not", test } : test,
    then,
    otherwise,
    line: node.loc.start.line,
  };
}

function eachNode(node: hbs.AST.BlockStatement, items: Items, at: Reading): TemplateNode | undefined {
  const path = node.params[0];
  const [item, ...more] = node.program.blockParams ?? [];
  if (isField(path)) return undefined;
  if (!isPath(path) || node.params.length !== 1 || item === undefined || more.length > 0)
    return helperUnknown("each … as |item|", node, at);
  const kind = kindOf(path, items, at);
  if (kind === undefined) return undefined;
  if (typeof kind !== "object" || !("each" in kind)) return notPrintable(path, kind, "list", at);
  const holds = kind.each as Items[string];
  const body = nodesOf(node.program, { ...items, [item]: holds }, at);
  return { kind: "each", path: path.parts, item, body, line: node.loc.start.line };
}

function elementNode(
  node: hbs.AST.BlockStatement,
  body: readonly TemplateNode[],
  at: Reading,
): TemplateNode | undefined {
  const name: Ast | undefined = node.params[0];
  if (node.params.length !== 1 || !isText(name) || node.inverse !== undefined)
    return helperUnknown("element", node, at);
  const element = contentElements.find((known) => known === name.value);
  if (element === undefined) return at.report("notice/element-unknown", node, { element: name.value });
  const { start, end } = node.loc;
  return {
    kind: "element",
    element,
    holds: start.line === end.line ? "text" : "blocks",
    body,
    line: start.line,
  };
}
