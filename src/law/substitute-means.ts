import type { Client, Incident } from "../incident/index.ts";
import type { Duty } from "./duty.ts";
import { rulesInForce } from "./in-force.ts";
import type { Law } from "./load-law.ts";
import { elementsAnywhere, elementsIn, type Population } from "./population.ts";
import type { RuleOf } from "./rule.ts";
import { governingDay } from "./situation.ts";
import { triggerOf } from "./trigger.ts";

type Substitute = NonNullable<RuleOf<"delivery">["substitute"]>;

/** How one law wants people told whom neither letter nor agreed e-mail can reach. */
export type SubstituteMeans = {
  readonly jurisdiction: string;
  readonly name: string;
  /** People of this client there who cannot be reached; everywhere for a federal law. */
  readonly undeliverable: number;
  readonly means: readonly string[];
  readonly meansNeeded: Substitute["meansNeeded"];
  /** Days that a posting has to stay; null if the law does not say. */
  readonly postingDays: number | null;
  readonly note: string | null;
  readonly citation: string;
  readonly confidence: Duty["confidence"];
};

/**
 * What every law that speaks for people who cannot be reached asks in place of a letter: federal laws for
 * all of the client's, a State's for its residents. Only laws for which too little of an address is a
 * ground. Empty if everyone can be reached, or if no day of discovery is given.
 */
export function substituteMeans(
  law: Law,
  incident: Incident,
  client: Client,
  population: Population,
): readonly SubstituteMeans[] {
  const on = governingDay(incident, client);
  const unreached = population.undeliverableByJurisdiction ?? new Map<string, number>();
  const everywhere = [...unreached.values()].reduce((sum, count) => sum + count, 0);
  if (on === undefined || everywhere === 0) return [];
  const all = elementsAnywhere(population);
  return [...law.jurisdictions.values()].flatMap((jurisdiction) => {
    const { jurisdiction: id, name, level } = jurisdiction;
    const count = level === "federal" ? everywhere : (unreached.get(id) ?? 0);
    const exposed = level === "federal" ? all : elementsIn(population, id, all);
    if (count === 0) return [];
    return rulesInForce(jurisdiction, on, "delivery").flatMap(({ provision, version, rule }) => {
      if (rule.substitute?.insufficientContact !== true) return [];
      const licence = version.when?.licence?.id;
      if (licence !== undefined && !client.licences?.includes(licence)) return [];
      if (!triggerOf(jurisdiction, provision.regime, on, [...exposed], client).speaks) return [];
      const { means, meansNeeded, postingDays = null, note = null } = rule.substitute;
      const { cite: citation, confidence } = version;
      return [
        {
          jurisdiction: id,
          name,
          undeliverable: count,
          means,
          meansNeeded,
          postingDays,
          note,
          citation,
          confidence,
        },
      ];
    });
  });
}
