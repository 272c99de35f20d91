import type { Day } from "../calendar/index.ts";
import { type Client, type DataElement, dataElements, datesFor, type Incident } from "../incident/index.ts";
import { type ContentConflict, conflictsIn, descriptionOf } from "./content-conflict.ts";
import type { ContentElement } from "./content-element.ts";
import { type ExposureClass, mayInclude } from "./exposure-class.ts";
import { daysThatMayGovern, versionGoverning } from "./governing-law.ts";
import { beyondClause } from "./hipaa-clause.ts";
import { isHeld } from "./hold.ts";
import { type ProvisionInForce, rulesInForce } from "./in-force.ts";
import type { Jurisdiction } from "./jurisdiction.ts";
import { jurisdictionNotes, type LawNote, provisionNotes } from "./law-note.ts";
import type { Condition } from "./law-vocabulary.ts";
import { hashOf, type Law } from "./load-law.ts";
import { governingDay, situationOf } from "./situation.ts";
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

/** A provision in the version that speaks about a notice, and whose law it is. */
export type AskedProvision = ProvisionInForce & { readonly jurisdiction: string };

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
  /** What the same laws say of the notice that no check can judge. */
  readonly notes: readonly LawNote[];
  /** The versions that were asked, in the order of the laws: of one provision there may be two. */
  readonly provisions: readonly AskedProvision[];
  /** Hash of the provisions' texts that were used, and of the notes: changes when any of them changes. */
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
 * What the notice to readers of one kind must say, must not say, and how it must look: the list of
 * every federal law that binds this client, and the State's when its law speaks. What came into force
 * between discovery and notice is required beside what was in force then. A parent or next of kin reads
 * what the individual would. Conditions that no fact answers are taken as met.
 * Throws if no governing day is given and none can be told from the dates.
 */
export function noticeLaw(law: Law, question: NoticeQuestion): NoticeLaw {
  const on = question.day ?? governingDay(question.incident, question.client);
  if (on === undefined) throw new Error("no governing day: the client has no day of discovery");
  const provisions: AskedProvision[] = [];
  const content: ContentRule[] = [];
  const form: FormRule[] = [];
  const notes: LawNote[] = [];
  let services: NoticeLaw["services"] = null;
  const jurisdictions = lawsThatSpeak(law, question, on);
  for (const jurisdiction of jurisdictions) {
    const silenced = silencedBy(jurisdiction, question, on);
    for (const each of rulesOfLetters(jurisdiction, question, on)) {
      const { provision, version } = each;
      if (silenced.has(provision.id) || !speaks(jurisdiction, each, question)) continue;
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
      provisions.push({ provision, version, jurisdiction: jurisdiction.jurisdiction });
      notes.push(...provisionNotes(jurisdiction, each));
    }
    notes.push(...jurisdictionNotes(jurisdiction));
  }
  const conflicts = conflictsIn(jurisdictions, content);
  return {
    content,
    form,
    services,
    conflicts,
    description: descriptionOf(content, conflicts),
    notes,
    provisions,
    hash: hashOf([
      provisions.map(({ provision, version }) => [provision.id, version]),
      content,
      conflicts,
      notes,
    ]),
  };
}

function lawsThatSpeak(law: Law, question: NoticeQuestion, on: Day): Jurisdiction[] {
  const { jurisdiction, stateLawApplies, phi, client } = question;
  const lost = dataElements.filter((element) => mayBeExposed(element, question));
  return [...law.jurisdictions.values()].filter((each) => {
    if (each.level !== "federal") return stateLawApplies && each.jurisdiction === jurisdiction;
    return daysOfLetters(each, question, on).some((day) => {
      const trigger = triggerOf(each, undefined, day, lost, client);
      return trigger.speaks && (phi || !trigger.onlyPhi);
    });
  });
}

/** The provisions that the State's HIPAA clause silences, under the policy `deemed`. */
function silencedBy(jurisdiction: Jurisdiction, question: NoticeQuestion, on: Day): ReadonlySet<string> {
  const { client, incident, phi, exposed } = question;
  if (!phi || incident.policy.hipaaDeemed !== "deemed") return new Set();
  // Without the incident's data elements a clause limited to some of them is taken not to reach.
  const triggering = triggerOf(jurisdiction, undefined, on, exposed ?? dataElements, client);
  const elements = triggering.speaks ? triggering.elements : [];
  return new Set(
    rulesInForce(jurisdiction, on, "hipaaEffect")
      .filter(({ rule }) => rule.appliesTo?.includes(client.kind) ?? false)
      // A clause that nobody has read silences nothing.
      .filter(({ version }) => version.confidence !== "recalled")
      .filter(({ rule }) => beyondClause(rule, elements).length === 0)
      .flatMap(({ rule }) => rule.deems),
  );
}

/** A provision with a version that reaches the notice, and the days on which its trigger is asked. */
type RuleOfLetter = ProvisionInForce & { readonly days: readonly Day[] };

/** The versions in force on the governing day, then those that came into force before the notice. */
function rulesOfLetters(
  jurisdiction: Jurisdiction,
  question: NoticeQuestion,
  governing: Day,
): readonly RuleOfLetter[] {
  const situation = situationOf(question.incident, question.client);
  const days = daysOfLetters(jurisdiction, question, governing);
  return jurisdiction.provisions.flatMap((provision) => {
    const seen = new Map<ProvisionInForce["version"], Day[]>();
    for (const on of days) {
      const version = versionGoverning(provision, on, situation, governing);
      if (version !== undefined) seen.set(version, [...(seen.get(version) ?? []), on]);
    }
    return [...seen].map(([version, ofVersion]) => ({ provision, version, days: ofVersion }));
  });
}

/** The day that is asked for; else the governing day and each later one on which the law changed. */
function daysOfLetters(
  { provisions }: Jurisdiction,
  { incident, client, day }: NoticeQuestion,
  governing: Day,
): readonly Day[] {
  if (day !== undefined) return [day];
  return daysThatMayGovern(provisions, situationOf(incident, client), governing)
    .map(({ on }) => on)
    .filter((on) => on >= governing);
}

/**
 * Each law of the State speaks only for its own data, clients and licences; the main law also for a
 * further law that obliges to tell individuals and has no list of its own.
 */
function speaks(
  jurisdiction: Jurisdiction,
  { provision, version, days }: RuleOfLetter,
  question: NoticeQuestion,
): boolean {
  if (version.when !== undefined && !holds(version.when, question)) return false;
  if (jurisdiction.level === "federal" && provision.regime === undefined) return true;
  const lost = dataElements.filter((element) => mayBeExposed(element, question));
  const regimes =
    provision.regime === undefined ? [undefined, ...regimesWithoutContent(jurisdiction)] : [provision.regime];
  // On any of its days: a trigger that grew wider or narrower asks for the same words of those it reached.
  return regimes.some((regime) =>
    days.some((on) => triggerOf(jurisdiction, regime, on, lost, question.client).speaks),
  );
}

function regimesWithoutContent({ provisions }: Jurisdiction): readonly string[] {
  const regimesOf = (holds: (provision: Jurisdiction["provisions"][number]) => boolean) =>
    new Set(provisions.filter(holds).flatMap(({ regime }) => regime ?? []));
  const withContent = regimesOf(({ versions }) => versions.some(({ rule }) => rule.kind === "content"));
  return [...regimesOf(({ to }) => to === "individuals")].filter((regime) => !withContent.has(regime));
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
  const dates = datesFor(incident, client);
  if (when.anyExposed !== undefined && !when.anyExposed.some((element) => mayBeExposed(element, question)))
    return false;
  if (when.clientKinds !== undefined && !when.clientKinds.includes(client.kind)) return false;
  if (when.notClientKinds?.includes(client.kind)) return false;
  if (when.notifier === "vendor" && incident.notifier.role !== "vendor") return false;
  if (when.lawEnforcementDelay && !isHeld(incident.lawEnforcementHolds ?? [], question.jurisdiction))
    return false;
  if (when.parentOwned && parentOf(incident, client) === undefined) return false;
  if (when.servicesOffered && !(question.offered ?? client.offers.length > 0)) return false;
  if (when.known === "occurred" && dates.occurredFrom === undefined && dates.occurredTo === undefined)
    return false;
  if (when.known === "discovered" && dates.discovered === undefined) return false;
  if (when.known === "acquirer" && incident.acquiredBy === undefined) return false;
  const { finding } = client.riskAssessment ?? incident.riskAssessment ?? {};
  if (when.noHarmDetermination && finding !== "noLikelyHarm") return false;
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
