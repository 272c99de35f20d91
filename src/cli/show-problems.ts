import type { ProblemTally } from "../mailing/index.ts";
import { type Problem, type ProblemCode, problemText, type Severity } from "../problem/index.ts";
import type { Terminal } from "./terminal.ts";

const placesShown = 5;
const severityOrder: readonly Severity[] = ["warns", "holds", "stops"];
const severityLabel = { warns: "warning", holds: "held", stops: "stops" } as const;
const severityStyle = { warns: "dim", holds: "yellow", stops: "red" } as const;

/** One problem as JSON: the contract of `check --json`. */
export function problemDocument(p: Problem): unknown {
  const { title, now, next } = problemText(p);
  return {
    code: p.code,
    severity: p.severity,
    where: p.where,
    facts: p.facts,
    text: `${title}. ${now} ${next}`,
  };
}

/** Where a problem is, in one phrase: `people.csv row 17, column ZIP`. */
function place(p: Problem): string {
  const { file, row, column, path, template, line, client, jurisdiction, provision, variant, piece, page } =
    p.where;
  const parts = [
    file ?? template ?? "",
    row === undefined ? "" : `row ${row}`,
    line === undefined ? "" : `line ${line}`,
    column === undefined ? "" : `column ${column}`,
    path ?? "",
    jurisdiction ?? "",
    provision ?? "",
    variant ?? "",
    piece === undefined ? "" : `piece ${piece}`,
    page === undefined ? "" : `page ${page}`,
  ].filter((part) => part !== "");
  if (parts.length === 0 && client !== undefined) return `client ${client}`;
  return parts.join(", ");
}

/**
 * Prints problems grouped by code with a count and the first places, the gravest last so that it stands
 * above the prompt, each with its next step.
 */
export function showProblems(terminal: Terminal, tally: ProblemTally): void {
  const groups = new Map<ProblemCode, Problem[]>();
  for (const p of tally.kept) groups.set(p.code, [...(groups.get(p.code) ?? []), p]);
  const ordered = [...groups.values()].sort(
    ([a], [b]) =>
      severityOrder.indexOf(a?.severity ?? "warns") - severityOrder.indexOf(b?.severity ?? "warns"),
  );
  for (const group of ordered) {
    const [first] = group;
    if (first === undefined) continue;
    const { title, next } = problemText(first);
    const times = tally.counts.get(first.code) ?? group.length;
    const label = terminal.style(severityStyle[first.severity], severityLabel[first.severity]);
    const count = times > 1 ? ` (${times} times)` : "";
    terminal.note(`${label}  ${terminal.style("bold", title)}${count}  ${terminal.style("dim", first.code)}`);
    for (const p of group.slice(0, placesShown)) {
      const where = place(p);
      terminal.note(`   ${where === "" ? "" : `${where}: `}${problemText(p).now}`);
    }
    if (times > placesShown) terminal.note(`   … and ${times - placesShown} more`);
    terminal.note(`   → ${next}`);
    terminal.note();
  }
}
