import type { After, DeadlineRule, Span } from "../law/index.ts";
import type { LawNames } from "./condition-phrase.ts";
import { counted, wordList } from "./word-list.ts";

const anchors: Readonly<Record<Extract<After, string>, string>> = {
  discovery: "discovery of the breach",
  notificationOfBreach: "being told of the breach by the vendor",
  determination: "determination that there was a breach",
  confirmation: "confirmation of the breach",
  individualNotice: "notice to individuals",
  hhsNotice: "the report to HHS",
  vendorDiscovery: "the vendor's discovery of the breach",
  riskAssessment: "the written finding that harm is not likely",
};

/** Which event decides whether a version governs, where the act that brought it says so. */
export function governedBySentence(governedBy: After): string {
  const events = typeof governedBy === "string" ? [governedBy] : governedBy.anyOf;
  return `Governs if any of these comes on or after its first day, whenever the breach was discovered: ${wordList(
    events.map((each) => anchors[each]),
    "or",
  )}.`;
}

function anchorPhrase(after: After): string {
  if (typeof after === "string") return anchors[after];
  return `${wordList(
    after.anyOf.map((each) => anchors[each]),
    "or",
  )}, whichever is earlier`;
}

/** “30 calendar days”, “1 business day”, “48 hours”. */
function spanPhrase(span: Span): string {
  if (span.businessDays !== undefined) return counted(span.businessDays, "business day");
  if (span.hours !== undefined) return counted(span.hours, "hour");
  return counted(span.calendarDays ?? 0, "calendar day");
}

const delays = {
  lawEnforcement: "while law enforcement asks for it",
  scopeAndRestoration: "as far as needed to find the scope of the breach and to restore the system",
} as const;

/** By when, in sentences: the arithmetic of a rule, what may delay it, and stricter readings. */
export function deadlineSentences(rule: DeadlineRule, names: LawNames): string[] {
  const delay = "delayFor" in rule ? (rule.delayFor ?? []) : [];
  return [
    ...timeSentences(rule, names),
    ...(delay.length === 0
      ? []
      : [
          `May be delayed ${wordList(
            delay.map((each) => delays[each]),
            "and",
          )}.`,
        ]),
    ...(rule.kind === "within" && rule.afterHold !== undefined
      ? [
          `If the last day falls into a law-enforcement delay: within ${spanPhrase(rule.afterHold)} after its end.`,
        ]
      : []),
  ];
}

function timeSentences(rule: DeadlineRule, names: LawNames): string[] {
  switch (rule.kind) {
    case "within": {
      const sooner =
        rule.orEarlier === undefined ? "" : `, or on the day of ${anchors[rule.orEarlier]} if that is sooner`;
      const strict = rule.strictly;
      const strictly =
        strict === undefined
          ? []
          : "with" in strict
            ? [`Read more strictly (an open question): on the same day as “${names.about(strict.with)}”.`]
            : [`Read more strictly (an open question): counted from ${anchorPhrase(strict.after)}.`];
      return [`Within ${spanPhrase(rule)} after ${anchorPhrase(rule.after)}${sooner}.`, ...strictly];
    }
    case "withoutUnreasonableDelay":
      return [
        `Without unreasonable delay after ${anchorPhrase(rule.after)}; the law names no number of days.`,
      ];
    case "noLaterThan":
      return [`Not later than “${names.about(rule.duty)}”.`];
    case "before":
      return [`Before “${names.about(rule.duty)}”.`];
    case "contemporaneously":
      return [`At the same time as “${names.about(rule.duty)}”.`];
    case "annualLog":
      return [
        `Within ${counted(rule.calendarDays, "calendar day")} after the end of the calendar year in which the breach was discovered.`,
      ];
    default:
      return rule satisfies never;
  }
}
