import type { DataElement } from "../incident/index.ts";
import type { Chance } from "./chance.ts";

/** What a client had at the vendor: each element with the share of its people who lost it. */
export type Exposure = readonly (readonly [element: DataElement, share: number])[];

/** A health plan's member file. */
export const memberFile: Exposure = [
  ["healthInsurance", 1],
  ["medicalInformation", 0.55],
  ["dateOfBirth", 0.7],
  ["ssn", 0.35],
  ["emailAddress", 0.2],
];

/** A hospital's reminders: seldom a Social Security number, so many readers are due no credit monitoring. */
export const patientFile: Exposure = [
  ["medicalInformation", 1],
  ["healthInsurance", 0.6],
  ["dateOfBirth", 0.8],
  ["phoneNumber", 0.25],
  ["ssn", 0.14],
  ["driversLicense", 0.03],
];

/** A manufacturer's plan for its employees and their families. */
export const planFile: Exposure = [
  ["healthInsurance", 1],
  ["ssn", 0.85],
  ["dateOfBirth", 0.6],
  ["medicalInformation", 0.25],
];

/** An employer's payroll: no health data at all. */
export const payrollFile: Exposure = [
  ["ssn", 0.92],
  ["driversLicense", 0.35],
  ["financialAccountAlone", 0.6],
];

/** One person's elements: always one of the first two, without which the person would not be affected. */
export function exposedElements(chance: Chance, exposure: Exposure): readonly DataElement[] {
  const drawn = exposure.filter(([, share]) => chance.happens(share)).map(([element]) => element);
  const leading = exposure.slice(0, 2).map(([element]) => element);
  return leading.some((element) => drawn.includes(element)) ? drawn : [...leading.slice(0, 1), ...drawn];
}
