/**
 * Provisions in force on a day; duties and their reasons; the content a notice must have.
 * Knows jurisdictions as data. Must not know letters, files of people, or the clock.
 * Law as data, versions keyed by first day in force: OpenFisca's country template.
 */
export { type ContentElement, contentElements } from "./content-element.ts";
export type { Confidence, Duty, DutyQuestion, DutyTo } from "./duty.ts";
export type { ContentRule, FormRule, NoticeLaw } from "./required-content.ts";
