import type { Day } from "../calendar/index.ts";

/** Whom a duty is owed to. */
export type DutyTo =
  | "individuals"
  | "regulator"
  | "creditBureaus"
  | "media"
  | "secretary"
  | "client"
  | "public";

/** How far the source of a rule was read. Never upgraded on the way from the facts. */
export type Confidence = "read" | "secondary" | "recalled";

/** A question that counsel or the coordinator must answer, and the field that answers it. */
export type DutyQuestion = { readonly text: string; readonly field?: string };

/**
 * What a provision asks in this incident: who must be told what, by which day, and why.
 * Counted per client and per jurisdiction, never pooled.
 */
export type Duty = {
  readonly id: string;
  readonly client: string;
  readonly jurisdiction: string;
  readonly provision: string;
  readonly to: DutyTo;
  /** Whom by name: “Attorney General”, “Affected individuals”. */
  readonly name: string;
  readonly status: "owed" | "notOwed" | "deemed" | "question";
  readonly due: Day | null;
  readonly dueKind: "day" | "withoutUnreasonableDelay" | "contemporaneously" | "none";
  /** First day on which sending is allowed, under a law-enforcement hold. */
  readonly notBefore: Day | null;
  /** The last mailing day that is not after `due`. */
  readonly practicalDay: Day | null;
  readonly count: number;
  readonly threshold: string | null;
  readonly citations: readonly string[];
  readonly confidence: Confidence;
  readonly verifiedOn: Day;
  /** Provision, version, trigger, day 0, arithmetic: enough to recompute by hand. */
  readonly why: readonly string[];
  readonly questions: readonly DutyQuestion[];
};
