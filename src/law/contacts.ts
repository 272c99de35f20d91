import type { ContactsFile } from "./contacts-file.ts";
import type { Office } from "./jurisdiction.ts";
import type { Law } from "./load-law.ts";

/** Addresses for letters: those of the whole country, and the offices of each jurisdiction. */
export type Contacts = Omit<ContactsFile, "$schema" | "format" | "kind"> & {
  /** `US-MD` → the offices whose addresses its residents' letters give; empty list if none. */
  readonly offices: ReadonlyMap<string, readonly Office[]>;
};

/**
 * The contact blocks that letters print, each with its source and the day it was verified.
 * Throws if the law was used although its contacts file could not be read.
 */
export function contacts(law: Law): Contacts {
  if (law.contacts === undefined) throw new Error("the law was loaded without its contacts file");
  const { $schema, format, kind, ...blocks } = law.contacts;
  return {
    ...blocks,
    offices: new Map(
      [...law.jurisdictions.values()].map((jurisdiction) => [
        jurisdiction.jurisdiction,
        jurisdiction.addendum ?? [],
      ]),
    ),
  };
}
