import type { Ast, Reading } from "./template-names.ts";
import type { FactForm } from "./template-node.ts";

/** Helpers that hold other text. */
export const blockHelpers = ["if", "unless", "is", "each", "element", "dated"] as const;
export type BlockHelper = (typeof blockHelpers)[number];

/** Helpers that write one fact in a form of its own. */
export const factForms: Readonly<Record<string, FactForm>> = {
  web: "web",
  lines: "lines",
  inOneLine: "inOneLine",
};

/** Helpers without arguments that write something that is no fact. */
export const marksWithoutArguments = ["signature", "br"] as const;

const known = [...blockHelpers, ...Object.keys(factForms), ...marksWithoutArguments, "not"].join(", ");

/** Reports a helper that is not on the closed list, or not with these arguments. */
export function helperUnknown(helper: string, node: Ast, { report }: Reading): undefined {
  return report("notice/helper-unknown", node, { helper, known });
}
