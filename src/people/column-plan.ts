import type { Client } from "../incident/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { isAnnotation } from "./annotated-copy.ts";
import { columnForHeader, headerKey, type PersonColumn, personColumnNames } from "./person-column.ts";

/** Which cell of a row fills which field; -1 where the file has no such column. */
export type ColumnPlan = Readonly<Record<PersonColumn, number>>;

export type PlannedColumns = {
  /** Undefined if a problem stops the file. */
  readonly plan: ColumnPlan | undefined;
  readonly problems: readonly Problem[];
};

/** In a mapping: the column is known to be there and is left unread on purpose. */
const ignoredColumn = "ignore";

const fewestKnown = 3;

const required: readonly (readonly PersonColumn[])[] = [
  ["id"],
  ["fullName", "lastName", "firstName"],
  ["address1"],
  ["city"],
  ["state"],
  ["zip"],
  ["dataElements"],
];

/**
 * The first phase: what each column means, by the client's mapping, else by a known header. A column
 * that nothing says the meaning of is told and not read; one missing, or two for one field, stops.
 */
export function planColumns(
  client: Client,
  file: string,
  header: readonly string[],
  headerRow: number,
): PlannedColumns {
  const problems: Problem[] = [];
  const mapping = new Map(
    Object.entries(client.people.columns).map(([from, to]) => [headerKey(from), to] as const),
  );
  const known = header.filter(
    (cell) => columnForHeader(cell) !== undefined || mapping.has(headerKey(cell)),
  ).length;
  // A list without a header row has people in its first row: their data must not be told as headers.
  if (known < fewestKnown) {
    return {
      plan: undefined,
      problems: [
        problem("people/header-missing", { file, row: headerRow }, { known, columns: header.length }),
      ],
    };
  }
  const plan = Object.fromEntries(personColumnNames.map((name) => [name, -1])) as Record<
    PersonColumn,
    number
  >;
  const at = (index: number) => ({ file, row: headerRow, column: columnLabel(header[index] ?? "", index) });

  const unseen = new Set(mapping.keys());
  header.forEach((cell, index) => {
    const key = headerKey(cell);
    const mapped = mapping.get(key);
    unseen.delete(key);
    if (mapped === ignoredColumn || isAnnotation(cell)) return;
    const name = mapped === undefined ? columnForHeader(cell) : asColumn(mapped);
    if (name !== undefined) {
      const earlier = plan[name];
      if (earlier === -1) plan[name] = index;
      else
        problems.push(problem("people/column-twice", at(index), { field: name, other: at(earlier).column }));
    } else if (mapped !== undefined) {
      problems.push(
        problem("people/column-mapped-to-unknown", at(index), { field: mapped, client: client.id }),
      );
    } else if (cell.trim() !== "") problems.push(problem("people/column-unknown", at(index)));
    else problems.push(problem("people/column-without-header", at(index)));
  });

  for (const from of unseen) {
    problems.push(problem("people/column-mapped-but-missing", { file, column: from }, { client: client.id }));
  }
  for (const choice of required) {
    if (choice.every((name) => plan[name] === -1)) {
      problems.push(
        problem("people/column-missing", { file, row: headerRow }, { column: choice.join(" or ") }),
      );
    }
  }
  if (plan.status === -1) problems.push(problem("people/column-status-missing", { file, row: headerRow }));
  const stopped = problems.some((p) => p.severity === "stops");
  return { plan: stopped ? undefined : plan, problems };
}

function asColumn(name: string): PersonColumn | undefined {
  return personColumnNames.find((known) => known === name);
}

/** The header as far as it may be shown: it is the file's own word, cut short and without odd marks. */
function columnLabel(header: string, index: number): string {
  const shown = header
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ")
    .trim()
    .slice(0, 40);
  return shown === "" ? `number ${index + 1}` : shown;
}
