import type { PersonColumn } from "../people/index.ts";

/** What a row of a people file says, by column; a column that is absent is an empty cell. */
export type Cells = { readonly [column in PersonColumn]?: string };

/** What intake must make of the row. */
type ExpectedOutcome = "person" | "duplicate" | "held" | "suppressed";

export type SampleRow = {
  readonly cells: Cells;
  readonly expected: ExpectedOutcome;
  /** The pool from which this row, and none before it, makes a code necessary; people who died need none. */
  readonly codeFrom: "adult" | "minor" | null;
};
