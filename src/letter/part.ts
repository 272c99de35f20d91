import type { StructureRole } from "../pdf/index.ts";

/** What a stretch of the letter is, for readers who do not see it, and what it stands in. Each is an object of its own. */
export type Part = {
  readonly role: StructureRole;
  readonly within: Part | undefined;
  /** Of a list. */
  readonly numbering?: "Decimal" | "Disc";
  /** Of a table's head cell: what it names. */
  readonly scope?: "Column" | "Row";
};
