/** A column of a people file: the field it fills, the headers it is known by. */
type ColumnDefinition = { readonly about: string; readonly aliases: readonly string[] };

/**
 * The columns of a people file. The key is the header we write ourselves; case, spaces, hyphens and
 * underscores in a file's header do not count, so `date_of_birth` and `Date of Birth` are
 * `dateOfBirth`. Any other header needs a mapping under people.columns in client.json.
 */
export const personColumns = {
  id: {
    about: "The client's own key for the person, unique within the client",
    aliases: ["recordId", "personId", "individualId", "uniqueId", "memberId", "patientId", "referenceId"],
  },
  fullName: { about: "The whole name, if it is not given in parts", aliases: ["name", "individualName"] },
  prefix: { about: "Mr., Dr. and so on", aliases: ["namePrefix", "salutation"] },
  firstName: { about: "First name", aliases: ["first", "givenName", "nameFirst", "fname"] },
  middleName: { about: "Middle name or initial", aliases: ["middle", "middleInitial", "mi", "nameMiddle"] },
  lastName: { about: "Last name", aliases: ["last", "surname", "familyName", "nameLast", "lname"] },
  suffix: { about: "Jr., III and so on", aliases: ["nameSuffix", "generation"] },
  careOf: { about: "In care of", aliases: ["co", "inCareOf", "attention", "attn"] },
  address1: {
    about: "Delivery address: number and street, or PO box",
    aliases: ["address", "addressLine1", "street", "street1", "streetAddress", "mailingAddress1", "addr1"],
  },
  address2: {
    about: "Apartment, suite or second line",
    aliases: ["addressLine2", "street2", "unit", "apartment", "mailingAddress2", "addr2"],
  },
  address3: { about: "Third line", aliases: ["addressLine3", "street3", "mailingAddress3", "addr3"] },
  city: {
    about: "City, or post office of a military address (APO, FPO, DPO)",
    aliases: ["town", "mailingCity"],
  },
  state: {
    about: "State, territory or military code",
    aliases: ["stateCode", "province", "stateProvince", "mailingState"],
  },
  zip: {
    about: "ZIP or ZIP+4; abroad the postal code",
    aliases: ["zipCode", "zip5", "postalCode", "postcode", "mailingZip", "zipPlus4"],
  },
  country: { about: "Country; United States when empty", aliases: ["countryCode", "mailingCountry"] },
  email: { about: "E-mail address", aliases: ["emailAddress"] },
  emailConsent: {
    about: "Day on which the person agreed to notice by e-mail",
    aliases: ["emailConsentDay", "emailConsentDate", "emailConsentedOn"],
  },
  dateOfBirth: { about: "Birth date", aliases: ["dob", "birthDate", "birthday"] },
  dateOfDeath: { about: "Death date", aliases: ["dod", "deathDate", "deceasedDate"] },
  status: {
    about: "adult, minor or deceased",
    aliases: ["individualStatus", "personStatus", "recipientType"],
  },
  representative: {
    about: "Parent or guardian of a minor; next of kin or personal representative of someone who died",
    aliases: [
      "representativeName",
      "guardian",
      "guardianName",
      "parentOrGuardian",
      "nextOfKin",
      "personalRepresentative",
    ],
  },
  language: { about: "Language of the letter", aliases: ["preferredLanguage", "languageCode", "lang"] },
  dataElements: {
    about: "What data was exposed, separated by ; or |",
    aliases: ["elements", "exposedData", "dataTypes", "exposedDataElements", "impactedData", "varElements"],
  },
  previousNotice: {
    about: "Day on which the person was already told of this incident; not written to again",
    aliases: ["previousNoticeDate", "previousNoticeDay", "notifiedOn"],
  },
  suppressReason: {
    about: "Why the person is not to be written to",
    aliases: ["suppress", "suppression", "suppressionReason"],
  },
  confirmedDistinct: {
    about: "yes: somebody checked that this is not the same person as a look-alike",
    aliases: ["distinct", "notADuplicate"],
  },
} as const satisfies Record<string, ColumnDefinition>;

export type PersonColumn = keyof typeof personColumns;

export const personColumnNames = Object.keys(personColumns) as readonly PersonColumn[];

/** The header as it is compared: letters and digits only, lower case; a header of signs alone as it is. */
export function headerKey(header: string): string {
  const key = header
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
  return key === "" ? header.trim() : key;
}

const byHeader: ReadonlyMap<string, PersonColumn> = new Map(
  personColumnNames.flatMap((name) =>
    [name, ...personColumns[name].aliases].map((header) => [headerKey(header), name] as const),
  ),
);

/** The column that a header is known to mean, or undefined: nothing is guessed from part of a header. */
export function columnForHeader(header: string): PersonColumn | undefined {
  return byHeader.get(headerKey(header));
}
