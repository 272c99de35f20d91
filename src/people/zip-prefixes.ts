/** A range of three-digit ZIP prefixes, both ends included. */
type PrefixRange = readonly [first: number, last: number];

/**
 * Three-digit ZIP prefixes by state, territory and military code (USPS Domestic Mail Manual, labeling
 * list L002). Prefixes not in use are not cut out. Two states may share one: Fishers Island NY is in 063,
 * Alta WY in 834.
 */
const prefixRanges: Readonly<Record<string, readonly PrefixRange[]>> = {
  AL: [[350, 369]],
  AK: [[995, 999]],
  AZ: [[850, 865]],
  AR: [[716, 729]],
  CA: [[900, 961]],
  CO: [[800, 816]],
  CT: [[60, 69]],
  DE: [[197, 199]],
  DC: [
    [200, 200],
    [202, 205],
    [569, 569],
  ],
  FL: [
    [320, 339],
    [341, 349],
  ],
  GA: [
    [300, 319],
    [398, 399],
  ],
  HI: [[967, 968]],
  ID: [[832, 838]],
  IL: [[600, 629]],
  IN: [[460, 479]],
  IA: [[500, 528]],
  KS: [[660, 679]],
  KY: [[400, 427]],
  LA: [[700, 714]],
  ME: [[39, 49]],
  MD: [[206, 219]],
  MA: [
    [10, 27],
    [55, 55],
  ],
  MI: [[480, 499]],
  MN: [[550, 567]],
  MS: [[386, 397]],
  MO: [[630, 658]],
  MT: [[590, 599]],
  NE: [[680, 693]],
  NV: [[889, 898]],
  NH: [[30, 38]],
  NJ: [[70, 89]],
  NM: [[870, 884]],
  NY: [
    [5, 5],
    [63, 63],
    [100, 149],
  ],
  NC: [[270, 289]],
  ND: [[580, 588]],
  OH: [[430, 459]],
  OK: [
    [730, 732],
    [734, 749],
  ],
  OR: [[970, 979]],
  PA: [[150, 196]],
  RI: [[28, 29]],
  SC: [[290, 299]],
  SD: [[570, 577]],
  TN: [[370, 385]],
  TX: [
    [733, 733],
    [750, 799],
    [885, 885],
  ],
  UT: [[840, 847]],
  VT: [
    [50, 54],
    [56, 59],
  ],
  VA: [
    [201, 201],
    [220, 246],
  ],
  WA: [[980, 994]],
  WV: [[247, 268]],
  WI: [[530, 549]],
  WY: [
    [820, 831],
    [834, 834],
  ],
  PR: [
    [6, 7],
    [9, 9],
  ],
  VI: [[8, 8]],
  GU: [[969, 969]],
  AS: [[967, 967]],
  MP: [[969, 969]],
  FM: [[969, 969]],
  MH: [[969, 969]],
  PW: [[969, 969]],
  AA: [[340, 340]],
  AE: [[90, 98]],
  AP: [[962, 966]],
};

/** True if the ZIP's first three digits are served in the state. */
export function zipIsIn(zip: string, state: string): boolean {
  const prefix = Number(zip.slice(0, 3));
  for (const [first, last] of prefixRanges[state] ?? []) if (first <= prefix && prefix <= last) return true;
  return false;
}

/** The state's prefixes in words: `006-007, 009`. */
export function prefixesOf(state: string): string {
  const three = (prefix: number) => String(prefix).padStart(3, "0");
  return (prefixRanges[state] ?? [])
    .map(([first, last]) => (first === last ? three(first) : `${three(first)}-${three(last)}`))
    .join(", ");
}
