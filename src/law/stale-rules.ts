import { addMonths, type Day } from "../calendar/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { Version } from "./jurisdiction.ts";
import type { Law } from "./load-law.ts";

/** A rule, a list of holidays or an address that nobody has looked at for a while. */
export type StaleRule = {
  /** `US-CONTACTS` for the addresses of the whole country. */
  readonly jurisdiction: string;
  /** The provision; `businessDayCalendar`, an office of `addendum`, or a block of the contacts file. */
  readonly provision: string;
  /** First day in force of the version; null for what has no versions. */
  readonly from: Day | null;
  readonly lastSeen: Day;
  readonly confidence: Version["confidence"];
};

type Seen = Pick<Version, "verifiedOn" | "source" | "confidence">;

/** The day on which an official text was read; where none was, the day on which the source was seen. */
export function lastSeen({ verifiedOn, source }: Seen): Day {
  return (verifiedOn ?? source.seen) as Day;
}

/**
 * Rules, holiday lists and addresses that were last seen more than so many months before the day, oldest first. A version that
 * ended before the day counts too: it still governs older discoveries.
 * @example staleRules(law, day("2027-06-01"), 6)
 */
export function staleRules(law: Law, on: Day, months: number): readonly StaleRule[] {
  const seen = (jurisdiction: string, provision: string, from: Day | null, of: Seen): StaleRule => ({
    jurisdiction,
    provision,
    from,
    lastSeen: lastSeen(of),
    confidence: of.confidence,
  });
  const all = [...law.jurisdictions.values()].flatMap(
    ({ jurisdiction, provisions, businessDayCalendar, addendum = [] }) => [
      ...provisions.flatMap(({ id, versions }) =>
        versions.map((version) => seen(jurisdiction, id, version.from as Day, version)),
      ),
      ...(businessDayCalendar === undefined
        ? []
        : [seen(jurisdiction, "businessDayCalendar", null, businessDayCalendar)]),
      ...addendum.map((office) => seen(jurisdiction, `addendum: ${office.office}`, null, office)),
    ],
  );
  const ofCountry = seenInContacts(law.contacts).map(({ block, of }) => seen("US-CONTACTS", block, null, of));
  return [...all, ...ofCountry]
    .filter((each) => addMonths(each.lastSeen, months) < on)
    .sort((a, b) => (a.lastSeen < b.lastSeen ? -1 : a.lastSeen > b.lastSeen ? 1 : 0));
}

/** Every block of the contacts file that has a source of its own, by its place in the file. */
function seenInContacts(contacts: Law["contacts"]): readonly { readonly block: string; readonly of: Seen }[] {
  if (contacts === undefined) return [];
  const { bureaus, fraudAlert, securityFreeze, minors, $schema, format, kind, ...services } = contacts;
  return [
    ...bureaus.flatMap(({ name, ...desks }) =>
      Object.entries(desks).map(([desk, of]) => ({ block: `${name}, ${desk}`, of })),
    ),
    ...Object.entries(services).map(([block, of]) => ({ block, of })),
    ...Object.entries({ fraudAlert, securityFreeze, minors }).flatMap(([block, facts]) =>
      facts.map((of) => ({ block, of })),
    ),
  ];
}

/** The same as problems that warn, one for each jurisdiction with its oldest rule. */
export function staleRuleProblems(stale: readonly StaleRule[]): readonly Problem[] {
  const byJurisdiction = new Map<string, StaleRule[]>();
  for (const rule of stale)
    byJurisdiction.set(rule.jurisdiction, [...(byJurisdiction.get(rule.jurisdiction) ?? []), rule]);
  return [...byJurisdiction].flatMap(([jurisdiction, rules]) => {
    const [oldest] = rules;
    if (oldest === undefined) return [];
    const facts = { count: rules.length, lastSeen: oldest.lastSeen };
    return [problem("law/rule-stale", { jurisdiction, provision: oldest.provision }, facts)];
  });
}
