import type { Day } from "../calendar/index.ts";

import type { Recipients } from "./population.ts";

export const dutyTos = [
  "individuals",
  "regulator",
  "creditBureaus",
  "media",
  "secretary",
  "client",
  "public",
] as const;
/** Whom a duty is owed to. */
type DutyTo = (typeof dutyTos)[number];

export const confidences = ["read", "secondary", "recalled"] as const;
/** How far the source of a rule was read. Never upgraded on the way from the facts. */
type Confidence = (typeof confidences)[number];

/** A question that counsel or the coordinator must answer, and the field that answers it. */
export type DutyQuestion = {
  readonly text: string;
  /** The field of incident.json or client.json that answers it, if a field can. */
  readonly field?: string;
  /** True for a missing date: letters may not be produced until it is given. */
  readonly blocking: boolean;
  /** What the engine assumes meanwhile, and what else the law might mean. */
  readonly conservative?: string;
  readonly alternative?: string;
};

/**
 * What a provision asks in this incident: who must be told what, by which day, and why.
 * Counted per client and per jurisdiction, never pooled.
 */
export type Duty = {
  /** `client/jurisdiction/provision`, and `/US-XX` where one rule speaks for each State's residents. */
  readonly id: string;
  readonly client: string;
  /** The law that asks: `US-CA`, `US-HIPAA`. */
  readonly jurisdiction: string;
  readonly provision: string;
  readonly to: DutyTo;
  /** What the one who is told wants to be told, how, and whether with a sample of the letter; null if the law data do not say. */
  readonly tell: readonly string[];
  readonly how: string | null;
  readonly sampleLetter: boolean | null;
  /** For a duty to individuals, once lists were read: to whom the letters go. */
  readonly recipients: Recipients | null;
  /** Whom by name: “Attorney General”, “Affected individuals”. */
  readonly name: string;
  readonly status: "owed" | "notOwed" | "deemed" | "question";
  /** The outer legal limit: the last day on which the duty can be met. */
  readonly due: Day | null;
  readonly dueKind: "day" | "withoutUnreasonableDelay" | "contemporaneously" | "none";
  /** The day to aim at: `due`, or earlier where an open question may be read more strictly. */
  readonly target: Day | null;
  /** First day on which sending is allowed, under a law-enforcement hold. */
  readonly notBefore: Day | null;
  /** The last mailing day that is not after `due` (and not before `notBefore`). */
  readonly practicalDay: Day | null;
  readonly count: number;
  /** The State whose residents are counted, where the law counts by State (HIPAA media notice). */
  readonly residentsOf: string | null;
  readonly threshold: string | null;
  /** Whom the law binds; who sends is a matter of delegation. */
  readonly by: "client" | "vendor";
  readonly citations: readonly string[];
  readonly confidence: Confidence;
  readonly verifiedOn: Day;
  /** Provision, version, trigger, day 0, arithmetic: enough to recompute by hand. */
  readonly why: readonly string[];
  readonly questions: readonly DutyQuestion[];
};
