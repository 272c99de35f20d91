import { type Problem, problem, type Read } from "../problem/index.ts";
import { factAt, type NoticeFacts } from "./fact-shape.ts";
import { type MarkdownPiece, markdownWriter } from "./markdown-writer.ts";
import type { Facets } from "./notice.ts";
import type { FactForm, TemplateNode, TemplateTest } from "./template-node.ts";
import {
  statesPartial,
  statesWithParagraph,
  type Template,
  type Templates,
  templateFor,
  templateLabel,
  templateNamed,
} from "./templates.ts";

/** The facts of one state's paragraph, whether it is the reader's or printed along with all others. */
type StateFacts = (jurisdiction: string) => NonNullable<NoticeFacts["state"]>;

export type WritingInput = {
  readonly templates: Templates;
  readonly facets: Facets;
  readonly facts: NoticeFacts;
  readonly variant: string;
  /** `own`: the reader's state only; `all`: every state that has a paragraph. */
  readonly addenda: "own" | "all";
  readonly stateFacts: StateFacts;
};

/** What names mean at a point of a template: the facts, and the item of each `each` around it. */
type Scope = {
  readonly template: Template;
  readonly facts: NoticeFacts;
  readonly items: Readonly<Record<string, unknown>>;
};

/** Follows the outline for one variant and writes its Markdown. Sees facets and facts, never fields. */
export function writeMarkdown(input: WritingInput, outline: Template): Read<readonly MarkdownPiece[]> {
  const { facets, templates } = input;
  const problems: Problem[] = [];
  const { write, mark, apart, pieces } = markdownWriter();

  const fact = (path: readonly string[], form: FactForm, line: number, scope: Scope) => {
    const value = valueAt(path, facets, scope);
    const origin = { template: templateLabel(scope.template), line };
    if (!isPresent(value)) {
      const where = { ...origin, variant: input.variant };
      problems.push(problem("notice/fact-missing", where, { fact: path.join(".") }));
      return;
    }
    if (factAt(path) === "markdown") {
      const file = `incident.json, narrative.${facets.language}.${path.at(-1)}`;
      apart(() => write(String(value).trim(), { file, line: 1 }));
      return;
    }
    const lines = Array.isArray(value) ? value.map(String) : [String(value)];
    switch (form) {
      case "plain":
      case "inOneLine":
        mark({ kind: "fact", text: lines.join(", "), link: null }, origin);
        break;
      case "web": {
        const link = lines.join("");
        mark({ kind: "fact", text: addressToRead(link), link }, origin);
        break;
      }
      case "lines":
        lines.forEach((text, index) => {
          if (index > 0) mark({ kind: "break" }, origin);
          mark({ kind: "fact", text, link: null }, origin);
        });
        break;
    }
  };

  const states = (scope: Scope) => {
    const paragraphOf = (state: string) =>
      templateNamed(templates, facets.client, `${facets.language}/states/${state.toLowerCase()}.md`) ??
      templateNamed(templates, facets.client, `${facets.language}/states/other.md`);
    const others = input.addenda === "all" ? statesWithParagraph(templates, facets) : [];
    for (const state of new Set([facets.jurisdiction, ...others])) {
      const template = paragraphOf(state);
      if (template === undefined) continue;
      const facts = { ...scope.facts, state: input.stateFacts(state) };
      apart(() => all(template.nodes, { ...scope, template, facts }));
    }
  };

  const all = (nodes: readonly TemplateNode[], scope: Scope) => {
    for (const node of nodes) one(node, scope);
  };
  const one = (node: TemplateNode, scope: Scope): void => {
    const origin = { template: templateLabel(scope.template), line: node.line };
    switch (node.kind) {
      case "text":
        write(node.text, origin);
        break;
      case "slot":
        mark({ kind: "slot", field: node.field }, origin);
        break;
      case "signature":
        apart(() => mark({ kind: "signature" }, origin));
        break;
      case "br":
        mark({ kind: "break" }, origin);
        break;
      case "fact":
        fact(node.path, node.form, node.line, scope);
        break;
      case "condition":
        all(holds(node.test, facets, scope) ? node.then : node.otherwise, scope);
        break;
      case "each": {
        const list = valueAt(node.path, facets, scope);
        for (const item of Array.isArray(list) ? list : [])
          all(node.body, { ...scope, items: { ...scope.items, [node.item]: item } });
        break;
      }
      case "element": {
        const { element } = node;
        const around = node.holds === "blocks" ? apart : (put: () => void) => put();
        around(() => mark({ kind: "open", element }, origin));
        all(node.body, scope);
        around(() => mark({ kind: "close", element }, origin));
        break;
      }
      case "partial": {
        if (node.name === statesPartial) {
          states(scope);
          break;
        }
        const template = templateFor(templates, facets, node.name);
        if (template !== undefined) apart(() => all(template.nodes, { ...scope, template }));
        break;
      }
    }
  };

  all(outline.nodes, { template: outline, facts: input.facts, items: {} });
  return { value: pieces(), problems };
}

/** An address as people read and type it: without `https://www.` and the last slash. */
function addressToRead(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}

function isPresent(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false && value !== "";
}

function valueAt(path: readonly string[], facets: Facets, { facts, items }: Scope): unknown {
  const [first = "", second = ""] = path;
  if (first === "facets") return facets[second as keyof Facets];
  let here: unknown = Object.hasOwn(items, first) ? items : facts;
  for (const name of path) here = (here as Readonly<Record<string, unknown>> | undefined)?.[name];
  return here;
}

function holds(test: TemplateTest, facets: Facets, scope: Scope): boolean {
  switch (test.kind) {
    case "not":
      return !holds(test.test, facets, scope);
    case "present":
      return isPresent(valueAt(test.path, facets, scope));
    case "is": {
      const value = valueAt(test.path, facets, scope);
      const text = typeof value === "boolean" ? (value ? "yes" : "no") : String(value ?? "");
      return test.values.includes(text);
    }
  }
}
