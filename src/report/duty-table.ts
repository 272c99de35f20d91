import { type Day, daysBetween } from "../calendar/index.ts";
import type { Duty } from "../law/index.ts";
import { dueWords, dutyOpen, statusWords } from "./duty-words.ts";
import { numberText } from "./word-list.ts";

/** The duties as a table to print: cells by column, and what is urgent. */
export type DutyTable = {
  readonly header: readonly string[];
  readonly alignments: readonly ("left" | "right")[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly overdue: boolean }[];
};

type Column = {
  readonly title: string;
  readonly right?: true;
  readonly cell: (duty: Duty) => string;
};

/**
 * All duties but those not owed, the most urgent first: those that name no day, because they are due
 * now, then by last day, client and law. Columns that would say the same in every row, or nothing, are
 * left out. Days left count from `on`. Where `width` characters are not enough, the citations go first,
 * then the ends of long names.
 */
export function dutyTable(duties: readonly Duty[], on: Day | undefined, width = Infinity): DutyTable {
  const shown = inOrder(duties.filter(({ status }) => status !== "notOwed"));
  const columns = fitted(columnsFor(shown, on), shown, width);
  return {
    header: columns.map(({ title }) => title),
    alignments: columns.map(({ right }) => (right ? "right" : "left")),
    rows: shown.map((duty) => ({
      cells: columns.map(({ cell }) => cell(duty)),
      overdue: on !== undefined && isOverdue(duty, on),
    })),
  };
}

/** Two spaces stand between columns. */
const between = 2;
const shortestName = 24;

function fitted(columns: readonly Column[], duties: readonly Duty[], width: number): readonly Column[] {
  const widthOf = ({ title, cell }: Column) =>
    duties.reduce((widest, duty) => Math.max(widest, cell(duty).length), title.length);
  const excess = (of: readonly Column[]) =>
    of.reduce((sum, column) => sum + widthOf(column) + between, -between) - width;
  if (excess(columns) <= 0) return columns;
  const uncited = columns.filter(({ title }) => title !== "citation");
  const tooMuch = excess(uncited);
  if (tooMuch <= 0) return uncited;
  return uncited.map((column) => {
    if (column.title !== "whom") return column;
    const most = Math.max(widthOf(column) - tooMuch, shortestName);
    const cell = (duty: Duty) => shortened(column.cell(duty), most);
    return { ...column, cell };
  });
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** Duties in the order of their urgency. */
export function inOrder(duties: readonly Duty[]): readonly Duty[] {
  const key = ({ due, client, jurisdiction, id }: Duty) => [due ?? "", client, jurisdiction, id].join("\t");
  return duties
    .map((duty) => ({ duty, key: key(duty) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ duty }) => duty);
}

function columnsFor(duties: readonly Duty[], on: Day | undefined): readonly Column[] {
  const some = (test: (duty: Duty) => boolean) => duties.some(test);
  const clients = new Set(duties.map(({ client }) => client));
  const column = (wanted: boolean, title: string, cell: Column["cell"], right?: true): Column[] =>
    wanted ? [{ title, cell, ...(right ? { right } : {}) }] : [];
  return [
    ...column(true, "due", dueWords),
    ...column(on !== undefined, "days left", (duty) => daysLeft(duty, on), true),
    ...column(some(aims), "aim at", (duty) => (aims(duty) ? (duty.target ?? "") : "")),
    ...column(some(mailsEarlier), "mail by", (duty) => (mailsEarlier(duty) ? (duty.practicalDay ?? "") : "")),
    ...column(
      some(({ notBefore }) => notBefore !== null),
      "not before",
      ({ notBefore }) => notBefore ?? "",
    ),
    ...column(true, "status", ({ status }) => statusWords[status]),
    ...column(clients.size > 1, "client", ({ client }) => client),
    ...column(true, "law", ({ jurisdiction }) => jurisdiction),
    ...column(true, "whom", whom),
    ...column(true, "count", ({ count }) => numberText(count), true),
    ...column(true, "citation", ({ citations }) => citations[0] ?? ""),
  ];
}

const aims = ({ target, due }: Duty) => target !== null && target !== due;

/** Whom the law wants told, and through whom. */
function whom({ name, recipients }: Duty): string {
  const { parents = 0, nextOfKin = 0 } = recipients ?? {};
  const beside = [
    ...(parents === 0 ? [] : [`${numberText(parents)} through parents`]),
    ...(nextOfKin === 0 ? [] : [`${numberText(nextOfKin)} through next of kin`]),
  ];
  return beside.length === 0 ? name : `${name} (${beside.join(", ")})`;
}

function mailsEarlier({ practicalDay, due }: Duty): boolean {
  return practicalDay !== null && practicalDay !== due;
}

/** Whether its last day has passed and somebody still has to meet it. */
export function isOverdue(duty: Duty, on: Day): boolean {
  return dutyOpen(duty) && duty.due !== null && duty.due < on;
}

function daysLeft(duty: Duty, on: Day | undefined): string {
  if (on === undefined || duty.due === null) return "";
  const left = numberText(daysBetween(on, duty.due));
  return isOverdue(duty, on) ? `OVERDUE ${left}` : left;
}
