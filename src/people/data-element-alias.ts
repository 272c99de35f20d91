import { type DataElement, dataElements } from "../incident/index.ts";
import { headerKey } from "./person-column.ts";
import { remembered } from "./remembered.ts";

/** How lists name the kinds of data. Compared without case, spaces and punctuation. */
const aliases: Readonly<Record<DataElement, readonly string[]>> = {
  ssn: [
    "SSN",
    "Social Security number",
    "Social Security",
    "Social Security numbers",
    "SS number",
    "full SSN",
  ],
  taxId: [
    "tax ID",
    "taxpayer identification number",
    "TIN",
    "ITIN",
    "tax identification number",
    "individual taxpayer identification number",
  ],
  ippin: ["IP PIN", "identity protection PIN", "IRS identity protection PIN"],
  driversLicense: [
    "driver's license",
    "driver's license number",
    "drivers license number",
    "DL",
    "driver license",
    "driver license number",
    "DL number",
  ],
  stateId: [
    "state ID",
    "state identification",
    "state identification number",
    "state identification card",
    "state ID number",
    "non-driver ID",
  ],
  passport: ["passport", "passport number"],
  militaryId: ["military ID", "military identification number", "military ID number"],
  tribalId: ["tribal ID", "tribal identification number", "tribal ID number"],
  alienRegistration: ["alien registration number", "A-number", "USCIS number"],
  otherGovernmentId: [
    "government ID",
    "other government ID",
    "government-issued ID",
    "government identification number",
  ],
  financialAccount: [
    "financial account",
    "financial account with access code",
    "bank account and access code",
    "bank account with PIN",
    "financial account information with access",
  ],
  financialAccountAlone: [
    "financial account number",
    "bank account number",
    "bank account",
    "account number",
    "direct deposit",
    "financial account information",
  ],
  paymentCard: [
    "payment card",
    "payment card with security code",
    "credit card with CVV",
    "debit card with PIN",
    "payment card with access code",
  ],
  paymentCardAlone: [
    "payment card number",
    "credit card number",
    "credit card",
    "debit card number",
    "debit card",
    "card number",
  ],
  onlineCredentials: [
    "online credentials",
    "user name and password",
    "username and password",
    "login credentials",
    "password",
    "portal password",
  ],
  emailCredentials: ["email credentials", "email address and password", "email and password"],
  privateKey: ["private key", "digital signature key"],
  biometric: [
    "biometric",
    "biometrics",
    "biometric data",
    "biometric information",
    "fingerprint",
    "fingerprints",
    "face scan",
  ],
  genetic: ["genetic", "genetic data", "genetic information"],
  dna: ["DNA", "DNA profile"],
  medicalInformation: [
    "medical information",
    "health information",
    "PHI",
    "protected health information",
    "diagnosis",
    "diagnoses",
    "medical diagnosis",
    "medical history",
    "treatment",
    "treatment information",
    "medical treatment",
    "clinical information",
    "medication",
    "medications",
    "prescription",
    "prescriptions",
    "prescription information",
    "lab results",
    "test results",
    "medical record number",
    "MRN",
    "medical record",
    "medical records",
    "dates of service",
    "date of service",
    "provider name",
    "condition",
    "conditions",
    "imaging",
    "procedure",
    "procedures",
    "patient account number",
    "billing information",
    "claims information",
  ],
  healthInsurance: [
    "health insurance",
    "health insurance information",
    "health insurance number",
    "health plan",
    "member ID",
    "member number",
    "policy number",
    "subscriber number",
    "subscriber ID",
    "group number",
    "insurance information",
    "Medicare number",
    "Medicaid number",
    "Medicare ID",
    "Medicaid ID",
    "health plan beneficiary number",
    "health insurance ID",
    "health insurance policy number",
  ],
  dateOfBirth: ["DOB", "date of birth", "birth date", "birthdate"],
  mothersMaidenName: ["mother's maiden name", "maiden name of mother"],
  electronicSignature: ["electronic signature", "digital signature", "digitized signature", "e-signature"],
  employerId: [
    "employee ID",
    "employer ID",
    "employee number",
    "employee identification number",
    "employer-assigned ID",
  ],
  studentId: ["student ID", "student number", "student identification number"],
  birthCertificate: ["birth certificate"],
  marriageCertificate: ["marriage certificate"],
  deathCertificate: ["death certificate"],
  partialSsn: [
    "last four of SSN",
    "last four digits of SSN",
    "last 4 of SSN",
    "last 4 SSN",
    "partial Social Security number",
    "SSN last 4",
    "SSN last four",
  ],
  locationData: ["location", "geolocation", "location data", "GPS data"],
  licensePlateData: ["license plate", "license plate number", "license plate reader data", "ALPR data"],
  workEvaluations: ["work evaluation", "work evaluations", "performance review", "performance reviews"],
  name: ["name", "full name", "first and last name", "names"],
  postalAddress: ["address", "mailing address", "home address", "street address", "postal address"],
  emailAddress: ["email", "e-mail", "email address", "e-mail address"],
  phoneNumber: [
    "phone",
    "phone number",
    "telephone",
    "telephone number",
    "mobile number",
    "cell phone number",
  ],
};

const byAlias: ReadonlyMap<string, DataElement> = new Map(
  dataElements.flatMap((element) =>
    [element, ...aliases[element]].map((alias) => [headerKey(alias), element] as const),
  ),
);

const rank: ReadonlyMap<DataElement, number> = new Map(
  dataElements.map((element, index) => [element, index]),
);

/** Worst first, without repetition: the order in which a letter lists them. */
export function worstFirst(elements: Iterable<DataElement>): readonly DataElement[] {
  return [...new Set(elements)].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
}

export type ElementsInCell = {
  readonly elements: readonly DataElement[];
  /** Positions in the list, from 1, that name nothing known. An element left out is a wrong notice. */
  readonly unknownAt: readonly number[];
};

/**
 * Reads the elements of one cell, separated by `;` or `|`. The client's own words for them come first.
 * Remembers what each cell meant, since a list has few different ones.
 */
export function elementReader(
  ownWords: Readonly<Record<string, DataElement>> = {},
): (cell: string) => ElementsInCell {
  const own = new Map(Object.entries(ownWords).map(([word, element]) => [headerKey(word), element]));
  // 40 elements make many sets.
  return remembered(10_000, (cell) => elementsIn(cell, (word) => own.get(word) ?? byAlias.get(word)));
}

function elementsIn(cell: string, meaning: (word: string) => DataElement | undefined): ElementsInCell {
  const found: DataElement[] = [];
  const unknownAt: number[] = [];
  cell
    .split(/[;|\r\n]/)
    .filter((item) => item.trim() !== "")
    .forEach((item, index) => {
      const element = meaning(headerKey(item));
      if (element === undefined) unknownAt.push(index + 1);
      else found.push(element);
    });
  return { elements: worstFirst(found), unknownAt };
}
