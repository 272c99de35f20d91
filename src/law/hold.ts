import { addDays, type Day, daysBetween } from "../calendar/index.ts";
import type { Hold } from "../incident/index.ts";
import type { BusinessDayCount } from "./business-days.ts";
import type { DutyQuestion } from "./duty.ts";
import type { Span } from "./rule.ts";

/** 45 CFR 164.412(b): an oral statement holds for at most 30 days from its date. */
const oralDays = 30;

/** How a hold moves one duty. */
export type Held = {
  readonly due: Day | null;
  readonly notBefore: Day | null;
  readonly why: readonly string[];
  readonly questions: readonly DutyQuestion[];
};

type Stretch = { readonly hold: Hold; readonly firstFree: Day; readonly openEnded: boolean };

function stretchOf(hold: Hold): Stretch {
  const oralEnd = addDays(hold.statedOn, oralDays);
  if (hold.through === undefined) return { hold, firstFree: oralEnd, openEnded: true };
  const afterThrough = addDays(hold.through, 1);
  const capped = hold.form === "oral" && oralEnd < afterThrough;
  return { hold, firstFree: capped ? oralEnd : afterThrough, openEnded: false };
}

function stretchesFor(stated: readonly Hold[], jurisdiction: string): Stretch[] {
  const holds = stated
    .filter((hold) => hold.jurisdictions === undefined || hold.jurisdictions.includes(jurisdiction))
    .sort((a, b) => (a.statedOn < b.statedOn ? -1 : 1));
  const oralFrom = new Set<string>();
  return holds.flatMap((hold) => {
    const oral = hold.form === "oral" || hold.through === undefined;
    // A second oral statement of the same agency does not stretch the 30 days without writing.
    if (oral && oralFrom.has(hold.agency)) return [];
    if (oral) oralFrom.add(hold.agency);
    return [stretchOf(hold)];
  });
}

/**
 * The last day of a duty under the law-enforcement holds that reach its jurisdiction. A last day
 * after the hold stays; one inside it moves to the first free day (or `afterHold` later).
 * Unspent days are not added back.
 * @param base the last day without holds; null if the law names none
 */
export function underHolds(
  stated: readonly Hold[],
  jurisdiction: string,
  base: Day | null,
  afterHold: Span | undefined,
  businessDays: BusinessDayCount,
): Held {
  let due = base;
  let notBefore: Day | null = null;
  const why: string[] = [];
  const questions: DutyQuestion[] = [];
  const stretches = stretchesFor(stated, jurisdiction);
  for (const { hold, firstFree, openEnded } of stretches) {
    if (due !== null && due < hold.statedOn) continue;
    if (notBefore === null || firstFree > notBefore) notBefore = firstFree;
    why.push(
      `Law-enforcement hold (${hold.form}, ${hold.agency}, stated ${hold.statedOn}${hold.through === undefined ? "" : `, through ${hold.through}`}): no sending before ${firstFree}.`,
    );
    if (openEnded && hold.form === "written")
      questions.push({
        text: `The written statement of ${hold.agency} names no end; it is treated like an oral one (30 days). Until when does it ask for delay?`,
        field: "lawEnforcementHolds[].through",
        blocking: false,
      });
    if (due === null || due >= firstFree) continue;
    const released = addDays(firstFree, -1);
    const moved = afterHold === undefined ? firstFree : addSpan(released, afterHold, businessDays);
    why.push(`The last day ${due} lies in the hold; due ${moved}. Unspent days are not added back.`);
    due = moved;
  }
  const tolled = tolledDay(base, stretches);
  if (tolled !== undefined)
    why.push(
      `For counsel only: if the unspent days resumed after the hold, the last day would be ${tolled}.`,
    );
  return { due, notBefore, why, questions };
}

/** The reading that adds unspent days back, for a single hold; no authority was found for it. */
function tolledDay(base: Day | null, stretches: readonly Stretch[]): Day | undefined {
  const [only, ...more] = stretches;
  if (base === null || only === undefined || more.length > 0 || base < only.hold.statedOn) return undefined;
  // An oral hold ends on its thirtieth day; a written one covers the day through which it was asked.
  const ends =
    only.hold.form === "written" && only.hold.through !== undefined ? only.hold.through : only.firstFree;
  return addDays(ends, daysBetween(only.hold.statedOn, base));
}

/** Whether any hold reaches the jurisdiction: the letter may have to say so. */
export function isHeld(stated: readonly Hold[], jurisdiction: string): boolean {
  return stretchesFor(stated, jurisdiction).length > 0;
}

/** The day so many calendar days, business days or hours (in whole days) later. */
export function addSpan(from: Day, span: Span, businessDays: BusinessDayCount): Day {
  if (span.businessDays !== undefined) return businessDays.add(from, span.businessDays);
  return addDays(from, span.calendarDays ?? Math.ceil((span.hours ?? 0) / 24));
}

/** “30 calendar days”, “48 hours (2 days)”. */
export function spanText(span: Span): string {
  if (span.businessDays !== undefined) return `${span.businessDays} business days`;
  if (span.hours !== undefined) return `${span.hours} hours (${Math.ceil(span.hours / 24)} days)`;
  return `${span.calendarDays} calendar days`;
}
