import type { Day } from "../calendar/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";
import { factAt, type NoticeFacts } from "./fact-shape.ts";
import { type MarkdownPiece, markdownWriter } from "./markdown-writer.ts";
import type { TextFacets } from "./notice.ts";
import { adviceOn } from "./template-dates.ts";
import type { FactForm, TemplateNode, TemplateTest } from "./template-node.ts";
import {
  statesPartial,
  statesWithParagraph,
  type Template,
  type Templates,
  templateFor,
  templateLabel,
} from "./templates.ts";

/** The facts of one state's paragraph, whether it is the reader's or printed along with all others. */
type StateFacts = (jurisdiction: string) => NonNullable<NoticeFacts["state"]>;

export type WritingInput = {
  readonly templates: Templates;
  readonly facets: TextFacets;
  readonly facts: NoticeFacts;
  readonly variant: string;
  /** `own`: the reader's state only; `all`: every state that has a paragraph; or these states as well. */
  readonly addenda: "own" | "all" | readonly string[];
  readonly stateFacts: StateFacts;
  /** The planned day of mailing or posting, on which dated advice must hold. */
  readonly on: Day | undefined;
  /** Advice that nobody has checked for more months than this is warned of. */
  readonly staleAfterMonths: number;
  /** Addresses of sites are written without a link. */
  readonly unlinked: boolean;
};

/** What names mean at a point of a template: the facts, and the item of each `each` around it. */
type Scope = {
  readonly template: Template;
  readonly facts: NoticeFacts;
  readonly items: Readonly<Record<string, unknown>>;
  /** In another state's paragraph: what it says does not fulfil the law of the reader's own. */
  readonly ofAnotherState: boolean;
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
        mark({ kind: "fact", text: addressToRead(link), link: input.unlinked ? null : link }, origin);
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
      templateFor(templates, facets, `states/${state.toLowerCase()}`) ??
      templateFor(templates, facets, "states/other");
    const { addenda } = input;
    const others =
      addenda === "all" ? statesWithParagraph(templates, facets) : addenda === "own" ? [] : addenda;
    const paragraphs = [...new Set([facets.jurisdiction, ...others])].map((state) => ({
      state,
      facts: input.stateFacts(state),
    }));
    // By name, not the reader's first: readers of all states can then share one text.
    if (addenda === "all") paragraphs.sort((a, b) => ((a.facts.name ?? "") < (b.facts.name ?? "") ? -1 : 1));
    for (const { state, facts: ofState } of paragraphs) {
      const template = paragraphOf(state);
      if (template === undefined) continue;
      const facts = { ...scope.facts, state: ofState };
      const ofAnotherState = addenda === "all" && state !== facets.jurisdiction;
      apart(() => all(template.nodes, { ...scope, template, facts, ofAnotherState }));
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
      case "dated": {
        const advice = adviceOn(node, input.on, input.staleAfterMonths, origin.template);
        problems.push(...advice.problems);
        all(advice.nodes, scope);
        break;
      }
      case "each": {
        const list = valueAt(node.path, facets, scope);
        for (const item of Array.isArray(list) ? list : [])
          all(node.body, { ...scope, items: { ...scope.items, [node.item]: item } });
        break;
      }
      case "element": {
        const { element } = node;
        if (scope.ofAnotherState) {
          if (node.holds === "blocks") apart(() => all(node.body, scope));
          else all(node.body, scope);
          break;
        }
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

  all(outline.nodes, { template: outline, facts: input.facts, items: {}, ofAnotherState: false });
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

function valueAt(path: readonly string[], facets: TextFacets, { facts, items }: Scope): unknown {
  const [first = "", second = ""] = path;
  if (first === "facets") return facets[second as keyof TextFacets];
  let here: unknown = Object.hasOwn(items, first) ? items : facts;
  for (const name of path) here = (here as Readonly<Record<string, unknown>> | undefined)?.[name];
  return here;
}

function holds(test: TemplateTest, facets: TextFacets, scope: Scope): boolean {
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
