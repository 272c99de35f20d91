/** Which of `total` places something rare falls on, evenly spread; asked by index, so it needs no memory. */
export type Spread = {
  /** How often it falls in all. */
  readonly count: number;
  /** The ordinal (from 0) of the one that falls on this index, or undefined. */
  readonly at: (index: number) => number | undefined;
};

/**
 * Spreads `count` evenly over `total` indexes (Bresenham's line); `phase` from 0 to 1 shifts them so
 * that several spreads seldom meet.
 */
export function spread(total: number, count: number, phase: number): Spread {
  const shift = Math.floor(total * phase);
  const before = (index: number) => Math.floor((index * count + shift) / total);
  return {
    count,
    at: (index) => {
      const ordinal = before(index);
      return count > 0 && before(index + 1) > ordinal ? ordinal : undefined;
    },
  };
}

/** A share of `total`, but at least `least` once the total is a hundred times that. */
export function shareOf(total: number, share: number, least: number): number {
  return Math.max(Math.round(total * share), Math.min(least, Math.floor(total / 100)));
}
