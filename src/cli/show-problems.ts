import type { ProblemTally } from "../mailing/index.ts";
import { type Problem, type ProblemCode, problemText, type Severity } from "../problem/index.ts";
import type { Terminal } from "./terminal.ts";

const placesShown = 5;
/** Fewer of those that say the same of one place after the other: which they are matters less than how many. */
const alikeShown = 3;
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
    showPlaces(terminal, group, times);
    terminal.note(`   → ${next}`);
    terminal.note();
  }
}

/** The first places of problems of one kind, of which there are `times`; what is the same of many is said once. */
function showPlaces(terminal: Terminal, group: readonly Problem[], times: number): void {
  const alike = Map.groupBy(group, (p) => problemText(p).now);
  let shown = 0;
  for (const [now, places] of [...alike].slice(0, placesShown)) {
    const named = places.map(place).filter((where) => where !== "");
    if (places.length === 1 || named.length < places.length) {
      terminal.note(`   ${named[0] === undefined ? "" : `${named[0]}: `}${now}`);
      shown += places.length;
      continue;
    }
    const rest = named.length - alikeShown;
    terminal.note(`   ${now}`);
    for (const where of named.slice(0, alikeShown)) terminal.note(`      ${where}`);
    if (rest > 0) terminal.note(`      … and ${rest} more`);
    shown += places.length;
  }
  if (times > shown) terminal.note(`   … and ${times - shown} more`);
}
