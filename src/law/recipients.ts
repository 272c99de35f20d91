import type { Provision } from "./jurisdiction.ts";
import type { Population, Recipients } from "./population.ts";

/** To whom the letters of one place go (everywhere for null); null while no lists were read. */
export function recipientsIn(
  { recipientsByJurisdiction }: Population,
  place: string | null,
): Recipients | null {
  if (recipientsByJurisdiction === undefined) return null;
  const none = { individuals: 0, parents: 0, nextOfKin: 0 };
  if (place !== null) return recipientsByJurisdiction.get(place) ?? none;
  return [...recipientsByJurisdiction.values()].reduce(
    (sum, each) => ({
      individuals: sum.individuals + each.individuals,
      parents: sum.parents + each.parents,
      nextOfKin: sum.nextOfKin + each.nextOfKin,
    }),
    none,
  );
}

/** What the law says of letters for minors and for the dead, with their numbers where they are known. */
export function recipientsWhy({ recipients: rules }: Provision, recipients: Recipients | null): string[] {
  const line = (who: string, count: number | undefined, rule: { text: string; cite: string } | undefined) => {
    if (rule === undefined || count === 0) return [];
    return [`${who}${count === undefined ? "" : ` (${count})`}: ${rule.text} (${rule.cite}).`];
  };
  return [
    ...line("Minors", recipients?.parents, rules?.parents),
    ...line("The deceased", recipients?.nextOfKin, rules?.nextOfKin),
  ];
}
