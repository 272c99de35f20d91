import type { Day } from "../calendar/index.ts";
import type { Jurisdiction, Provision, Version } from "./jurisdiction.ts";
import type { Law } from "./load-law.ts";
import type { Rule, RuleOf } from "./rule.ts";

/** A provision with the version of it that is in force on some day. */
export type ProvisionInForce = { readonly provision: Provision; readonly version: Version };

/** The version in force on the day, if any; versions never overlap (checked on loading). */
export function versionOn(provision: Provision, on: Day): Version | undefined {
  return provision.versions.findLast(
    (version) => version.from <= on && (version.until === undefined || on <= version.until),
  );
}

/**
 * Every provision of the jurisdiction that has a version in force on the day, in the order of the
 * file. Empty if the jurisdiction is not loaded.
 * @example provisionsInForceOn(law, "US-CA", day("2026-01-01"))
 */
export function provisionsInForceOn(law: Law, jurisdiction: string, on: Day): readonly ProvisionInForce[] {
  return inForce(law.jurisdictions.get(jurisdiction), on);
}

/** Same, for a jurisdiction at hand. */
export function inForce(jurisdiction: Jurisdiction | undefined, on: Day): readonly ProvisionInForce[] {
  return (jurisdiction?.provisions ?? []).flatMap((provision) => {
    const version = versionOn(provision, on);
    return version === undefined ? [] : [{ provision, version }];
  });
}

/** The provisions in force whose rule is of the kind, with the rule at hand. */
export function rulesInForce<K extends Rule["kind"]>(
  jurisdiction: Jurisdiction | undefined,
  on: Day,
  kind: K,
): readonly (ProvisionInForce & { readonly rule: RuleOf<K> })[] {
  return provisionsOfKind(jurisdiction, kind).flatMap((provision) => {
    const version = versionOn(provision, on);
    if (version === undefined || version.rule.kind !== kind) return [];
    return [{ provision, version, rule: version.rule as RuleOf<K> }];
  });
}

const byKind = new WeakMap<Jurisdiction, Map<Rule["kind"], readonly Provision[]>>();

/** The provisions with a version of the kind; remembered, because every duty asks for the trigger. */
export function provisionsOfKind(
  jurisdiction: Jurisdiction | undefined,
  kind: Rule["kind"],
): readonly Provision[] {
  if (jurisdiction === undefined) return [];
  const kinds = byKind.get(jurisdiction) ?? new Map<Rule["kind"], readonly Provision[]>();
  byKind.set(jurisdiction, kinds);
  const known = kinds.get(kind);
  if (known !== undefined) return known;
  const found = jurisdiction.provisions.filter(({ versions }) =>
    versions.some((version) => version.rule.kind === kind),
  );
  kinds.set(kind, found);
  return found;
}
