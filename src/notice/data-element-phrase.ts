import type { DataElement } from "../incident/index.ts";
import { dataElements } from "../incident/index.ts";

/** Whose data: the reader's own, or that of the person named. */
export type Whose = { readonly kind: "reader" } | { readonly kind: "named"; readonly name: string };

// How each kind of data is written after “your” or “Ana’s”. Plain words, the shortest that are still exact.
const englishWords: Readonly<Record<DataElement, string>> = {
  ssn: "Social Security number",
  taxId: "taxpayer identification number",
  ippin: "IRS identity protection PIN",
  driversLicense: "driver’s license number",
  stateId: "state ID number",
  passport: "passport number",
  militaryId: "military ID number",
  tribalId: "tribal ID number",
  alienRegistration: "alien registration number",
  otherGovernmentId: "government ID number",
  financialAccount: "bank account number with its access code",
  financialAccountAlone: "bank account number",
  paymentCard: "payment card number with its security code",
  paymentCardAlone: "payment card number",
  onlineCredentials: "user name and password",
  emailCredentials: "e-mail address and password",
  privateKey: "private key for electronic signatures",
  biometric: "biometric data",
  genetic: "genetic information",
  dna: "DNA profile",
  medicalInformation: "medical information",
  healthInsurance: "health insurance information",
  dateOfBirth: "date of birth",
  mothersMaidenName: "mother’s maiden name",
  electronicSignature: "electronic signature",
  employerId: "employee ID number",
  studentId: "student ID number",
  birthCertificate: "birth certificate",
  marriageCertificate: "marriage certificate",
  deathCertificate: "death certificate",
  partialSsn: "partial Social Security number",
  locationData: "location data",
  licensePlateData: "license plate data",
  workEvaluations: "work evaluations",
  name: "name",
  postalAddress: "mailing address",
  emailAddress: "e-mail address",
  phoneNumber: "phone number",
};

// An account number “with its code” says the account number too; saying both would read as two accounts.
const saidBy: Readonly<Partial<Record<DataElement, DataElement>>> = {
  financialAccountAlone: "financialAccount",
  paymentCardAlone: "paymentCard",
  partialSsn: "ssn",
  emailAddress: "emailCredentials",
};

/** Items as an English list: “a”, “a and b”, “a, b, and c”; “a and b, and c” where an item has its own “and”. */
function englishList(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? "";
  const plain = items.every((item) => !item.includes(" and "));
  if (items.length === 2 && plain) return `${items[0]} and ${items[1]}`;
  return `${items.slice(0, -1).join(", ")}, and ${items.at(-1)}`;
}

/** A name's possessive: “Ana Lopez’s”, “James’s”. */
function possessive(name: string): string {
  return `${name}’s`;
}

// A mailing has few different lists and millions of people, so the list is written once.
const lists = new Map<string, string>();
const mostLists = 10_000;

function listOf(elements: readonly DataElement[]): string {
  const key = elements.join();
  const known = lists.get(key);
  if (known !== undefined) return known;
  const given = new Set<DataElement>(elements.length === 0 ? ["name"] : elements);
  const words = dataElements
    .filter((element) => {
      const other = saidBy[element];
      return given.has(element) && !(other !== undefined && given.has(other));
    })
    .map((element) => englishWords[element]);
  if (lists.size >= mostLists) lists.clear();
  const list = englishList(words);
  lists.set(key, list);
  return list;
}

/**
 * What was involved, as the words that finish “The information included …”: worst first, each thing
 * once. A person with nothing on the list still gets a true phrase: a notice is about their name.
 * @example dataElementPhrase(["dateOfBirth", "ssn"], { kind: "reader" }) // "your Social Security number and date of birth"
 */
export function dataElementPhrase(elements: readonly DataElement[], whose: Whose): string {
  const owner = whose.kind === "reader" ? "your" : possessive(whose.name);
  return `${owner} ${listOf(elements)}`;
}
