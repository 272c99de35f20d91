import { helperUnknown } from "./template-helpers.ts";
import { type Ast, type Items, isField, isPath, isText, kindOf, type Reading } from "./template-names.ts";
import type { TemplateTest } from "./template-node.ts";

/** The condition of `if` and `unless`: a facet or fact that is there, `(is …)` or `(not …)`. */
export function presenceTest(
  params: readonly Ast[],
  node: Ast,
  items: Items,
  at: Reading,
): TemplateTest | undefined {
  const argument = params[0];
  if (params.length !== 1 || argument === undefined) return helperUnknown("if", node, at);
  if (argument.type === "SubExpression") {
    const { path, params: inner } = argument as hbs.AST.SubExpression;
    const name = isPath(path) ? path.original : "";
    if (name === "is") return equalityTest(inner, node, items, at);
    if (name !== "not") return helperUnknown(name, node, at);
    const test = presenceTest(inner, node, items, at);
    return test === undefined ? undefined : { kind: "not", test };
  }
  if (!isPath(argument)) return helperUnknown("if", node, at);
  if (isField(argument) || kindOf(argument, items, at) === undefined) return undefined;
  return { kind: "present", path: argument.parts };
}

/** The condition of `is`: a facet or fact, and the texts of which it must be one. */
export function equalityTest(
  params: readonly Ast[],
  node: Ast,
  items: Items,
  at: Reading,
): TemplateTest | undefined {
  const [subject, ...rest] = params;
  if (isField(subject)) return undefined;
  const values = rest.filter(isText).map((text) => text.value);
  if (!isPath(subject) || values.length === 0 || values.length < rest.length)
    return helperUnknown("is", node, at);
  const kind = kindOf(subject, items, at);
  if (kind === undefined) return undefined;
  const possible: unknown = typeof kind === "object" && "values" in kind ? kind.values : undefined;
  if (Array.isArray(possible) && possible.length > 0)
    for (const value of values)
      if (!possible.includes(value))
        at.report("notice/facet-value-unknown", node, {
          fact: subject.original,
          value,
          known: possible.join(", "),
        });
  return { kind: "is", path: subject.parts, values };
}
