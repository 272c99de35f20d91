import type { DataElement } from "../incident/index.ts";

/** What wording and services need to know of the data that was exposed; worst first. */
export const exposureClasses = [
  "ssn",
  "governmentId",
  "financial",
  "credentials",
  "health",
  "other",
] as const;
export type ExposureClass = (typeof exposureClasses)[number];

const classOf: Readonly<Record<DataElement, ExposureClass>> = {
  ssn: "ssn",
  taxId: "ssn",
  ippin: "ssn",
  driversLicense: "governmentId",
  stateId: "governmentId",
  passport: "governmentId",
  militaryId: "governmentId",
  tribalId: "governmentId",
  alienRegistration: "governmentId",
  otherGovernmentId: "governmentId",
  financialAccount: "financial",
  financialAccountAlone: "financial",
  paymentCard: "financial",
  paymentCardAlone: "financial",
  onlineCredentials: "credentials",
  emailCredentials: "credentials",
  privateKey: "credentials",
  biometric: "health",
  genetic: "health",
  dna: "health",
  medicalInformation: "health",
  healthInsurance: "health",
  dateOfBirth: "other",
  mothersMaidenName: "other",
  electronicSignature: "other",
  employerId: "other",
  studentId: "other",
  birthCertificate: "other",
  marriageCertificate: "other",
  deathCertificate: "other",
  partialSsn: "other",
  locationData: "other",
  licensePlateData: "other",
  workEvaluations: "other",
  name: "other",
  postalAddress: "other",
  emailAddress: "other",
  phoneNumber: "other",
};

/**
 * The worst class among a person's data elements; `other` when there are none.
 * @example exposureClass(["medicalInformation", "ssn"]) // "ssn"
 */
export function exposureClass(elements: Iterable<DataElement>): ExposureClass {
  let worst: number = exposureClasses.length - 1;
  for (const element of elements) worst = Math.min(worst, exposureClasses.indexOf(classOf[element]));
  return exposureClasses[worst] ?? "other";
}

/**
 * True if a person of this class may have lost the element: a class names the worst that was lost,
 * so anything of the same or a milder class may have been lost too.
 */
export function mayInclude(exposure: ExposureClass, element: DataElement): boolean {
  return exposureClasses.indexOf(classOf[element]) >= exposureClasses.indexOf(exposure);
}
