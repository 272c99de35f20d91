/**
 * Plain days, business days, holidays.
 * Knows the calendar of the United States and nothing of law or letters; never reads the clock.
 * Days are strings (a plain calendar date), because an instant in a time zone shifts deadlines.
 */
export {
  addBusinessDays,
  type ClosedDays,
  endOfYear,
  isBusinessDay,
  isMailingDay,
  mailingDayOnOrAfter,
  mailingDayOnOrBefore,
} from "./business-day.ts";
export { addDays, addMonths, type Day, day, daysBetween, formatDay, parseDay, weekday } from "./day.ts";
export { actualHolidaysIn, observedHolidaysIn } from "./holiday.ts";
export { type HolidayList, type HolidayRule, keptHolidaysIn, type Weekday } from "./holiday-rule.ts";
export { type PostingPeriod, postingPeriod } from "./posting-period.ts";
