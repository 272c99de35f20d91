import type { ContentElement } from "../../src/law/index.ts";
import type { Block, Inline, Templates } from "../../src/notice/index.ts";

export type Template = Templates["own"] extends ReadonlyMap<string, infer T> ? T : never;
export type TemplateNode = Template["nodes"][number];
type ElementNode = Extract<TemplateNode, { kind: "element" }>;
type Run = Exclude<Inline, { kind: "break" }>;

/** The tree with each node under `change`; `undefined` takes the node out. */
export function changed(
  nodes: readonly TemplateNode[],
  change: (node: TemplateNode) => TemplateNode | undefined,
): readonly TemplateNode[] {
  return nodes.flatMap((node): readonly TemplateNode[] => {
    const made = change(node);
    if (made === undefined) return [];
    switch (made.kind) {
      case "element":
      case "each":
        return [{ ...made, body: changed(made.body, change) }];
      case "condition": {
        const then = changed(made.then, change);
        return [{ ...made, then, otherwise: changed(made.otherwise, change) }];
      }
      case "dated": {
        const then = changed(made.then, change);
        return [{ ...made, then, otherwise: made.otherwise && changed(made.otherwise, change) }];
      }
      default:
        return [made];
    }
  });
}

/** The templates with each file's tree changed. */
export function withTree(
  templates: Templates,
  change: (name: string, nodes: readonly TemplateNode[]) => readonly TemplateNode[],
): Templates {
  const own = new Map(
    [...templates.own].map(([name, file]) => [name, { ...file, nodes: change(name, file.nodes) }]),
  );
  return { ...templates, own };
}

/** Each mark of an element → its place: `fraudAlertInfo in en/elements/fraud-alert.md, number 1`. */
export function placesOfMarks(
  templates: Templates,
  files: readonly string[],
): ReadonlyMap<TemplateNode, string> {
  const places = new Map<TemplateNode, string>();
  for (const name of files) {
    const ofFile = new Map<string, number>();
    changed(templates.own.get(name)?.nodes ?? [], (node) => {
      if (node.kind !== "element") return node;
      const count = (ofFile.get(node.element) ?? 0) + 1;
      ofFile.set(node.element, count);
      places.set(node, `${node.element} in ${name}, number ${count}`);
      return node;
    });
  }
  return places;
}

export const isPlace = (mark: string) => mark.includes(" in ");
export const elementOf = (place: string) => place.split(" ")[0] as ContentElement;

/** The templates with the place in the name of each mark, and each file marked as a whole by its name. */
export function probed(templates: Templates, places: ReadonlyMap<TemplateNode, string>): Templates {
  return withTree(templates, (name, nodes) => {
    const named = changed(nodes, (node) => {
      const place = places.get(node);
      return place === undefined ? node : ({ ...node, element: place } as unknown as ElementNode);
    });
    const whole = { kind: "element", element: name, holds: "blocks", body: named, line: 1 };
    return [whole as unknown as ElementNode];
  });
}

/** Every run of text and every slot under the value, in the order of the blocks. */
export function runsOf(value: unknown): readonly Run[] {
  if (Array.isArray(value)) return value.flatMap(runsOf);
  if (typeof value !== "object" || value === null) return [];
  const inline = value as Inline;
  if (inline.kind === "slot" || inline.kind === "text") return [inline];
  return Object.values(value).flatMap(runsOf);
}

/** A run without what is no letter and no digit; the name of a slot. */
export function wordsOf(run: Run): string {
  return run.kind === "slot" ? run.field : run.text.replace(/[^\p{L}\p{N}]+/gu, "");
}

/** The marks and files that hold each run with a word in it. */
export function marksOf(blocks: readonly Block[]): readonly (readonly string[])[] {
  return runsOf(blocks).flatMap((run) => (wordsOf(run) === "" ? [] : [run.style.elements]));
}
