import type { Day } from "../calendar/index.ts";
import { clientKindName } from "./client-kind-name.ts";
import { dataElementName } from "./data-element-name.ts";
import type { DutyQuestion } from "./duty.ts";
import { isHeld } from "./hold.ts";
import { type Condition, type Count, grouped, meets, thresholdText } from "./law-vocabulary.ts";
import type { Situation } from "./situation.ts";

/** Whether a rule speaks to this client for these residents, and why. */
export type ConditionResult = {
  readonly holds: boolean | "unknown";
  /** Which number was compared, and the threshold in words; null if the rule has none. */
  readonly compared: { readonly count: keyof Counts; readonly threshold: string } | null;
  readonly why: readonly WhyLine[];
  readonly questions: readonly DutyQuestion[];
};

/** The residents (or, for a federal law, all individuals) to whom the rule is put. */
export type Whom = {
  readonly residents: number;
  readonly undeliverable: number;
  /** All individuals of the client, wherever they reside. */
  readonly individuals: number;
  readonly name: string;
};

/** The numbers that thresholds are compared with. */
export type Counts = Omit<Whom, "name">;

/** A line of `why`; one that names a count is written when the count is at hand. */
export type WhyLine = string | ((counts: Counts) => string);

/** The last day of another provision of the same law, holds included; null if it names none. */
export type DueOf = (provision: string) => Day | null;

/** What a condition may ask of the rest of the law. */
export type ConditionContext = {
  /** The jurisdiction's id: a hold may reach only some. */
  readonly jurisdiction: string;
  readonly dueOf: DueOf;
  /** The same as if law enforcement had not held notice back. */
  readonly dueWithoutHolds: DueOf;
};

/** Evaluates `when` of a rule that makes a duty. No condition always holds. */
export function conditionResult(
  when: Condition | undefined,
  situation: Situation,
  whom: Whom,
  exposed: ReadonlySet<string>,
  context: ConditionContext,
): ConditionResult {
  const why: WhyLine[] = [];
  const questions: DutyQuestion[] = [];
  let holds: boolean | "unknown" = true;
  let compared: ConditionResult["compared"] = null;
  const fails = (because: WhyLine) => {
    holds = false;
    why.push(because);
  };
  const compare = (threshold: Count | undefined, count: keyof Counts, of: string) => {
    if (threshold === undefined) return;
    const met = meets(whom[count], threshold);
    compared = { count, threshold: `${thresholdText(threshold)} ${of}` };
    const sentence = (counts: Counts) =>
      `${grouped.format(counts[count])} is ${met ? "" : "not "}${thresholdText(threshold)} (${of}).`;
    if (met) why.push(sentence);
    else fails(sentence);
  };
  const { kind, licences, notifier } = situation;
  compare(when?.residents, "residents", `residents of ${whom.name}`);
  compare(when?.individuals, "individuals", "individuals of the client");
  compare(when?.undeliverable, "undeliverable", "individuals whom a letter cannot reach");
  if (when?.anyExposed !== undefined && !when.anyExposed.some((element) => exposed.has(element)))
    fails(`None of these was exposed: ${when.anyExposed.map(dataElementName).join(", ")}.`);
  if (when?.clientKinds !== undefined && !when.clientKinds.includes(kind))
    fails(
      `Speaks only to ${when.clientKinds.map(clientKindName).join(", ")}; this client is ${clientKindName(kind)}.`,
    );
  if (when?.notClientKinds?.includes(kind)) fails(`Does not speak to ${clientKindName(kind)}.`);
  if (when?.notifier === "vendor" && notifier !== "vendor") fails("Speaks only to a vendor.");
  if (when?.lawEnforcementDelay) {
    if (isHeld(situation.holds, context.jurisdiction))
      why.push("Law enforcement asked to hold notice back (lawEnforcementHolds).");
    else
      fails("Owed only if law enforcement holds notice back; no statement is given (lawEnforcementHolds).");
  }
  if (when?.noHarmDetermination) {
    const { riskAssessment } = situation;
    if (riskAssessment?.finding === "noLikelyHarm")
      why.push(`Harm was found not to be likely on ${riskAssessment.on} (riskAssessment).`);
    else
      fails(
        "Owed only if notice is withheld after a written finding that harm is not likely; none is given (riskAssessment).",
      );
  }
  if (when?.noticeLaterThan !== undefined) {
    const late = noticeLater(when.noticeLaterThan, situation, context);
    if (late.holds) why.push(late.because);
    else fails(late.because);
  }
  if (when?.licence !== undefined && !licences?.includes(when.licence.id)) {
    if (licences !== undefined) fails(`The client is not ${when.licence.text}.`);
    else {
      if (holds === true) holds = "unknown";
      questions.push({
        text: `Is the client ${when.licence.text}? Only then is this owed. (licences: ["${when.licence.id}"] if so, [] if it is not.)`,
        field: "licences",
        blocking: false,
        conservative: "Treat it as owed until answered.",
        alternative: "Not owed.",
      });
    }
  }
  return { holds, compared, why, questions };
}

/** The law means its own last day: a notice that is held beyond it is late in this sense. */
function noticeLater(
  provision: string,
  { dates }: Situation,
  { dueOf, dueWithoutHolds }: ConditionContext,
): { readonly holds: boolean; readonly because: string } {
  const planned = dates.individualNotice;
  const last = dueWithoutHolds(provision);
  const only = `Owed only if individuals are told later than ${provision} allows without a hold`;
  if (last === null) return { holds: false, because: `${only}; it has no last day here.` };
  if (planned === undefined) {
    const held = dueOf(provision);
    return held !== null && held > last
      ? {
          holds: true,
          because: `Notice is held beyond ${last}, the last day of ${provision} without a hold.`,
        }
      : { holds: false, because: `${only} (${last}); no day is planned (dates.individualNotice).` };
  }
  return planned > last
    ? {
        holds: true,
        because: `Individuals are told on ${planned}, later than ${provision} allows without a hold (${last}).`,
      }
    : { holds: false, because: `${only} (${last}); they are told on ${planned}.` };
}
