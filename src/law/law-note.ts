import type { ProvisionInForce } from "./in-force.ts";
import type { Jurisdiction } from "./jurisdiction.ts";

/** Something the law, or custom, says about a notice that a person has to judge. */
export type LawNote = {
  /**
   * `manner`: how the notice must be written or looks; `optional`: what it may say; `customary`: what
   * letters to these residents usually say; `openQuestion`: unsettled, read the stricter way;
   * `services`: on what an offer hangs; `recipient`: what is known of minors and the deceased.
   */
  readonly kind: "manner" | "optional" | "customary" | "openQuestion" | "services" | "recipient";
  readonly jurisdiction: string;
  /** Null where the note is about the jurisdiction as a whole. */
  readonly provision: string | null;
  readonly citation: string | null;
  readonly text: string;
};

/** What a provision about the notice says beside its list: manner, optional statements, open questions. */
export function provisionNotes(
  { jurisdiction, openQuestions = [] }: Jurisdiction,
  { provision, version }: ProvisionInForce,
): readonly LawNote[] {
  const at = { jurisdiction, provision: provision.id };
  const { rule, cite } = version;
  const notes: LawNote[] = [];
  if (rule.kind === "content") {
    if (rule.note !== undefined) notes.push({ kind: "manner", ...at, citation: cite, text: rule.note });
    for (const { about, cite: of, detail } of rule.optional ?? [])
      notes.push({
        kind: "optional",
        ...at,
        citation: of,
        text: detail === undefined ? about : `${about}: ${detail}`,
      });
  }
  if (rule.kind === "form" && rule.note !== undefined)
    notes.push({ kind: "manner", ...at, citation: cite, text: rule.note });
  if (rule.kind === "services") notes.push({ kind: "services", ...at, citation: cite, text: rule.note });
  for (const { about, question, conservative } of openQuestions)
    if (about.includes(provision.id))
      notes.push({
        kind: "openQuestion",
        ...at,
        citation: cite,
        text: `${question} The notice follows this reading: ${conservative}`,
      });
  return notes;
}

/** What is said of the jurisdiction as a whole: customary statements; minors and the deceased. */
export function jurisdictionNotes({
  jurisdiction,
  customaryStatements = [],
  minorsOrDeceased,
}: Jurisdiction): readonly LawNote[] {
  const at = { jurisdiction, provision: null, citation: null };
  return [
    ...customaryStatements.map((text) => ({ kind: "customary" as const, ...at, text })),
    ...(minorsOrDeceased === undefined
      ? []
      : [{ kind: "recipient" as const, ...at, text: minorsOrDeceased }]),
  ];
}
