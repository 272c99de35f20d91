import { addDays, type Day, endOfYear, weekday } from "../calendar/index.ts";
import type { BusinessDayCount } from "./business-days.ts";
import type { DueOf } from "./condition.ts";
import type { Duty, DutyQuestion } from "./duty.ts";
import { addSpan, spanText } from "./hold.ts";
import type { After, DeadlineRule, Within } from "./rule.ts";
import { type AnchorDay, anchorDay, earliest, earliestAnchor, type Situation } from "./situation.ts";

/** The last day that a rule names, before any law-enforcement hold. */
export type ClockResult = {
  readonly due: Day | null;
  readonly dueKind: Duty["dueKind"];
  readonly target: Day | null;
  readonly why: readonly string[];
  readonly questions: readonly DutyQuestion[];
  /** True if the day rests on a date that is not given. */
  readonly standIn: boolean;
};

/** What a clock may ask of the rest of the law. */
export type ClockContext = {
  readonly situation: Situation;
  /** First day of a version that came into force after the governing day; day 0 is not before it. */
  readonly notCountedBefore: Day | undefined;
  readonly dueOf: DueOf;
  readonly businessDays: BusinessDayCount;
};

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** `2026-02-15 (Sunday)`. */
function dayText(on: Day): string {
  return `${on} (${weekdays[weekday(on)]})`;
}

function anchorOf(situation: Situation, after: After): AnchorDay | undefined {
  return typeof after === "string" ? anchorDay(situation, after) : earliestAnchor(situation, after.anyOf);
}

const nothing: ClockResult = {
  due: null,
  dueKind: "none",
  target: null,
  why: ["No day is given from which the clock could count."],
  questions: [{ text: "On which day was the breach discovered?", field: "dates.discovered", blocking: true }],
  standIn: true,
};

/** Works out the last day by one rule; every step is in `why`. */
export function clock(rule: DeadlineRule, context: ClockContext): ClockResult {
  switch (rule.kind) {
    case "within":
      return within(rule, context);
    case "withoutUnreasonableDelay": {
      const anchor = anchorOf(context.situation, rule.after);
      return {
        due: null,
        dueKind: "withoutUnreasonableDelay",
        target: null,
        why: [
          `Without unreasonable delay; the law names no last day. It counts from ${anchor === undefined ? "a day that is not given" : `${anchor.day}, ${anchor.because}`}.`,
        ],
        questions: anchor?.questions.filter((question) => !question.blocking) ?? [],
        standIn: false,
      };
    }
    case "noLaterThan":
    case "before":
    case "contemporaneously":
      return relative(rule.kind, rule.duty, context);
    case "annualLog": {
      const anchor = anchorDay(context.situation, "discovery");
      if (anchor === undefined) return nothing;
      const end = endOfYear(anchor.day);
      const due = addDays(end, rule.calendarDays);
      return {
        due,
        dueKind: "day",
        target: due,
        why: [
          `Day 0: ${end}, the end of the calendar year of ${anchor.day}, ${anchor.because}.`,
          `${end} + ${rule.calendarDays} calendar days = ${dayText(due)}.`,
        ],
        questions: anchor.questions,
        standIn: anchor.standIn,
      };
    }
    default:
      return rule satisfies never;
  }
}

function within(rule: Within, context: ClockContext): ClockResult {
  const anchor = anchorOf(context.situation, rule.after);
  if (anchor === undefined) return nothing;
  const counted = countFrom(rule, anchor, context);
  const sooner = rule.orEarlier === undefined ? undefined : anchorDay(context.situation, rule.orEarlier);
  const takesSooner = sooner !== undefined && !sooner.standIn && sooner.day < counted.due;
  const due = takesSooner ? sooner.day : counted.due;
  const why = [...counted.why];
  if (takesSooner) why.push(`Or, if sooner, on ${sooner.day}, ${sooner.because}: due ${dayText(due)}.`);
  const strict = strictDay(rule, context);
  if (strict !== undefined && strict.day < due)
    why.push(`Read more strictly (${strict.because}): aim at ${dayText(strict.day)}.`);
  return {
    due,
    dueKind: "day",
    target: earliest(due, strict?.day) ?? due,
    why,
    questions: anchor.questions,
    standIn: anchor.standIn,
  };
}

function countFrom(rule: Within, anchor: AnchorDay, { notCountedBefore, businessDays }: ClockContext) {
  const late = notCountedBefore !== undefined && notCountedBefore > anchor.day;
  const day0 = late ? notCountedBefore : anchor.day;
  const due = addSpan(day0, rule, businessDays);
  return {
    due,
    why: [
      `Day 0: ${day0}, ${late ? `the first day of this version; ${anchor.day}, ${anchor.because}, is before it` : anchor.because}.`,
      `${day0} + ${spanText(rule)} = ${dayText(due)}; no roll-forward at weekends or holidays.`,
      ...(rule.businessDays === undefined ? [] : businessDays.otherReadings(day0, rule.businessDays)),
    ],
  };
}

function strictDay(rule: Within, context: ClockContext): { day: Day; because: string } | undefined {
  if (rule.strictly === undefined) return undefined;
  if ("with" in rule.strictly) {
    const planned = context.situation.dates.individualNotice;
    const day = earliest(planned, context.dueOf(rule.strictly.with));
    return day === undefined ? undefined : { day, because: `the same day as ${rule.strictly.with}` };
  }
  const anchor = anchorOf(context.situation, rule.strictly.after);
  if (anchor === undefined) return undefined;
  return {
    day: countFrom(rule, anchor, context).due,
    because: `counted from ${anchor.day}, ${anchor.because}`,
  };
}

const relation = {
  noLaterThan: "Not later than",
  before: "Before",
  contemporaneously: "At the same time as",
} as const;

function relative(kind: keyof typeof relation, duty: string, context: ClockContext): ClockResult {
  const planned = context.situation.dates.individualNotice;
  const last = context.dueOf(duty);
  const with_ = earliest(planned, last);
  const discovered = anchorDay(context.situation, "discovery")?.day;
  const why = [`${relation[kind]} ${duty}.`];
  const questions: DutyQuestion[] =
    planned === undefined
      ? [
          {
            text: "On which day will individuals be told? This duty follows that day.",
            field: "dates.individualNotice",
            blocking: false,
          },
        ]
      : [];
  if (with_ === undefined)
    return { due: null, dueKind: "contemporaneously", target: null, why, questions, standIn: false };
  why.push(
    with_ === planned
      ? `Individuals are told on ${dayText(with_)} (dates.individualNotice).`
      : `Individuals must be told by ${dayText(with_)}.`,
  );
  // The statutes say "prior to": the same morning would do, the day before is beyond doubt.
  const due = kind === "before" && with_ !== discovered ? addDays(with_, -1) : with_;
  if (due !== with_) why.push(`The day before: ${dayText(due)}.`);
  return {
    due,
    dueKind: kind === "contemporaneously" ? kind : "day",
    target: due,
    why,
    questions,
    standIn: false,
  };
}
