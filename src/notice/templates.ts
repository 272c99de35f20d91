import { createHash } from "node:crypto";
import type { TemplateOverride } from "../incident/index.ts";
import type { ContentElement } from "../law/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";
import type { ParsedPieces } from "./blocks-of-markdown.ts";
import type { TextFacets } from "./notice.ts";
import { parseTemplate } from "./parse-template.ts";
import { templateMarkdownProblems } from "./template-markdown.ts";
import { eachNode, type TemplateNode } from "./template-node.ts";
import { isWordsFile, type WordLayers, wordLayers } from "./template-words.ts";

/** One checked template file. */
export type Template = {
  /** Relative to templates/, with forward slashes: `en/elements/opening.md`. */
  readonly name: string;
  /** The client whose override it is, `null` for the incident’s override, undefined for our own. */
  readonly overriddenBy: string | null | undefined;
  readonly nodes: readonly TemplateNode[];
};

/** All templates, checked: our own, and what an incident or a client puts in their place. */
export type Templates = {
  readonly own: ReadonlyMap<string, Template>;
  readonly forIncident: ReadonlyMap<string, Template>;
  readonly forClient: ReadonlyMap<string, ReadonlyMap<string, Template>>;
  /** The words of each language, ours and those put in their place. */
  readonly words: WordLayers;
  /** SHA-256 (hex) over all names and texts. */
  readonly hash: string;
  /** Markdown that was parsed before; it saves time and changes nothing. */
  readonly parsed: ParsedPieces;
};

/** An override without its file: what `TemplateOverride` of the incident folder brings. */
export type OverrideText = Pick<TemplateOverride, "client" | "template" | "text">;

// A reader's kind picks `opening.parent.md` or `opening.next-of-kin.md` when it is there.
const recipientSuffix: Readonly<Record<TextFacets["recipient"], string>> = {
  adult: "",
  parentOrGuardian: ".parent",
  nextOfKin: ".next-of-kin",
  public: ".public",
};

/** Stands for the state paragraphs; it is not a file. */
export const statesPartial = "states";

/**
 * Checks all templates and joins them. Pure: texts in, tree out. An override replaces the one file
 * of the same name for the incident (`client: null`) or for one client.
 * @param files name under templates/ → text
 */
export function loadTemplates(
  files: ReadonlyMap<string, string>,
  overrides: readonly OverrideText[] = [],
): Read<Templates> {
  const problems: Problem[] = [];
  const own = new Map<string, Template>();
  const forIncident = new Map<string, Template>();
  const forClient = new Map<string, Map<string, Template>>();
  const load = (name: string, label: string, text: string, overriddenBy: string | null | undefined) => {
    const { value: nodes, problems: found } = parseTemplate(label, text);
    problems.push(...found, ...templateMarkdownProblems(label, nodes));
    return { name, overriddenBy, nodes } satisfies Template;
  };

  for (const [name, text] of [...files].sort(byName))
    if (!isWordsFile(name)) own.set(name, load(name, name, text, undefined));
  for (const override of overrides) {
    if (isWordsFile(override.template)) continue;
    const label = overrideLabel(override.client, override.template);
    if (!takesPart(override.template, files, overrides))
      problems.push(problem("notice/override-unknown", { template: label }));
    const template = load(override.template, label, override.text, override.client);
    if (override.client === null) forIncident.set(override.template, template);
    else {
      const ofClient = forClient.get(override.client) ?? new Map<string, Template>();
      ofClient.set(override.template, template);
      forClient.set(override.client, ofClient);
    }
  }

  const hash = createHash("sha256");
  for (const [name, text] of [...files].sort(byName)) hash.update(`${JSON.stringify([name, text])}\n`);
  for (const { client, template, text } of overrides)
    hash.update(`${JSON.stringify([client, template, text])}\n`);
  const words = wordLayers(files, overrides);
  problems.push(...words.problems);
  const value: Templates = {
    own,
    forIncident,
    forClient,
    words: words.value,
    hash: hash.digest("hex"),
    parsed: new Map(),
  };
  problems.push(...includeProblems(value));
  return { value, problems };
}

function byName(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] < b[0] ? -1 : 1;
}

/**
 * Whether a text will ever be read: it stands for one of ours, or for one of ours to one kind of reader,
 * or in a further language; or another override includes it. Otherwise its words would silently be missing.
 */
function takesPart(
  name: string,
  files: ReadonlyMap<string, string>,
  overrides: readonly OverrideText[],
): boolean {
  const [, language = "", partial = ""] = /^([^/]+)\/(.+)\.md$/.exec(name) ?? [];
  const suffix = Object.values(recipientSuffix).find((each) => each !== "" && partial.endsWith(each)) ?? "";
  const base = partial.slice(0, partial.length - suffix.length);
  return (
    [language, "en"].some((each) => files.has(`${each}/${base}.md`)) ||
    /^states\/us-[a-z]{2}$/.test(base) ||
    overrides.some(({ text }) => text.includes(`> ${base}}`))
  );
}

/** How problems name a template: an override by where it lies. */
function overrideLabel(client: string | null | undefined, name: string): string {
  if (client === undefined) return name;
  return client === null ? `incident: templates/${name}` : `clients/${client}/templates/${name}`;
}

/** The label of a template for problems. */
export function templateLabel(template: Template): string {
  return overrideLabel(template.overriddenBy, template.name);
}

/** The file that counts for this client: its own override, else the incident's, else ours. */
function templateNamed(templates: Templates, client: string, name: string): Template | undefined {
  return (
    templates.forClient.get(client)?.get(name) ?? templates.forIncident.get(name) ?? templates.own.get(name)
  );
}

/** The file for this reader: the variant written for their kind where there is one. */
export function templateFor(templates: Templates, facets: TextFacets, partial: string): Template | undefined {
  const named = (suffix: string) =>
    templateNamed(templates, facets.client, `${facets.language}/${partial}${suffix}.md`);
  return named(recipientSuffix[facets.recipient]) ?? named("");
}

/** The jurisdictions that have a paragraph of their own in this language, sorted. */
export function statesWithParagraph(templates: Templates, facets: TextFacets): readonly string[] {
  const names = new Set<string>();
  const maps = [templates.own, templates.forIncident, templates.forClient.get(facets.client)];
  for (const map of maps)
    for (const name of map?.keys() ?? []) {
      const state = new RegExp(`^${facets.language}/states/(us-[a-z]{2})\\.md$`).exec(name)?.[1];
      if (state !== undefined) names.add(state.toUpperCase());
    }
  return [...names].sort();
}

/** The files in which a content element is marked, for the next step of a problem. */
export function templatesWithElement(
  templates: Templates,
  facets: TextFacets,
  element: ContentElement,
): readonly string[] {
  const names = [...templates.own.keys()].filter((name) => name.startsWith(`${facets.language}/`));
  return names.filter((name) => {
    const template = templateNamed(templates, facets.client, name);
    return [...eachNode(template?.nodes ?? [])].some(
      (node) => node.kind === "element" && node.element === element,
    );
  });
}

function includeProblems(templates: Templates): readonly Problem[] {
  const problems: Problem[] = [];
  const layers = [templates.own, templates.forIncident, ...templates.forClient.values()];
  const names = new Set(layers.flatMap((layer) => [...layer.keys()]));
  for (const template of layers.flatMap((layer) => [...layer.values()])) {
    const language = template.name.split("/")[0] ?? "";
    const reached = new Set<string>();
    const follow = (nodes: readonly TemplateNode[]): boolean => {
      for (const node of eachNode(nodes)) {
        if (node.kind !== "partial" || node.name === statesPartial) continue;
        for (const suffix of Object.values(recipientSuffix)) {
          const name = `${language}/${node.name}${suffix}.md`;
          if (name === template.name) return true;
          if (reached.has(name)) continue;
          reached.add(name);
          for (const layer of layers) if (follow(layer.get(name)?.nodes ?? [])) return true;
        }
      }
      return false;
    };
    for (const node of eachNode(template.nodes)) {
      if (node.kind !== "partial" || node.name === statesPartial) continue;
      const where = { template: templateLabel(template), line: node.line };
      if (!names.has(`${language}/${node.name}.md`))
        problems.push(problem("notice/partial-unknown", where, { partial: node.name }));
      else if (follow([node])) problems.push(problem("notice/partial-circle", where, { partial: node.name }));
    }
  }
  return problems;
}
