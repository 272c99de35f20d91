import { addMonths, type Day, parseDay } from "../calendar/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { helperUnknown } from "./template-helpers.ts";
import { isText, type Reading } from "./template-names.ts";
import type { TemplateNode } from "./template-node.ts";

type Dated = Extract<TemplateNode, { kind: "dated" }>;

const names: readonly string[] = ["from", "until", "seen"];

/**
 * `{{#dated from="2018-09-21" until="2027-12-31" seen="2026-11-22"}}…{{else}}…{{/dated}}`: advice that was
 * true from a day, will be until a day (both included), and was checked on a day, which must be given.
 */
export function datedAdvice(
  node: hbs.AST.BlockStatement,
  then: readonly TemplateNode[],
  otherwise: readonly TemplateNode[] | undefined,
  at: Reading,
): TemplateNode | undefined {
  const days = new Map<string, Day>();
  for (const { key, value } of node.hash?.pairs ?? []) {
    const day = isText(value) ? parseDay(value.value) : undefined;
    if (!names.includes(key)) return helperUnknown(`dated … ${key}=`, node, at);
    if (day === undefined) return at.report("notice/dated-not-a-day", node, { name: key });
    days.set(key, day);
  }
  const [from, until, seen] = [days.get("from"), days.get("until"), days.get("seen")];
  if (node.params.length > 0 || seen === undefined || (from === undefined && until === undefined))
    return helperUnknown('dated from="…" until="…" seen="…"', node, at);
  if (from !== undefined && until !== undefined && until < from)
    return at.report("notice/dated-not-a-day", node, { name: "until" });
  return { kind: "dated", from, until, seen, then, otherwise, line: node.loc.start.line };
}

/**
 * What dated advice says in a letter of this day, and what is wrong with it: expired with nothing in its
 * place, or not looked at for so many months. Without a planned day the advice itself is taken.
 */
export function adviceOn(
  advice: Dated,
  on: Day | undefined,
  months: number,
  template: string,
): { readonly nodes: readonly TemplateNode[]; readonly problems: readonly Problem[] } {
  const { from, until, seen, then, otherwise, line } = advice;
  if (on === undefined) return { nodes: then, problems: [] };
  const where = { template, line };
  if (until !== undefined && until < on) {
    if (otherwise !== undefined) return { nodes: otherwise, problems: [] };
    return { nodes: [], problems: [problem("notice/advice-expired", where, { until, on })] };
  }
  if (from !== undefined && on < from) return { nodes: otherwise ?? [], problems: [] };
  const stale = addMonths(seen, months) < on;
  return { nodes: then, problems: stale ? [problem("notice/advice-stale", where, { seen, months })] : [] };
}
