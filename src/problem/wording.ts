/**
 * What a problem does: `stops` the run, `holds` the one person (who is counted, listed and not
 * written to until it is settled), or `warns`.
 */
export type Severity = "stops" | "holds" | "warns";

/** The three sentences of a problem; `{fact}` is replaced from the problem's facts. */
export type Wording = {
  readonly severity: Severity;
  /** What is wrong, in the user's words. */
  readonly title: string;
  /** What is there now. Never a person's data: lengths, counts, allowed values, file names. */
  readonly now: string;
  /** What to do next. */
  readonly next: string;
};
