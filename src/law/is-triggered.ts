import type { Client, DataElement, Incident } from "../incident/index.ts";
import { daysThatMayGovern } from "./governing-law.ts";
import { inForce } from "./in-force.ts";
import type { Jurisdiction } from "./jurisdiction.ts";
import type { Condition } from "./law-vocabulary.ts";
import type { Law } from "./load-law.ts";
import { discoveryOf, situationOf } from "./situation.ts";
import { triggerOf } from "./trigger.ts";

/**
 * Whether the jurisdiction's own law speaks for a person with these data elements, on the day of the
 * client's discovery or under a law that came into force before the notice. False for a jurisdiction that
 * is not loaded, and without any date. A further law of the same State that obliges this client to tell
 * individuals (a licence that it declares included) counts as its own law too.
 * @example isTriggered(law, "US-MA", ["medicalInformation"], incident, client) // false
 */
export function isTriggered(
  law: Law,
  jurisdiction: string,
  elements: Iterable<DataElement>,
  incident: Incident,
  client: Client,
): boolean {
  const found = law.jurisdictions.get(jurisdiction);
  const situation = situationOf(incident, client);
  const governing = discoveryOf(situation)?.day;
  if (found === undefined || governing === undefined) return false;
  const lost = [...elements];
  return daysThatMayGovern(found.provisions, situation, governing)
    .filter(({ on }) => on >= governing)
    .some(({ on }) =>
      regimesToldToIndividuals(found, on, client).some(
        (regime) => triggerOf(found, regime, on, lost, client).speaks,
      ),
    );
}

/** The main law, and further laws of the State that oblige this client to tell individuals. */
function regimesToldToIndividuals(
  jurisdiction: Jurisdiction,
  on: Parameters<typeof inForce>[1],
  client: Client,
): readonly (string | undefined)[] {
  const further = inForce(jurisdiction, on)
    .filter(({ provision, version }) => provision.to === "individuals" && mayBind(version.when, client))
    .map(({ provision }) => provision.regime);
  return [...new Set([undefined, ...further])];
}

/** A licence that the client does not declare does not change its letters; the duty asks for it. */
function mayBind(when: Condition | undefined, { kind, licences }: Client): boolean {
  if (when?.clientKinds?.includes(kind) === false) return false;
  if (when?.notClientKinds?.includes(kind)) return false;
  return when?.licence === undefined || (licences?.includes(when.licence.id) ?? false);
}
