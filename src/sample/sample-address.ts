import type { Chance } from "./chance.ts";
import {
  foreignPlaces,
  militaryPostOffices,
  places,
  type SampleState,
  streetKinds,
  streetNames,
  urbanizaciones,
} from "./places.ts";
import type { Cells } from "./sample-row.ts";

/** The address cells of a row, as a client's system would hold them: not yet in postal form. */
export type SampleAddress = Pick<Cells, "address1" | "address2" | "city" | "state" | "zip" | "country">;

/** An address in a state, the District or Puerto Rico; its city and ZIP belong together. */
export function stateAddress(chance: Chance, state: SampleState): SampleAddress {
  const [city, zip5] = chance.pick<readonly [string, string]>(places[state]);
  const zip = chance.happens(0.25) ? `${zip5}-${chance.whole(1001, 9798)}` : zip5;
  if (state === "PR") return { ...puertoRicanStreet(chance), city, state, zip };
  if (chance.happens(0.04)) return { address1: `PO Box ${chance.whole(11, 4890)}`, city, state, zip };
  return { ...street(chance), city, state, zip };
}

/** A military address; it does not tell the state of residence. */
export function militaryAddress(chance: Chance): SampleAddress {
  const [city, state, zip] = chance.pick(militaryPostOffices);
  return { address1: `PSC ${chance.whole(100, 899)} Box ${chance.whole(1000, 9899)}`, city, state, zip };
}

/** An address in Canada, Mexico or Ireland. */
export function foreignAddress(chance: Chance): SampleAddress {
  const [name, city, state, zip, country] = chance.pick(foreignPlaces);
  const number = chance.whole(3, 890);
  const address1 = name.startsWith("Calle") ? `${name} ${number}` : `${number} ${name}`;
  return { address1, city, state, zip, country };
}

function street(chance: Chance): SampleAddress {
  const address1 = `${chance.whole(11, 4999)} ${chance.pick(streetNames)} ${chance.pick(streetKinds)}`;
  if (!chance.happens(0.22)) return { address1 };
  const unit = chance.pick([
    `Apt ${chance.whole(1, 60)}${chance.pick(["", "A", "B", "C"])}`,
    `Unit ${chance.whole(1, 40)}`,
    `# ${chance.whole(101, 999)}`,
  ]);
  return chance.happens(0.7) ? { address1, address2: unit } : { address1: `${address1} ${unit}` };
}

// USPS Publication 28, section 29: the urbanización stands on its own line above the street.
function puertoRicanStreet(chance: Chance): SampleAddress {
  const house = `${chance.pick(["A", "B", "C", "D"])}${chance.whole(1, 39)} Calle ${chance.whole(1, 24)}`;
  if (chance.happens(0.25))
    return { address1: `${chance.whole(100, 999)} Calle Flamboyán`, address2: "Apt 4" };
  return { address1: `Urb ${chance.pick(urbanizaciones)}`, address2: house };
}
