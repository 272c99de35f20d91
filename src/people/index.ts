/**
 * Affected individuals: reading files, names, addresses, duplicates, recipients.
 * Knows what a row may say and what makes a letter deliverable. Must not know law or wording.
 * Every row gets exactly one outcome; a person's data never stands in a problem.
 */
export { annotationColumns, type RowProblems, writeAnnotatedCopy } from "./annotated-copy.ts";
export type {
  Delivery,
  Individual,
  Jurisdiction,
  PersonName,
  PostalAddress,
  Recipient,
} from "./individual.ts";
export { type MergedDuplicate, mergeDuplicate } from "./merge-duplicate.ts";
export { type PersonColumn, personColumnNames, personColumns } from "./person-column.ts";
export { lastLines, publication28 } from "./postal-address.ts";
export { readPeople, readPeopleBatches } from "./read-people.ts";
export type {
  CanPrint,
  FileOutcome,
  PeopleOutcome,
  RowOutcome,
  SuppressReason,
} from "./row-outcome.ts";
