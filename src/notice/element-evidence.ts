import type { ContentElement } from "../law/index.ts";

/** What the text under a content element's mark must hold to say it, in words and as a test. */
export type Evidence = { readonly lacks: string; readonly in: (text: string) => boolean };

const phone = /\(?\d{3}\)?[ -]\d{3}-\d{4}/;
// Toll-free codes of the North American numbering plan.
const tollFree = /(?<!\d)\(?8(00|33|44|55|66|77|88)\)?[ -]\d{3}-\d{4}/;
const year = /\b(19|20)\d{2}\b/;
const site = /\b[a-z0-9-]+\.(gov|com|org|net|us|example)\b/i;

function has(lacks: string, ...wanted: readonly (RegExp | string)[]): Evidence {
  return {
    lacks,
    in: (text) => wanted.every((each) => (typeof each === "string" ? text.includes(each) : each.test(text))),
  };
}

/**
 * Elements whose mark alone proves little: a date needs a year, an office a telephone number, the
 * credit bureaus all three names. The others need words, which are checked for every element.
 */
export const elementEvidence: Readonly<Partial<Record<ContentElement, Evidence>>> = {
  dateOfBreach: has("a date", year),
  dateOfDiscovery: has("a date", year),
  exposureTimeframe: has("a date", year),
  dateOfNotice: has("a date", year),
  entityContact: has(
    "a telephone number, an e-mail address, a site or a postal address",
    /\d{3}-\d{4}|@|\.\w{2,}|\b\d{5}\b/,
  ),
  entityTollFree: has("a toll-free number", tollFree),
  craContacts: has(
    "the three bureaus with their telephone numbers and addresses",
    "Equifax",
    "Experian",
    "TransUnion",
    phone,
    /\b\d{5}\b/,
  ),
  ftcContact: has(
    "the FTC’s telephone number, address and site",
    phone,
    "20580",
    /ftc\.gov|identitytheft\.gov/i,
  ),
  agContact: has("a telephone number and a site", phone, site),
  otherRegulatorContact: has("a telephone number and a site", phone, site),
  freezeIsFree: has("that it costs nothing", /\bfree\b|no charge|no cost|not charge/i),
  securityFreezeInfo: has("how to ask for a freeze", /freeze/i),
  fraudAlertInfo: has("what a fraud alert is", /fraud alert/i),
  policeReportRight: has("the right to a police report", /police report/i),
  reportIdentityTheftAdvice: has("where to report identity theft", /report/i, /police|law enforcement/i),
  passwordChangeAdvice: has("the advice to change passwords", /change/i, /password/i),
  credentialAdvice: has("the advice to change passwords", /change/i, /password/i),
  lawEnforcementDelayStatement: has("whether law enforcement delayed the notice", /law enforcement/i),
  residentCount: has("a number", /\d/),
  fcraRights: has("the Fair Credit Reporting Act", /Fair Credit Reporting Act/),
};
