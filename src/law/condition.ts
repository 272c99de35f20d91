import type { DutyQuestion } from "./duty.ts";
import { type Condition, type Count, meets, thresholdText } from "./law-vocabulary.ts";
import type { Situation } from "./situation.ts";

/** Whether a rule speaks to this client for these residents, and why. */
export type ConditionResult = {
  readonly holds: boolean | "unknown";
  /** The number that was compared, and the threshold in words; null if the rule has none. */
  readonly compared: { readonly count: number; readonly threshold: string } | null;
  readonly why: readonly string[];
  readonly questions: readonly DutyQuestion[];
};

/** The residents (or, for a federal law, all individuals) to whom the rule is put. */
export type Whom = { readonly residents: number; readonly undeliverable: number; readonly name: string };

/** Evaluates `when` of a rule that makes a duty. No condition always holds. */
export function conditionResult(
  when: Condition | undefined,
  situation: Situation,
  whom: Whom,
  exposed: ReadonlySet<string>,
): ConditionResult {
  const why: string[] = [];
  const questions: DutyQuestion[] = [];
  let holds: boolean | "unknown" = true;
  let compared: ConditionResult["compared"] = null;
  const fails = (because: string) => {
    holds = false;
    why.push(because);
  };
  const compare = (threshold: Count | undefined, count: number, of: string) => {
    if (threshold === undefined) return;
    const met = meets(count, threshold);
    compared = { count, threshold: `${thresholdText(threshold)} ${of}` };
    const sentence = `${count} is ${met ? "" : "not "}${thresholdText(threshold)} (${of}).`;
    if (met) why.push(sentence);
    else fails(sentence);
  };
  const kind = situation.client.kind;
  compare(when?.residents, whom.residents, `residents of ${whom.name}`);
  compare(when?.individuals, situation.population.total, "individuals of the client");
  compare(when?.undeliverable, whom.undeliverable, "individuals whom a letter cannot reach");
  if (when?.anyExposed !== undefined && !when.anyExposed.some((element) => exposed.has(element)))
    fails(`None of ${when.anyExposed.join(", ")} was exposed.`);
  if (when?.clientKinds !== undefined && !when.clientKinds.includes(kind))
    fails(`Speaks only to clients of kind ${when.clientKinds.join(", ")}; this one is ${kind}.`);
  if (when?.notClientKinds?.includes(kind)) fails(`Does not speak to clients of kind ${kind}.`);
  if (when?.notifier === "vendor" && situation.incident.notifier.role !== "vendor")
    fails("Speaks only to a vendor.");
  if (when?.licence !== undefined && !situation.client.licences?.includes(when.licence.id)) {
    if (situation.client.licences !== undefined) fails(`The client is not ${when.licence.text}.`);
    else {
      if (holds === true) holds = "unknown";
      questions.push({
        text: `Is the client ${when.licence.text}? Only then is this owed.`,
        field: "licences",
        blocking: false,
        conservative: "Treat it as owed until answered.",
        alternative: "Not owed.",
      });
    }
  }
  return { holds, compared, why, questions };
}
