import type { Day } from "../calendar/index.ts";
import type { DataElement } from "../incident/index.ts";
import { dataElementName } from "./data-element-name.ts";
import { rulesInForce } from "./in-force.ts";
import type { Jurisdiction } from "./jurisdiction.ts";
import type { RuleOf, Within } from "./rule.ts";
import type { Situation } from "./situation.ts";

/** What a State's clause about HIPAA entities does to one of its provisions. */
export type HipaaClause = {
  /** True only under the policy `deemed`. */
  readonly silences: boolean;
  /** The clock that runs instead of the provision's own, under the policy `deemed`. */
  readonly clock?: Within;
  readonly why: string;
};

/**
 * The clause that speaks of this provision for this kind of client, if there is one. Under the
 * policy `conservative` it changes nothing and is only told.
 * @param triggering the exposed data elements that make the law speak
 */
export function hipaaClauseFor(
  jurisdiction: Jurisdiction,
  provision: string,
  { kind, hipaaDeemed }: Situation,
  triggering: readonly DataElement[],
  on: Day,
): HipaaClause | undefined {
  for (const { rule, version } of rulesInForce(jurisdiction, on, "hipaaEffect")) {
    if (!(rule.appliesTo?.includes(kind) ?? false)) continue;
    const clock = rule.clocks?.find((each) => each.provision === provision)?.rule;
    if (!rule.deems.includes(provision) && clock === undefined) continue;
    const told = `The clause about HIPAA entities (${version.cite}, ${version.confidence}) ${effectWords[rule.effect]}`;
    const beyond = beyondClause(rule, triggering);
    if (beyond.length > 0)
      return {
        silences: false,
        why: `${told}; it reaches only ${rule.onlyExposed?.map(dataElementName).join(", ")}, and this was exposed too: ${beyond.map(dataElementName).join(", ")}.`,
      };
    if (hipaaDeemed !== "deemed")
      return { silences: false, why: `${told}; the policy “conservative” keeps the duty.` };
    if (version.confidence === "recalled")
      return { silences: false, why: `${told}; nobody has read it yet, so it silences nothing.` };
    if (clock !== undefined)
      return { silences: false, clock, why: `${told}; policy “deemed”: its own clock runs instead.` };
    return { silences: true, why: `${told}; policy “deemed”: nothing beyond HIPAA.` };
  }
  return undefined;
}

const effectWords: Readonly<Record<RuleOf<"hipaaEffect">["effect"], string>> = {
  none: "changes nothing",
  exempt: "exempts those that comply",
  deemedCompliant: "takes compliance with HIPAA for compliance with this law",
  deemedCompliantIndividualNotice: "takes notice to individuals under HIPAA for notice under this law",
  deemedCompliantContent: "takes the content of a HIPAA notice for that of this law",
};

/** The data elements that a clause limited to some data does not reach; none if it is not limited. */
export function beyondClause(
  rule: RuleOf<"hipaaEffect">,
  triggering: readonly DataElement[],
): readonly DataElement[] {
  const only = rule.onlyExposed;
  return only === undefined ? [] : triggering.filter((element) => !only.includes(element));
}
