import type { Day } from "../calendar/index.ts";
import type { Jurisdiction, Version } from "./jurisdiction.ts";
import type { Law } from "./load-law.ts";
import { lastSeen } from "./stale-rules.ts";

/** How much of one jurisdiction's law is loaded, and how far it can be trusted. */
export type JurisdictionOverview = {
  readonly jurisdiction: string;
  readonly name: string;
  readonly level: Jurisdiction["level"];
  readonly provisions: number;
  readonly versions: number;
  /** Versions whose official text was read, that rest on a named chart, or on memory. */
  readonly read: number;
  readonly secondary: number;
  readonly recalled: number;
  /** The oldest day on which a text was read; null if none was. */
  readonly oldestVerifiedOn: Day | null;
  /** The oldest day on which any version's source was last seen. */
  readonly oldestSeen: Day;
  /** Questions that the sources leave open, in the file's words. */
  readonly openQuestions: readonly string[];
};

/** Every loaded jurisdiction, federal laws first, then by name. */
export function lawOverview(law: Law): readonly JurisdictionOverview[] {
  return [...law.jurisdictions.values()]
    .map(overviewOf)
    .sort((a, b) => compare(a.level, b.level) || compare(a.name, b.name));
}

function overviewOf(file: Jurisdiction): JurisdictionOverview {
  const versions = file.provisions.flatMap((provision) => provision.versions);
  const of = (confidence: Version["confidence"]) =>
    versions.filter((version) => version.confidence === confidence).length;
  const verified = versions.flatMap(({ verifiedOn }) => verifiedOn ?? []).sort();
  const seen = versions.map(lastSeen).sort();
  return {
    jurisdiction: file.jurisdiction,
    name: file.name,
    level: file.level,
    provisions: file.provisions.length,
    versions: versions.length,
    read: of("read"),
    secondary: of("secondary"),
    recalled: of("recalled"),
    oldestVerifiedOn: (verified[0] ?? null) as Day | null,
    oldestSeen: (seen[0] ?? file.coversFrom) as Day,
    openQuestions: (file.openQuestions ?? []).map(({ question }) => question),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
