import type { Day } from "../calendar/index.ts";
import { provisionsOfKind, versionOn } from "./in-force.ts";
import type { Jurisdiction, Provision, Version } from "./jurisdiction.ts";
import type { Situation } from "./situation.ts";

/** The law of one day, as far as it speaks of one provision. */
export type LawOfDay = {
  readonly on: Day;
  readonly version: Version;
  /** True if it came into force after the day that governs: it counts from its own first day. */
  readonly later: boolean;
};

/**
 * The law of the governing day, then that of every other day between the breach and the notice on
 * which the provision, or what triggers it, read differently. The first may be missing, if the
 * provision is younger than the discovery.
 */
export function lawsThatMayGovern(
  jurisdiction: Jurisdiction,
  provision: Provision,
  { dates }: Situation,
  governing: Day,
): readonly LawOfDay[] {
  const triggers = provisionsOfKind(jurisdiction, "trigger").filter(
    ({ regime }) => regime === provision.regime,
  );
  const start = [dates.occurredFrom ?? dates.occurredTo ?? governing, governing].sort()[0] ?? governing;
  const end = [dates.individualNotice ?? governing, governing].sort()[1] ?? governing;
  const changes = [provision, ...triggers]
    .flatMap(({ versions }) => versions.map((version) => version.from as Day))
    .filter((from) => from > start && from <= end)
    .sort();
  const seen = new Set<string>();
  return [governing, start, ...changes].flatMap((on) => {
    const version = versionOn(provision, on);
    if (version === undefined) return [];
    const text = [version, ...triggers.map((trigger) => versionOn(trigger, on))]
      .map((each) => each?.from ?? "none")
      .join();
    if (seen.has(text)) return [];
    seen.add(text);
    return [{ on, version, later: on > governing }];
  });
}
