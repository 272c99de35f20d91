/**
 * Provisions in force on a day; duties and their reasons; the content a notice must have.
 * Knows jurisdictions as data. Must not know letters, files of people, or the clock.
 * Law as data, versions keyed by first day in force: OpenFisca's country template.
 */
export { type Contacts, contacts } from "./contacts.ts";
export { type ContentElement, contentElements } from "./content-element.ts";
export { duties } from "./duties.ts";
export type { Duty } from "./duty.ts";
export { type ExposureClass, exposureClass, exposureClasses } from "./exposure-class.ts";
export { provisionsInForceOn } from "./in-force.ts";
export { lawJsonSchema } from "./json-schema.ts";
export { type Law, loadLaw } from "./load-law.ts";
export { estimatedPopulation, type Population } from "./population.ts";
export { readLaw } from "./read-law.ts";
export {
  type ContentRule,
  type FormRule,
  type NoticeLaw,
  type NoticeQuestion,
  noticeLaw,
} from "./required-content.ts";
export { governingDay } from "./situation.ts";
export { isTriggered } from "./trigger.ts";
