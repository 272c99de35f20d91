import type { ContentElement } from "./content-element.ts";
import type { Conflict, Jurisdiction } from "./jurisdiction.ts";

/** Two laws that cannot both be followed to the letter, and what the notice does. */
export type ContentConflict = {
  readonly forbidden: ContentElement;
  readonly forbiddenBy: string;
  readonly required: ContentElement;
  readonly requiredBy: string;
  readonly resolution: Conflict["resolution"];
  readonly reason: string;
  readonly citation: string;
  readonly forCounsel: boolean;
};

/** What a law requires or forbids; as much of a content rule as conflicts hang on. */
type Said = {
  readonly jurisdiction: string;
  readonly element: ContentElement;
  readonly requirement: "required" | "forbidden";
};

/** The conflicts of these laws that the requirements at hand bring about. */
export function conflictsIn(
  jurisdictions: readonly Jurisdiction[],
  content: readonly Said[],
): readonly ContentConflict[] {
  const says = (jurisdiction: string, element: ContentElement, requirement: string) =>
    content.some(
      (rule) =>
        rule.jurisdiction === jurisdiction && rule.element === element && rule.requirement === requirement,
    );
  return jurisdictions.flatMap(({ jurisdiction, conflicts = [] }) =>
    conflicts
      .filter(
        (each) =>
          says(jurisdiction, each.forbids, "forbidden") && says(each.requiredBy, each.requires, "required"),
      )
      .map(
        (each): ContentConflict => ({
          forbidden: each.forbids,
          forbiddenBy: jurisdiction,
          required: each.requires,
          requiredBy: each.requiredBy,
          resolution: each.resolution,
          reason: each.reason,
          citation: each.cite,
          forCounsel: each.forCounsel,
        }),
      ),
  );
}

/** How to tell what happened: in full, in brief where a ban meets a requirement, or not at all. */
export function descriptionOf(
  content: readonly Said[],
  conflicts: readonly ContentConflict[],
): "full" | "brief" | "omitted" {
  const banned = content.some(
    (rule) => rule.element === "natureOfBreach" && rule.requirement === "forbidden",
  );
  if (!banned) return "full";
  const settled = conflicts.find((each) => each.forbidden === "natureOfBreach");
  return settled?.resolution === "brief" ? "brief" : "omitted";
}
