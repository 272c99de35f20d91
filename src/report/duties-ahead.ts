import { type Day, daysBetween } from "../calendar/index.ts";
import type { Duty } from "../law/index.ts";
import { inOrder, isOverdue } from "./duty-table.ts";
import { dutyOpen } from "./duty-words.ts";

/** What is to be done next, seen from one day. */
export type DutiesAhead = {
  /** Open duties whose last day has passed. */
  readonly overdue: number;
  /** Open duties of laws that name no day. */
  readonly undated: number;
  /** The nearest last days, each with all open duties that end on it. */
  readonly next: readonly {
    readonly due: Day;
    readonly daysLeft: number;
    readonly duties: readonly Duty[];
  }[];
};

/** The `count` nearest last days of open duties, from `on` itself on. */
export function dutiesAhead(duties: readonly Duty[], on: Day, count: number): DutiesAhead {
  const open = inOrder(duties.filter(dutyOpen));
  const byDay = new Map<Day, Duty[]>();
  for (const duty of open) {
    if (duty.due === null || duty.due < on) continue;
    const ofDay = byDay.get(duty.due);
    if (ofDay === undefined) byDay.set(duty.due, [duty]);
    else ofDay.push(duty);
  }
  return {
    overdue: open.filter((duty) => isOverdue(duty, on)).length,
    undated: open.filter(({ due }) => due === null).length,
    next: [...byDay]
      .slice(0, count)
      .map(([due, ofDay]) => ({ due, daysLeft: daysBetween(on, due), duties: ofDay })),
  };
}
