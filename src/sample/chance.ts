import { generateMersenne53Randomizer, type Randomizer } from "@faker-js/faker";

/** Draws from a seed: the same seed gives the same draws in the same order, on any machine. */
export type Chance = {
  /** The generator itself, for a name library that draws from the same sequence. */
  readonly randomizer: Randomizer;
  /** True in a `share` (0 to 1) of the draws. */
  readonly happens: (share: number) => boolean;
  /** A whole number from `from` to `to`, both included. */
  readonly whole: (from: number, to: number) => number;
  /** One of the list; a RangeError if it is empty. */
  readonly pick: <T>(list: readonly T[]) => T;
};

/**
 * Chance from a seed of whole numbers, for example [seed, client].
 * @example chanceFrom([2023, 0]).whole(1, 6)
 */
export function chanceFrom(seed: readonly number[]): Chance {
  const randomizer = generateMersenne53Randomizer(0);
  randomizer.seed([...seed]);
  const whole = (from: number, to: number) => from + Math.floor(randomizer.next() * (to - from + 1));
  return {
    randomizer,
    whole,
    happens: (share) => randomizer.next() < share,
    pick: (list) => {
      const picked = list[whole(0, list.length - 1)];
      if (picked === undefined) throw new RangeError("nothing to pick from");
      return picked;
    },
  };
}
