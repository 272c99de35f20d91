/**
 * Provisions in force on a day; duties and their reasons; the content a notice must have.
 * Knows jurisdictions as data. Must not know letters, files of people, or the clock.
 * Law as data, versions keyed by first day in force: OpenFisca's country template.
 */
export { clientKindName } from "./client-kind-name.ts";
export { type Contacts, contacts } from "./contacts.ts";
export { type ContentElement, contentElements } from "./content-element.ts";
export { dataElementName } from "./data-element-name.ts";
export { duties } from "./duties.ts";
export type { Duty, DutyQuestion } from "./duty.ts";
export { emailAloneSuffices } from "./email-alone.ts";
export { type ExposureClass, exposureClass, exposureClasses } from "./exposure-class.ts";
export { provisionsInForceOn } from "./in-force.ts";
export { isTriggered } from "./is-triggered.ts";
export { lawJsonSchema } from "./json-schema.ts";
export type { Conflict, Jurisdiction, Office, Provision, Version } from "./jurisdiction.ts";
export type { LawNote } from "./law-note.ts";
export { type JurisdictionOverview, lawOverview } from "./law-overview.ts";
export { type Condition, thresholdText } from "./law-vocabulary.ts";
export { type Law, loadLaw } from "./load-law.ts";
export {
  elementsAnywhere,
  elementsIn,
  estimatedPopulation,
  type Population,
  type Recipients,
} from "./population.ts";
export { readLaw } from "./read-law.ts";
export {
  type AskedProvision,
  type ContentRule,
  type FormRule,
  type NoticeLaw,
  type NoticeQuestion,
  noticeLaw,
} from "./required-content.ts";
export { type After, type DeadlineRule, isDeadline, type Rule, type RuleOf, type Span } from "./rule.ts";
export { governingDay } from "./situation.ts";
export { type StaleRule, staleRuleProblems, staleRules } from "./stale-rules.ts";
export { type SubstituteMeans, substituteMeans } from "./substitute-means.ts";
export { type VendorTotal, vendorTotals } from "./vendor-totals.ts";
