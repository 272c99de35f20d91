/**
 * The incident folder: incident, clients, offers, mail-house profile.
 * Knows file shapes and reads them strictly: JSON by schema, lists as rows of cells. Must not know
 * people, law or letters. Problems are values with file and path (zod); nothing is silently defaulted.
 */
export { type Client, type ClientKind, clientKinds, clientSchema, type Offer } from "./client.ts";
export { codeFormat, codeFormatPattern } from "./code-format.ts";
export { type DataElement, dataElements } from "./data-element.ts";
export { hashFiles } from "./hash-files.ts";
export {
  type DataProtection,
  envelopeOf,
  type Hold,
  type Incident,
  type IncidentDates,
  incidentSchema,
  type Narrative,
  type NoticePurpose,
  noticePurposes,
  type RiskAssessment,
} from "./incident.ts";
export type {
  ClientFolder,
  FontFile,
  HashedFile,
  IncidentFolder,
  InputFile,
  LetterheadImage,
  TemplateOverride,
} from "./incident-folder.ts";
export {
  clientFieldList,
  clientJsonSchema,
  type Field,
  incidentFieldList,
  incidentJsonSchema,
  type JsonSchema,
} from "./json-schema.ts";
export { type IntelligentMail, type JobTicketGiven, mailerIdFor } from "./mail-house.ts";
export { readIncidentFolder } from "./read-incident-folder.ts";
export { type PoolOutcome, type PoolRules, readPool } from "./read-pool.ts";
export { datesFor, readyToRun } from "./ready-to-run.ts";
export { isBlank, type TableBatch, type TableRow } from "./table-row.ts";
export { tableRows } from "./table-rows.ts";
export { windowWordsIn } from "./window-word.ts";
