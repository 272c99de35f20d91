import {
  addBusinessDays,
  type ClosedDays,
  type Day,
  keptHolidaysIn,
  observedHolidaysIn,
} from "../calendar/index.ts";
import type { BusinessDayCalendar, Jurisdiction } from "./jurisdiction.ts";

/** How business days are counted in one jurisdiction. */
export type BusinessDayCount = {
  /** The day on which so many business days have passed, counted conservatively. */
  readonly add: (from: Day, count: number) => Day;
  /** What another reading of “business day” would give, told and not used. */
  readonly otherReadings: (from: Day, count: number) => readonly string[];
};

const byJurisdiction = new WeakMap<Jurisdiction, BusinessDayCount>();

/**
 * Monday to Friday without the days that both the federal list (5 U.S.C. 6103) and the State's list
 * keep: where they differ that gives the earlier day. The federal list alone if the State's is not in
 * the data.
 */
export function businessDaysOf(jurisdiction: Jurisdiction): BusinessDayCount {
  const known = byJurisdiction.get(jurisdiction);
  if (known !== undefined) return known;
  const { businessDayCalendar: own } = jurisdiction;
  const counted = own === undefined ? byFederalList : byBothLists(own);
  byJurisdiction.set(jurisdiction, counted);
  return counted;
}

const byFederalList: BusinessDayCount = {
  add: (from, count) => addBusinessDays(from, count),
  otherReadings: () => [],
};

function byBothLists(own: BusinessDayCalendar): BusinessDayCount {
  const ofState = yearly((year) => keptHolidaysIn(own, year));
  const ofBoth = yearly((year) => {
    const state = ofState(year);
    return new Set([...observedHolidaysIn(year)].filter((on) => state.has(on)));
  });
  return {
    add: (from, count) => addBusinessDays(from, count, ofBoth),
    otherReadings: (from, count) => {
      const used = addBusinessDays(from, count, ofBoth);
      const federal = addBusinessDays(from, count);
      const state = addBusinessDays(from, count, ofState);
      const list = `the State's list (${own.cite}, ${own.confidence})`;
      if (federal === used && state === used)
        return [`Counted Monday to Friday without holidays; the federal list and ${list} give the same day.`];
      return [
        `Counted Monday to Friday without the days that both the federal list (5 U.S.C. 6103) and ${list} keep. By the federal list alone: ${federal}; by the State's list alone: ${state}. The earliest is used.`,
      ];
    },
  };
}

function yearly(closedIn: ClosedDays): ClosedDays {
  const years = new Map<number, ReadonlySet<Day>>();
  return (year) => {
    const known = years.get(year);
    if (known !== undefined) return known;
    const days = closedIn(year);
    years.set(year, days);
    return days;
  };
}
