import type { z } from "zod";
import { type Problem, problem, type Read } from "../problem/index.ts";
import { jsonFault } from "./json-text.ts";

/**
 * Reads a JSON text strictly by a schema: every fault is a problem with the file, the path, what is
 * there and what is wanted. The value is undefined if anything is wrong.
 */
export function readJson<T>(text: string, file: string, schema: z.ZodType<T>): Read<T | undefined> {
  const content = text.startsWith("\ufeff") ? text.slice(1) : text;
  const fault = jsonFault(content);
  if (fault !== undefined) {
    const { line, column } = fault;
    const found =
      fault.kind === "syntax"
        ? problem("incident/json-syntax", { file, line }, { column, wanted: fault.wanted })
        : problem("incident/json-key-twice", { file, line, path: fault.path }, { column });
    return { value: undefined, problems: [found] };
  }
  const json: unknown = JSON.parse(content);
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data, problems: [] };
  return {
    value: undefined,
    problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, json, file)),
  };
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, json: unknown, file: string): readonly Problem[] {
  const path = pathText(issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      problem(
        "incident/json-unknown-key",
        { file, path: pathText([...issue.path, key]) },
        { key: shown(key) },
      ),
    );
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    // The branch that came furthest says best what was meant.
    const deepest = issue.errors.toSorted((a, b) => depthOf(b) - depthOf(a))[0] ?? [];
    if (depthOf(deepest) > 0) {
      return deepest.flatMap((inner) =>
        problemsOf({ ...inner, path: [...issue.path, ...inner.path] }, json, file),
      );
    }
  }
  const there = valueAt(json, issue.path);
  if (path === "format" && there !== undefined) {
    return [problem("incident/format-unknown", { file, path }, { there: kindOf(there), wanted: 1 })];
  }
  const wanted = wantedBy(issue);
  return [
    there === undefined
      ? problem("incident/json-missing", { file, path }, { wanted })
      : problem("incident/json-wrong-value", { file, path }, { there: kindOf(there), wanted }),
  ];
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

/** `clients[0].dates.discovered`; the whole file is `(the file)`. */
function pathText(path: readonly PropertyKey[]): string {
  const text = path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${shown(String(step))}`))
    .join("");
  return text === "" ? "(the file)" : text.replace(/^\./, "");
}

function shown(key: string): string {
  return key.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "�").slice(0, 60);
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

/** What is there, without repeating it: names of people stand in these files too. */
function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  switch (typeof value) {
    case "string":
      return value === "" ? "an empty text" : `a text of ${value.length} characters`;
    case "number":
    case "boolean":
      return String(value);
    default:
      return "an object";
  }
}

function wantedBy(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return typeWords[issue.expected] ?? issue.expected;
    case "invalid_value":
      return `one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unitOf(issue.origin)}`;
    case "too_big":
      return `${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${unitOf(issue.origin)}`;
    case "invalid_format":
      return issue.message.startsWith("Invalid")
        ? (formatWords[issue.format] ?? issue.format)
        : issue.message;
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "invalid_union":
      return "discriminator" in issue && typeof issue.discriminator === "string"
        ? `a known ${issue.discriminator}`
        : "one of the shapes in the schema";
    case "invalid_key":
      return "a known key";
    default:
      return issue.message;
  }
}

const typeWords: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};
const formatWords: Readonly<Record<string, string>> = {
  email: "an e-mail address",
  url: "a URL",
  regex: "another form",
};

function unitOf(origin: string): string {
  return origin === "string" ? " characters" : origin === "array" ? " entries" : "";
}
