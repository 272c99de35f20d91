import type { Day } from "../calendar/index.ts";
import type { ClientKind, DataElement } from "../incident/index.ts";
import { clientKindName } from "./client-kind-name.ts";
import type { DutyQuestion } from "./duty.ts";
import { rulesInForce } from "./in-force.ts";
import type { Jurisdiction } from "./jurisdiction.ts";
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

/** Of whom a trigger asks: what the law takes the client for, and the statuses it is said to have. */
export type BoundClient = { readonly kind: ClientKind; readonly licences?: readonly string[] | undefined };

/** Why a law speaks or is silent; `elements` are those that made it speak. */
export type TriggerResult =
  | {
      readonly speaks: true;
      readonly elements: readonly DataElement[];
      readonly cite: string;
      /** Whether the law binds this client at all hangs on the answer. */
      readonly question?: DutyQuestion;
      readonly onlyPhi: boolean;
    }
  /** `binds`: the law is meant for this client, and only the lost data leave it silent. */
  | { readonly speaks: false; readonly binds: boolean; readonly because: string; readonly cite: string };

/** The trigger of one regime (the jurisdiction's main law when undefined), on the day. */
export function triggerOf(
  jurisdiction: Jurisdiction,
  regime: string | undefined,
  on: Day,
  elements: Iterable<DataElement>,
  client: BoundClient,
): TriggerResult {
  const found = rulesInForce(jurisdiction, on, "trigger").find((each) => each.provision.regime === regime);
  if (found === undefined)
    return { speaks: false, binds: true, because: `no law in force on ${on}`, cite: "" };
  const { rule, version } = found;
  const { cite } = version;
  const bound = bindingOf(rule, client);
  if (!bound.binds) return { speaks: false, binds: false, because: bound.because, cite };
  const speaks = {
    speaks: true,
    cite,
    onlyPhi: rule.onlyPhi ?? false,
    ...(bound.question === undefined ? {} : { question: bound.question }),
  } as const;
  if (rule.elements === "any") return { ...speaks, elements: [...elements] };
  const listed = new Set<DataElement>([...rule.elements, ...(rule.standalone ?? [])]);
  const matching = [...elements].filter((element) => {
    const coarser = alsoKnownAs[element];
    return listed.has(element) || (coarser !== undefined && listed.has(coarser));
  });
  return matching.length > 0
    ? { ...speaks, elements: matching }
    : { speaks: false, binds: true, because: "none of the exposed data elements triggers it", cite };
}

type Binding =
  | { readonly binds: true; readonly question?: DutyQuestion }
  | { readonly binds: false; readonly because: string };

function bindingOf(rule: RuleOf<"trigger">, { kind, licences }: BoundClient): Binding {
  const not = { binds: false, because: `this law does not bind ${clientKindName(kind)}` } as const;
  if (rule.notClientKinds?.includes(kind)) return not;
  const condition = rule.boundIf?.find((each) => each.clientKinds.includes(kind));
  if (condition === undefined)
    return rule.clientKinds === undefined || rule.clientKinds.includes(kind) ? { binds: true } : not;
  const { licence, unsaid } = condition;
  if (licences?.includes(licence.id)) return { binds: true };
  if (licences !== undefined || unsaid === "silent")
    return { binds: false, because: `this law binds ${clientKindName(kind)} only if it is ${licence.text}` };
  return {
    binds: true,
    question: {
      text: `Is the client ${licence.text}? Only then does this law bind it. (licences: ["${licence.id}"] if so, [] if it is not.)`,
      field: "licences",
      blocking: false,
      conservative: "Treated as bound until answered.",
      alternative: "Not owed.",
    },
  };
}
