/**
 * Affected individuals: reading files, names, addresses, duplicates, recipients.
 * Knows what a row may say and what makes a letter deliverable. Must not know law or wording.
 */
export type { Individual, Jurisdiction, PersonName, PostalAddress, Recipient } from "./individual.ts";
