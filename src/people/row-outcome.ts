import type { Problem } from "../problem/index.ts";
import type { Individual, Jurisdiction } from "./individual.ts";

/** Why a person on the list is not written to. Closed, so that every row not mailed is a listed decision. */
export const suppressReasons = [
  "alreadyNotified",
  "confidentialCommunication",
  "addressProtection",
  "noNextOfKin",
  "optOut",
  "legalHold",
  "notAffected",
  "notifiedByClient",
  "undeliverable",
  "duplicate",
] as const;
export type SuppressReason = (typeof suppressReasons)[number];

/**
 * What became of one data row; every row gives exactly one. `row` is the spreadsheet row (the header
 * is row 1). A person who can only have substitute notice is a person: see `individual.delivery`.
 */
export type RowOutcome =
  | {
      readonly kind: "person";
      readonly row: number;
      readonly individual: Individual;
      /** 32 hex digits; equal for rows that are the same person of the same client. */
      readonly duplicateKey: string;
      /** 32 hex digits; equal for rows that may be the same person: same client, name and birth date. */
      readonly possibleDuplicateKey: string;
      /** Warnings only. */
      readonly problems: readonly Problem[];
    }
  | {
      readonly kind: "held";
      readonly row: number;
      readonly id?: string;
      /** Given if the address tells it: a held person is still a resident to be counted. */
      readonly jurisdiction?: Jurisdiction;
      /** At least one that holds. */
      readonly problems: readonly Problem[];
    }
  | {
      readonly kind: "suppressed";
      readonly row: number;
      readonly id?: string;
      readonly reason: SuppressReason;
      readonly jurisdiction: Jurisdiction;
      readonly problems: readonly Problem[];
    };

/**
 * What is wrong with the file as a whole (columns, encoding, a quote that never closes). It is no
 * row: it adds nothing to the counts. If one of its problems stops, no further rows follow.
 */
export type FileOutcome = { readonly kind: "file"; readonly problems: readonly Problem[] };

/** What `readPeople` yields. */
export type PeopleOutcome = RowOutcome | FileOutcome;

/** The code points of a text that the letter's fonts cannot print; empty if all can be. */
export type CanPrint = (text: string) => readonly number[];
