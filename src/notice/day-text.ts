import type { Day } from "../calendar/index.ts";
import { filled, type LanguageWords } from "./language-words.ts";

/** The day as a letter writes it: `March 2, 2026`, `2 de marzo de 2026`. */
export function dayText(day: Day, { dates }: LanguageWords): string {
  const [year = "", month = "", ofMonth = ""] = day.split("-");
  return filled(dates.day, {
    day: String(Number(ofMonth)),
    month: dates.months[Number(month) - 1] ?? "",
    year,
  });
}

/** When it happened, to follow “took place”; undefined if neither day is known. */
export function occurredText(
  from: Day | undefined,
  to: Day | undefined,
  words: LanguageWords,
): string | undefined {
  const { on, onOrBefore, between } = words.dates;
  if (from === undefined)
    return to === undefined ? undefined : filled(onOrBefore, { day: dayText(to, words) });
  if (to === undefined || to === from) return filled(on, { day: dayText(from, words) });
  return filled(between, { from: dayText(from, words), to: dayText(to, words) });
}

/** A count as people write it: `1,204`. */
export function countText(count: number, { thousands }: LanguageWords): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, () => thousands);
}
