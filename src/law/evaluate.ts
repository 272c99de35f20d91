import { type Day, mailingDayOnOrAfter, mailingDayOnOrBefore } from "../calendar/index.ts";
import type { DataElement } from "../incident/index.ts";
import { businessDaysOf } from "./business-days.ts";
import { type ClockResult, clock } from "./clock.ts";
import { type Counts, conditionResult, type Whom, type WhyLine } from "./condition.ts";
import { dataElementName } from "./data-element-name.ts";
import type { Duty } from "./duty.ts";
import { exemptionsFor } from "./exemption.ts";
import { type LawOfDay, lawsThatMayGovern } from "./governing-law.ts";
import { type HipaaClause, hipaaClauseFor } from "./hipaa-clause.ts";
import { underHolds } from "./hold.ts";
import type { Jurisdiction, Provision, Version } from "./jurisdiction.ts";
import { type DeadlineRule, isDeadline } from "./rule.ts";
import type { Situation } from "./situation.ts";
import { type TriggerResult, triggerOf } from "./trigger.ts";

/** One law put to one client for the residents of one place. */
export type LawQuestion = {
  readonly jurisdiction: Jurisdiction;
  readonly situation: Situation;
  readonly whom: Whom;
  readonly exposed: ReadonlySet<DataElement>;
  /** The day whose law governs. */
  readonly governing: Day;
};

type Timing = Pick<Duty, "due" | "dueKind" | "target" | "notBefore" | "practicalDay" | "why" | "questions">;

/** What the law asks by one provision: a duty without its names and numbers. */
export type Evaluation = Omit<Timing, "why"> &
  Pick<Duty, "status" | "threshold"> & {
    readonly version: Version;
    /** The number that the duty hangs on, or the residents. */
    readonly count: keyof Counts;
    readonly why: readonly WhyLine[];
    /** “What would change it”: exemptions that nobody claims. */
    readonly wouldChange: readonly string[];
    /** False if the law is not meant for this kind of client at all. */
    readonly binds: boolean;
  };

/**
 * Evaluates a provision under the law of the governing day, and under every other law that was in
 * force at some time between the breach and the notice; the stricter result is used and the others
 * are told in `why`. Undefined if no version was in force.
 */
export function evaluate(provision: Provision, question: LawQuestion): Evaluation | undefined {
  const { jurisdiction, situation, governing } = question;
  const found = lawsThatMayGovern(jurisdiction, provision, situation, governing).flatMap((law) => {
    const { rule } = law.version;
    return isDeadline(rule) ? [underLaw(provision, law, rule, question)] : [];
  });
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  const strictest = others.reduce((best, other) => (isStricter(other, best) ? other : best), first);
  const rest = found.filter((each) => each !== strictest);
  return { ...strictest, why: [...strictest.why, ...rest.map(alsoShown)] };
}

function alsoShown({ version, status, due, dueKind }: Evaluation): string {
  const by =
    due !== null
      ? `by ${due}`
      : dueKind === "withoutUnreasonableDelay"
        ? "without unreasonable delay"
        : "with another duty";
  const outcome =
    status === "notOwed" ? "not owed" : `${status === "question" ? "perhaps owed" : status} ${by}`;
  return `The law also read otherwise between the breach and the notice (version from ${version.from}, ${version.cite}): ${outcome}. The stricter is used.`;
}

const rank = { owed: 3, question: 3, deemed: 2, notOwed: 1 } as const;

function isStricter(a: Evaluation, b: Evaluation): boolean {
  if (rank[a.status] !== rank[b.status]) return rank[a.status] > rank[b.status];
  if (a.due === null || b.due === null) return a.due !== null && b.due === null;
  if (a.due !== b.due) return a.due < b.due;
  return a.status === "owed" && b.status === "question";
}

const nothingDue = {
  status: "notOwed",
  due: null,
  dueKind: "none",
  target: null,
  notBefore: null,
  practicalDay: null,
  questions: [],
} as const;

function underLaw(
  provision: Provision,
  law: LawOfDay,
  rule: DeadlineRule,
  question: LawQuestion,
): Evaluation {
  const { jurisdiction, situation, whom, exposed } = question;
  const { version } = law;
  const trigger = triggerOf(jurisdiction, provision.regime, law.on, exposed, situation);
  const condition = conditionResult(version.when, situation, whom, exposed, {
    jurisdiction: jurisdiction.jurisdiction,
    dueOf: (id) => dueOf(id, question),
    dueWithoutHolds: (id) => dueOf(id, { ...question, situation: { ...situation, holds: [] } }),
  });
  const stands = {
    version,
    count: condition.compared?.count ?? ("residents" as const),
    threshold: condition.compared?.threshold ?? null,
  };
  const head = [headText(provision, law, question), triggerText(trigger)];
  if (!trigger.speaks) return { ...stands, ...nothingDue, why: head, wouldChange: [], binds: trigger.binds };
  const why = [...head, ...condition.why];
  if (condition.holds === false) return { ...stands, ...nothingDue, why, wouldChange: [], binds: true };
  const clause = hipaaClauseFor(jurisdiction, provision.id, situation, trigger.elements, law.on);
  const exemptions = exemptionsFor(jurisdiction, provision, version, situation, law.on);
  const { standIn, ...timing } = timingOf(clause?.clock ?? rule, law, clause, question);
  return {
    ...stands,
    ...timing,
    status: statusOf(
      clause,
      standIn || exemptions.claimed || trigger.question !== undefined || law.question !== undefined,
      condition.holds,
    ),
    why: [...why, ...(clause === undefined ? [] : [clause.why]), ...exemptions.why, ...timing.why],
    questions: [
      ...(law.question === undefined ? [] : [law.question]),
      ...(trigger.question === undefined ? [] : [trigger.question]),
      ...condition.questions,
      ...exemptions.questions,
      ...timing.questions,
    ],
    wouldChange: clause?.silences ? [] : exemptions.wouldChange,
    binds: true,
  };
}

function headText({ id }: Provision, { version, on, because }: LawOfDay, question: LawQuestion): string {
  const head = `${question.jurisdiction.name}, ${id}, version from ${version.from} (${version.cite})`;
  if (on === question.governing) return `${head}: ${because}, ${on}.`;
  return `${head}: the law of ${on}, ${because}.`;
}

function triggerText(trigger: TriggerResult): string {
  const cite = trigger.cite === "" ? "" : ` (${trigger.cite})`;
  if (!trigger.speaks) return `Silent: ${trigger.because}${cite}.`;
  return `Triggered by ${trigger.elements.map(dataElementName).join(", ") || "any data"}${cite}.`;
}

function statusOf(
  clause: HipaaClause | undefined,
  doubtful: boolean,
  holds: boolean | "unknown",
): Duty["status"] {
  if (clause?.silences) return "deemed";
  return doubtful || holds === "unknown" ? "question" : "owed";
}

function timingOf(
  rule: DeadlineRule,
  law: LawOfDay,
  clause: HipaaClause | undefined,
  question: LawQuestion,
): Timing & Pick<ClockResult, "standIn"> {
  const { jurisdiction, situation } = question;
  const ran = clock(rule, {
    situation,
    notCountedBefore: law.later ? law.on : undefined,
    dueOf: (id) => dueOf(id, question),
    businessDays: businessDaysOf(jurisdiction),
  });
  const held =
    "delayFor" in rule && rule.delayFor?.includes("lawEnforcement") && !clause?.silences
      ? underHolds(
          situation.holds,
          jurisdiction.jurisdiction,
          ran.due,
          rule.kind === "within" ? rule.afterHold : undefined,
          businessDaysOf(jurisdiction),
        )
      : { due: ran.due, notBefore: null, why: [], questions: [] };
  return {
    due: held.due,
    dueKind: ran.dueKind,
    target: laterOf(ran.target === ran.due ? held.due : ran.target, held.notBefore),
    notBefore: held.notBefore,
    practicalDay: held.due === null ? null : practicalDay(held.due, held.notBefore),
    why: [...ran.why, ...held.why],
    questions: [...ran.questions, ...held.questions],
    standIn: ran.standIn,
  };
}

function laterOf(a: Day | null, b: Day | null): Day | null {
  return a !== null && b !== null && b > a ? b : a;
}

function practicalDay(due: Day, notBefore: Day | null): Day {
  const on = mailingDayOnOrBefore(due);
  // A hold may end on a Sunday that is also the last day: the next mailing day is then all there is.
  return notBefore !== null && on < notBefore ? mailingDayOnOrAfter(notBefore) : on;
}

/** The last day of another provision of the same law, holds included; null if it names none. */
function dueOf(id: string, question: LawQuestion): Day | null {
  const provision = question.jurisdiction.provisions.find((each) => each.id === id);
  const found = provision === undefined ? undefined : evaluate(provision, question);
  return found?.due ?? null;
}
