import { badRowKinds } from "./bad-row.ts";
import { type Spread, shareOf, spread } from "./spread.ts";

/** What is rare and must still occur, by index of the person in the whole incident. */
export type Rarities = {
  readonly bad: Spread;
  readonly duplicate: Spread;
  readonly suppressed: Spread;
  readonly withoutAddress: Spread;
  readonly military: Spread;
  readonly foreign: Spread;
  readonly oneWord: Spread;
  readonly longest: Spread;
  readonly lookAlikes: Spread;
};

/** Rarities for an incident of `total` people; from 800 on every kind of bad row occurs. */
export function raritiesFor(total: number): Rarities {
  return {
    bad: spread(total, shareOf(total, 0.003, badRowKinds.length), 0.51),
    duplicate: spread(total, shareOf(total, 0.01, 4), 0.13),
    suppressed: spread(total, shareOf(total, 0.004, 4), 0.29),
    withoutAddress: spread(total, shareOf(total, 0.005, 4), 0.37),
    military: spread(total, shareOf(total, 0.004, 3), 0.43),
    foreign: spread(total, shareOf(total, 0.004, 4), 0.61),
    oneWord: spread(total, shareOf(total, 0.003, 3), 0.73),
    longest: spread(total, shareOf(total, 0.0005, 1), 0.83),
    lookAlikes: spread(total, shareOf(total, 0.0005, 1), 0.67),
  };
}
