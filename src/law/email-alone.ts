import type { Client, DataElement, Incident } from "../incident/index.ts";
import { daysThatMayGovern, versionGoverning } from "./governing-law.ts";
import { provisionsOfKind } from "./in-force.ts";
import type { Law } from "./load-law.ts";
import { discoveryOf, situationOf } from "./situation.ts";
import { triggerOf } from "./trigger.ts";

/**
 * Whether an e-mail with nothing beside it may be the notice to a resident with these data: true unless a
 * law that speaks for them wants a second channel (16 CFR 318.2, “electronic mail”). What else a law asks
 * of an e-mail, such as consent, is told in its delivery rule. True without any date.
 * @param jurisdiction where the individual resides: `US-CA`, `FOREIGN`
 */
export function emailAloneSuffices(
  law: Law,
  jurisdiction: string,
  elements: Iterable<DataElement>,
  incident: Incident,
  client: Client,
): boolean {
  const situation = situationOf(incident, client);
  const governing = discoveryOf(situation)?.day;
  if (governing === undefined) return true;
  const lost = [...elements];
  return [...law.jurisdictions.values()].every((each) => {
    if (each.level === "state" && each.jurisdiction !== jurisdiction) return true;
    return each.provisions.every((provision) => {
      if (!provision.versions.some(({ rule }) => rule.kind === "delivery" && rule.emailAlone === false))
        return true;
      const triggers = provisionsOfKind(each, "trigger").filter(({ regime }) => regime === provision.regime);
      return daysThatMayGovern([provision, ...triggers], situation, governing).every(({ on }) => {
        const version = versionGoverning(provision, on, situation, governing);
        const wantsMore = version?.rule.kind === "delivery" && version.rule.emailAlone === false;
        return !wantsMore || !triggerOf(each, provision.regime, on, lost, client).speaks;
      });
    });
  });
}
