import { addDays, type Day } from "./day.ts";

/** How long a notice stays posted. */
export type PostingPeriod = {
  readonly from: Day;
  /** The last of the days that are owed, `from` being the first. */
  readonly through: Day;
  /** One spare day after it: nobody who counts otherwise finds it gone. */
  readonly spare: Day;
  /** The first day on which it may be taken down. */
  readonly removableOn: Day;
};

/**
 * The period of a posting that goes live on `from` and is owed for `days` days, the first one counted.
 * @example postingPeriod(day("2026-12-01"), 90).through // "2027-02-28"; removable on 2027-03-02
 */
export function postingPeriod(from: Day, days: number): PostingPeriod {
  const through = addDays(from, days - 1);
  return { from, through, spare: addDays(through, 1), removableOn: addDays(through, 2) };
}
