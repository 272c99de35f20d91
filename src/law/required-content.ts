import type { Day } from "../calendar/index.ts";
import { type Client, type DataElement, dataElements, type Incident } from "../incident/index.ts";
import type { ContentElement } from "./content-element.ts";
import { type ExposureClass, mayInclude } from "./exposure-class.ts";
import { beyondClause } from "./hipaa-clause.ts";
import { isHeld } from "./hold.ts";
import { inForce, type ProvisionInForce, rulesInForce } from "./in-force.ts";
import type { Conflict, Jurisdiction } from "./jurisdiction.ts";
import type { Condition } from "./law-vocabulary.ts";
import { hashOf, type Law } from "./load-law.ts";
import { datesOf, governingDay } from "./situation.ts";
import { triggerOf } from "./trigger.ts";

/** One thing the law asks (or bans) in the notice to a person of this kind. */
export type ContentRule = {
  readonly element: ContentElement;
  readonly requirement: "required" | "forbidden";
  readonly jurisdiction: string;
  readonly provision: string;
  readonly citation: string;
  /** How the law says it: “toll-free number, address and website”. */
  readonly detail?: string;
};

/** Title, headings in order and smallest type that a law fixes for the letter. */
export type FormRule = {
  readonly title?: string;
  readonly headings: readonly string[];
  readonly atLeastPoints?: number;
  readonly jurisdiction: string;
  readonly provision: string;
  readonly citation: string;
};

/** Two laws that cannot both be followed to the letter, and what the notice does. */
type ContentConflict = {
  readonly forbidden: ContentElement;
  readonly forbiddenBy: string;
  readonly required: ContentElement;
  readonly requiredBy: string;
  readonly resolution: Conflict["resolution"];
  readonly reason: string;
  readonly citation: string;
  readonly forCounsel: boolean;
};

/** Everything the law in force says about the content of one variant's notice. */
export type NoticeLaw = {
  readonly content: readonly ContentRule[];
  readonly form: readonly FormRule[];
  /** Months of monitoring owed to this reader, if any, with the citation; the longest term. */
  readonly services: { readonly months: number; readonly citation: string } | null;
  readonly conflicts: readonly ContentConflict[];
  /**
   * How to tell what happened: `full`; `brief`, the narrative's two neutral sentences, where a ban
   * on the nature of the breach meets HIPAA's description; `omitted`, where the ban stands alone.
   */
  readonly description: "full" | "brief" | "omitted";
  /** Hash of the provisions' texts that were used: changes when any of them changes. */
  readonly hash: string;
};

/** Of whom the law is asked: facets, and facts of incident and client; never a person. */
export type NoticeQuestion = {
  /** `US-CA`, `FOREIGN`, `UNKNOWN`. */
  readonly jurisdiction: string;
  /** Whether the jurisdiction's own law is triggered (see `isTriggered`). */
  readonly stateLawApplies: boolean;
  /** Whether the data is protected health information of a HIPAA entity. */
  readonly phi: boolean;
  readonly exposure: ExposureClass;
  /** Data elements exposed anywhere in this client's incident, if known: narrows `exposure`. */
  readonly exposed?: ReadonlySet<DataElement>;
  /** Whether the reader is offered a monitoring product; whether the client has any when absent. */
  readonly offered?: boolean;
  readonly incident: Incident;
  readonly client: Client;
  /** The day whose law governs; the client's discovery when absent. */
  readonly day?: Day;
};

/**
 * What the notice to readers of one kind must say, must not say, and how it must look: HIPAA's
 * list when the data is health information, and the State's when its law speaks. A parent or next
 * of kin reads what the individual would. Conditions that no fact answers are taken as met.
 * Throws if no governing day is given and none can be told from the dates.
 */
export function noticeLaw(law: Law, question: NoticeQuestion): NoticeLaw {
  const on = question.day ?? governingDay(question.incident, question.client);
  if (on === undefined) throw new Error("no governing day: the client has no day of discovery");
  const used: ProvisionInForce[] = [];
  const content: ContentRule[] = [];
  const form: FormRule[] = [];
  let services: NoticeLaw["services"] = null;
  const jurisdictions = lawsThatSpeak(law, question);
  for (const jurisdiction of jurisdictions) {
    const silenced = silencedBy(jurisdiction, question, on);
    for (const each of inForce(jurisdiction, on)) {
      const { provision, version } = each;
      if (silenced.has(provision.id) || !speaks(jurisdiction, each, question, on)) continue;
      const at = { jurisdiction: jurisdiction.jurisdiction, provision: provision.id };
      const { rule } = version;
      if (rule.kind === "content") {
        content.push(...contentRules(rule.required, "required", at, question));
        content.push(...contentRules(rule.forbidden ?? [], "forbidden", at, question));
      } else if (rule.kind === "form") {
        form.push({ ...at, ...formOf(rule), citation: version.cite });
      } else if (rule.kind === "services") {
        if (!rule.forExposed.some((element) => mayBeExposed(element, question))) continue;
        if (services === null || rule.months > services.months)
          services = { months: rule.months, citation: version.cite };
      } else continue;
      used.push(each);
    }
  }
  const conflicts = conflictsIn(jurisdictions, content);
  return {
    content,
    form,
    services,
    conflicts,
    description: descriptionOf(content, conflicts),
    hash: hashOf([used.map(({ provision, version }) => [provision.id, version]), content, conflicts]),
  };
}

function lawsThatSpeak(law: Law, { jurisdiction, stateLawApplies, phi }: NoticeQuestion): Jurisdiction[] {
  return [...law.jurisdictions.values()].filter((each) =>
    each.level === "federal" ? phi : stateLawApplies && each.jurisdiction === jurisdiction,
  );
}

/** The provisions that the State's HIPAA clause silences, under the policy `deemed`. */
function silencedBy(jurisdiction: Jurisdiction, question: NoticeQuestion, on: Day): ReadonlySet<string> {
  const { client, incident, phi, exposed } = question;
  if (!phi || incident.policy.hipaaDeemed !== "deemed") return new Set();
  // Without the incident's data elements a clause limited to some of them is taken not to reach.
  const triggering = triggerOf(jurisdiction, undefined, on, exposed ?? dataElements, client.kind);
  const elements = triggering.speaks ? triggering.elements : [];
  return new Set(
    rulesInForce(jurisdiction, on, "hipaaEffect")
      .filter(({ rule }) => rule.appliesTo?.includes(client.kind) ?? false)
      .filter(({ rule }) => beyondClause(rule, elements).length === 0)
      .flatMap(({ rule }) => rule.deems),
  );
}

/** A further law of the State speaks only for its own data, clients and licences. */
function speaks(
  jurisdiction: Jurisdiction,
  { provision, version }: ProvisionInForce,
  question: NoticeQuestion,
  on: Day,
): boolean {
  if (version.when !== undefined && !holds(version.when, question)) return false;
  if (provision.regime === undefined) return true;
  const lost = dataElements.filter((element) => mayBeExposed(element, question));
  return triggerOf(jurisdiction, provision.regime, on, lost, question.client.kind).speaks;
}

function contentRules(
  items: readonly {
    element: ContentElement;
    cite: string;
    when?: Condition | undefined;
    detail?: string | undefined;
  }[],
  requirement: ContentRule["requirement"],
  at: { readonly jurisdiction: string; readonly provision: string },
  question: NoticeQuestion,
): ContentRule[] {
  return items
    .filter((item) => item.when === undefined || holds(item.when, question))
    .map(({ element, cite, detail }) => ({
      element,
      requirement,
      ...at,
      citation: cite,
      ...(detail === undefined ? {} : { detail }),
    }));
}

function holds(when: Condition, question: NoticeQuestion): boolean {
  const { incident, client } = question;
  const dates = datesOf(incident, client);
  if (when.anyExposed !== undefined && !when.anyExposed.some((element) => mayBeExposed(element, question)))
    return false;
  if (when.clientKinds !== undefined && !when.clientKinds.includes(client.kind)) return false;
  if (when.notClientKinds?.includes(client.kind)) return false;
  if (when.notifier === "vendor" && incident.notifier.role !== "vendor") return false;
  if (when.lawEnforcementDelay && !isHeld(incident, question.jurisdiction)) return false;
  if (when.parentOwned && parentOf(incident, client) === undefined) return false;
  if (when.servicesOffered && !(question.offered ?? client.offers.length > 0)) return false;
  if (when.known === "occurred" && dates.occurredFrom === undefined && dates.occurredTo === undefined)
    return false;
  if (when.known === "discovered" && dates.discovered === undefined) return false;
  if (when.licence !== undefined) return client.licences?.includes(when.licence.id) ?? false;
  return true;
}

function parentOf(incident: Incident, client: Client): string | undefined {
  if (client.parentCompany !== undefined) return client.parentCompany;
  return incident.notifier.role === "vendor" ? incident.notifier.parentCompany : undefined;
}

function mayBeExposed(element: DataElement, { exposure, exposed }: NoticeQuestion): boolean {
  return mayInclude(exposure, element) && (exposed === undefined || exposed.has(element));
}

function formOf(rule: {
  readonly title?: string | undefined;
  readonly headings: readonly string[];
  readonly atLeastPoints?: number | undefined;
}): Pick<FormRule, "title" | "headings" | "atLeastPoints"> {
  return {
    headings: rule.headings,
    ...(rule.title === undefined ? {} : { title: rule.title }),
    ...(rule.atLeastPoints === undefined ? {} : { atLeastPoints: rule.atLeastPoints }),
  };
}

function conflictsIn(jurisdictions: readonly Jurisdiction[], content: readonly ContentRule[]) {
  const says = (jurisdiction: string, element: ContentElement, requirement: string) =>
    content.some(
      (rule) =>
        rule.jurisdiction === jurisdiction && rule.element === element && rule.requirement === requirement,
    );
  return jurisdictions.flatMap(({ jurisdiction, conflicts = [] }) =>
    conflicts
      .filter(
        (each) =>
          says(jurisdiction, each.forbids, "forbidden") && says(each.requiredBy, each.requires, "required"),
      )
      .map(
        (each): ContentConflict => ({
          forbidden: each.forbids,
          forbiddenBy: jurisdiction,
          required: each.requires,
          requiredBy: each.requiredBy,
          resolution: each.resolution,
          reason: each.reason,
          citation: each.cite,
          forCounsel: each.forCounsel,
        }),
      ),
  );
}

function descriptionOf(
  content: readonly ContentRule[],
  conflicts: readonly ContentConflict[],
): NoticeLaw["description"] {
  const banned = content.some(
    (rule) => rule.element === "natureOfBreach" && rule.requirement === "forbidden",
  );
  if (!banned) return "full";
  const settled = conflicts.find((each) => each.forbidden === "natureOfBreach");
  return settled?.resolution === "brief" ? "brief" : "omitted";
}
