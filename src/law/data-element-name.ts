import type { DataElement } from "../incident/index.ts";

/** How lawyers name each kind of data; letters have their own, plainer words. */
const names: Readonly<Record<DataElement, string>> = {
  ssn: "Social Security number",
  taxId: "taxpayer identification number",
  ippin: "IRS identity protection PIN",
  driversLicense: "driver's license number",
  stateId: "state identification card number",
  passport: "passport number",
  militaryId: "military identification number",
  tribalId: "tribal identification number",
  alienRegistration: "alien registration number",
  otherGovernmentId: "other government-issued identification number",
  financialAccount: "financial account number with its access code",
  financialAccountAlone: "financial account number, even without a code",
  paymentCard: "payment card number with its security code",
  paymentCardAlone: "payment card number, even without a code",
  onlineCredentials: "user name or e-mail address with password or security answer",
  emailCredentials: "e-mail address with its password",
  privateKey: "private key for electronic signatures",
  biometric: "biometric data",
  genetic: "genetic information",
  dna: "DNA profile",
  medicalInformation: "medical information",
  healthInsurance: "health insurance information",
  dateOfBirth: "date of birth",
  mothersMaidenName: "mother's maiden name",
  electronicSignature: "electronic signature",
  employerId: "employee identification number",
  studentId: "student identification number",
  birthCertificate: "birth certificate",
  marriageCertificate: "marriage certificate",
  deathCertificate: "death certificate",
  partialSsn: "partial Social Security number",
  locationData: "location data",
  licensePlateData: "data of an automated license plate reader",
  workEvaluations: "work evaluations",
  name: "name",
  postalAddress: "postal address",
  emailAddress: "e-mail address",
  phoneNumber: "telephone number",
};

/** A kind of data as a statute would name it: “Social Security number”. */
export function dataElementName(element: DataElement): string {
  return names[element];
}
