import { z } from "zod";
import { clientSchema } from "./client.ts";
import { clientFields, type DescribedFields, incidentFields } from "./field-description.ts";
import { incidentSchema } from "./incident.ts";

/** A JSON Schema (draft 2020-12), for an editor to complete and check by. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The shape of incident.json as it is written, before defaults. */
export function incidentJsonSchema(): JsonSchema {
  return described(z.toJSONSchema(incidentSchema, { io: "input" }), "incident.json", incidentFields);
}

/** The shape of clients/<client>/client.json as it is written, before defaults. */
export function clientJsonSchema(): JsonSchema {
  return described(z.toJSONSchema(clientSchema, { io: "input" }), "client.json", clientFields);
}

type Node = {
  description?: string;
  properties?: Record<string, Node>;
  required?: readonly string[];
  items?: Node | readonly Node[];
  additionalProperties?: Node | boolean;
  anyOf?: readonly Node[];
  oneOf?: readonly Node[];
  enum?: readonly unknown[];
  const?: unknown;
  default?: unknown;
};

function described(schema: unknown, title: string, fields: DescribedFields): JsonSchema {
  const gone = new Set(Object.keys(fields));
  walk(schema as Node, "", (path, node) => {
    gone.delete(path);
    const field = fields[path];
    if (field !== undefined) node.description = `${field.about}.`;
  });
  if (gone.size > 0) throw new Error(`${title} has no field ${[...gone].join(", ")}`);
  return { ...(schema as JsonSchema), title };
}

/** Visits every named field below a node, a field before what is in it; unions and lists add no name. */
function walk(node: Node, at: string, visit: (path: string, node: Node, required: boolean) => void): void {
  for (const choice of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) walk(choice, at, visit);
  const { items, additionalProperties: each } = node;
  for (const item of items === undefined ? [] : [items].flat()) walk(item, `${at}[]`, visit);
  if (typeof each === "object") walk(each, `${at}.*`, visit);
  for (const [key, field] of Object.entries(node.properties ?? {})) {
    const path = at === "" ? key : `${at}.${key}`;
    visit(path, field, node.required?.includes(key) ?? false);
    walk(field, path, visit);
  }
}

/** One field of a JSON file, for whoever fills it in. */
export type Field = {
  /** `offers[].months`: `[]` is every entry of a list, `*` every key. */
  readonly path: string;
  readonly about: string;
  /** The words it may be, if they are a closed list. */
  readonly values: readonly string[];
  /** `always`: whenever what it stands in is given. */
  readonly needed: "always" | "duties" | "letters" | undefined;
};

/** Every field of incident.json, in the order of the schema. */
export function incidentFieldList(): readonly Field[] {
  return fieldList(incidentJsonSchema(), incidentFields);
}

/** Every field of client.json, in the order of the schema. */
export function clientFieldList(): readonly Field[] {
  return fieldList(clientJsonSchema(), clientFields);
}

function fieldList(schema: JsonSchema, fields: DescribedFields): readonly Field[] {
  const found = new Map<string, Field>();
  walk(schema as Node, "", (path, node, required) => {
    const values = [...new Set([...(found.get(path)?.values ?? []), ...valuesOf(node)])];
    const needed = fields[path]?.for ?? (required ? "always" : undefined);
    found.set(path, { path, about: node.description ?? "", values, needed });
  });
  return [...found.values()];
}

/** The closed list of a field, or of a list's entries. */
function valuesOf(node: Node): readonly string[] {
  const words = [node.enum ?? [], "const" in node ? [node.const] : []].flat();
  const inside = [node.items ?? [], node.anyOf ?? []].flat();
  return [...words.map(String), ...inside.flatMap(valuesOf)];
}
