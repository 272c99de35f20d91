import type { ContentElement } from "../law/index.ts";

const names: Readonly<Record<ContentElement, string>> = {
  incidentDescription: "a description of what happened",
  dateOfBreach: "the date of the breach, or its estimate or range",
  dateOfDiscovery: "the date of discovery",
  exposureTimeframe: "the time during which the data was exposed",
  dateOfNotice: "the date of the notice",
  entityName: "the name of the organisation",
  informationTypes: "the kinds of information involved",
  remedialActions: "what the organisation is doing about it",
  individualSteps: "the steps that individuals should take to protect themselves",
  vigilanceAdvice: "the advice to watch account statements and credit reports",
  entityContact: "how to reach the organisation",
  entityTollFree: "a toll-free number of the organisation",
  craContacts: "the consumer reporting agencies' contact data",
  ftcContact: "the Federal Trade Commission's contact data",
  agContact: "the Attorney General's contact data",
  otherRegulatorContact: "another regulator's contact data",
  fraudAlertInfo: "how to place a fraud alert",
  securityFreezeInfo: "how to place a security freeze",
  freezeIsFree: "that a security freeze is free of charge",
  policeReportRight: "the right to obtain or file a police report",
  reportIdentityTheftAdvice: "the advice to report identity theft",
  identityTheftInformationSources:
    "that the FTC and the Attorney General can tell how to avoid identity theft",
  identityTheftServicesOffer: "the offer of identity theft protection services",
  lawEnforcementDelayStatement: "whether law enforcement delayed the notice",
  parentOrAffiliateName: "the name of the parent or affiliated corporation",
  passwordChangeAdvice: "the advice to change passwords and security answers",
  fcraRights: "the rights under the Fair Credit Reporting Act",
  credentialAdvice: "the advice for exposed user names and passwords",
  relationshipToEntity: "what the reader is to the organisation",
  residentCount: "the number of residents affected",
  natureOfBreach: "the nature of the breach",
  informationInquiry: "how to ask what information is held about the reader",
  personalInformationRequest: "a request for further personal information",
  thirdPartyIdentity: "who is believed to have obtained the information",
  conditionedOffer: "a free offer that hangs on a card number or on a purchase",
};

/** What a notice must (or must not) say, as it completes “The notice says …”. */
export function contentElementName(element: ContentElement): string {
  return names[element];
}
