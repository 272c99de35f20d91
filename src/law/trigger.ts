import type { Day } from "../calendar/index.ts";
import type { ClientKind, DataElement } from "../incident/index.ts";
import { inForce, rulesInForce } from "./in-force.ts";
import type { Jurisdiction } from "./jurisdiction.ts";
import type { Law } from "./load-law.ts";
import type { RuleOf } from "./rule.ts";

/** A finer data element is also the coarser one: an account number with its code is an account number. */
const alsoKnownAs: Readonly<Partial<Record<DataElement, DataElement>>> = {
  financialAccount: "financialAccountAlone",
  paymentCard: "paymentCardAlone",
  emailCredentials: "onlineCredentials",
  dna: "genetic",
  passport: "otherGovernmentId",
  militaryId: "otherGovernmentId",
  tribalId: "otherGovernmentId",
  alienRegistration: "otherGovernmentId",
};

/** Why a law speaks or is silent; `elements` are those that made it speak. */
export type TriggerResult =
  | { readonly speaks: true; readonly elements: readonly DataElement[]; readonly cite: string }
  | { readonly speaks: false; readonly because: string; readonly cite: string };

/** The trigger of one regime (the jurisdiction's main law when undefined), on the day. */
export function triggerOf(
  jurisdiction: Jurisdiction,
  regime: string | undefined,
  on: Day,
  elements: Iterable<DataElement>,
  clientKind: ClientKind,
): TriggerResult {
  const found = rulesInForce(jurisdiction, on, "trigger").find((each) => each.provision.regime === regime);
  if (found === undefined) return { speaks: false, because: `no law in force on ${on}`, cite: "" };
  const { rule, version } = found;
  const { cite } = version;
  if (!bindsKind(rule, clientKind))
    return { speaks: false, because: `does not bind a client of kind ${clientKind}`, cite };
  if (rule.elements === "any") return { speaks: true, elements: [...elements], cite };
  const listed = new Set<DataElement>([...rule.elements, ...(rule.standalone ?? [])]);
  const matching = [...elements].filter((element) => {
    const coarser = alsoKnownAs[element];
    return listed.has(element) || (coarser !== undefined && listed.has(coarser));
  });
  return matching.length > 0
    ? { speaks: true, elements: matching, cite }
    : { speaks: false, because: "none of the exposed data elements triggers it", cite };
}

function bindsKind(rule: RuleOf<"trigger">, kind: ClientKind): boolean {
  if (rule.clientKinds !== undefined && !rule.clientKinds.includes(kind)) return false;
  return !(rule.notClientKinds?.includes(kind) ?? false);
}

/**
 * Whether the jurisdiction's own law speaks for a person with these data elements, when the client
 * is of this kind. False for a jurisdiction that is not loaded. A further law of the same State that
 * obliges this kind of client to tell individuals (public bodies) counts as its own law too.
 * @example isTriggered(law, "US-MA", day("2026-01-15"), ["medicalInformation"], "coveredEntity") // false
 */
export function isTriggered(
  law: Law,
  jurisdiction: string,
  on: Day,
  elements: Iterable<DataElement>,
  clientKind: ClientKind,
): boolean {
  const found = law.jurisdictions.get(jurisdiction);
  if (found === undefined) return false;
  const lost = [...elements];
  return regimesToldToIndividuals(found, on).some(
    (regime) => triggerOf(found, regime, on, lost, clientKind).speaks,
  );
}

/** The main law, and further laws of the State that oblige clients of a kind to tell individuals. */
function regimesToldToIndividuals(jurisdiction: Jurisdiction, on: Day): readonly (string | undefined)[] {
  const further = inForce(jurisdiction, on)
    .filter(({ provision, version }) => provision.to === "individuals" && version.when?.licence === undefined)
    .map(({ provision }) => provision.regime);
  return [...new Set([undefined, ...further])];
}
