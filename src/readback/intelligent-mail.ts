import type { Bitmap } from "./page-text.ts";

/**
 * For each of the ten characters, bits 0 to 12: the bar that carries it (1 to 65), and whether in its ascender or
 * its descender (USPS-B-3200, table 22, read from the characters' side).
 */
const carriers: readonly (readonly (readonly [bar: number, row: number])[])[] = [
  "2a 6d 13a 16d 21a 30a 34d 40d 45d 48a 52a 56a 62d",
  "22a 18d 39a 41d 11a 57d 54a 50a 7a 32a 2d 62a 26d",
  "40a 35d 57a 52d 49a 7d 24d 17a 3a 63d 29a 44d 12a",
  "47a 5a 35a 39d 30d 42a 15d 60a 20a 10d 65d 54d 23a",
  "20d 41a 46d 1a 8d 51a 29d 61d 34a 15a 25a 37d 58a",
  "51d 25d 19a 64a 56d 4d 44a 31a 28d 36d 47d 11d 6a",
  "33d 37a 21d 9d 17d 49d 59a 14a 64d 26a 42d 4a 53d",
  "60d 14d 1d 27d 38a 61a 10a 24a 50d 55a 19d 32d 45a",
  "27a 46a 65a 59d 31d 12d 16a 43d 55d 5d 9a 22d 36a",
  "63a 58d 53a 48d 43a 38d 33a 28a 23d 18a 13d 8a 3d",
].map((bits) =>
  bits.split(" ").map((place) => [Number.parseInt(place, 10) - 1, place.endsWith("a") ? 0 : 2] as const),
);

const bars = 65;
const all = 0b1_1111_1111_1111;

const mirrored = (value: number) =>
  Number.parseInt([...value.toString(2).padStart(13, "0")].reverse().join(""), 2);
const weight = (value: number) => value.toString(2).replaceAll("0", "").length;

/** Character → codeword: those with five bits set, then those with two; symmetric ones come last, in falling order. */
function numbered(): ReadonlyMap<number, number> {
  const codewords = new Map<number, number>();
  for (const [set, first] of [
    [5, 0],
    [2, 1287],
  ] as const) {
    const values = Array.from({ length: all }, (_, value) => value).filter((value) => weight(value) === set);
    const symmetric = values.filter((value) => mirrored(value) === value).reverse();
    const pairs = values
      .filter((value) => value < mirrored(value))
      .flatMap((value) => [value, mirrored(value)]);
    [...pairs, ...symmetric].forEach((value, index) => {
      codewords.set(value, first + index);
    });
  }
  return codewords;
}
let codewordOf: ReadonlyMap<number, number> | undefined;

/** The frame check sequence over 13 bytes, of which the first has six bits, byte by byte. */
function frameCheck(value: bigint): number {
  let check = 0x7ff;
  for (let byte = 12; byte >= 0; byte--) {
    const bits = Number((value >> BigInt(8 * byte)) & 0xffn);
    for (let mask = byte === 12 ? 0x20 : 0x80; mask > 0; mask >>= 1) {
      const isOdd = ((check & 0x400) !== 0) !== ((bits & mask) !== 0);
      check = (check * 2) & 0x7ff;
      if (isOdd) check ^= 0x735;
    }
  }
  return check;
}

/** Routing codes by the number that stands for each length's first. */
const lengths = [
  [1_000_100_001n, 11],
  [100_001n, 9],
  [1n, 5],
] as const;

function routingOf(value: bigint): string | undefined {
  if (value === 0n) return "";
  const [first, digits] = lengths.find(([from]) => value >= from) ?? [1n, 5];
  const code = String(value - first).padStart(digits, "0");
  return code.length === digits ? code : undefined;
}

/**
 * The digits of an Intelligent Mail barcode (USPS-B-3200), tracking code and then routing code, from an image of
 * three rows, ascenders, trackers and descenders, whose columns are bar and space in turn. Undefined if it is no
 * such barcode, or any bar that counts is wrong.
 */
export function readIntelligentMail({ width, height, isDark }: Bitmap): string | undefined {
  if (width !== 2 * bars - 1 || height !== 3) return undefined;
  for (let column = 0; column < width; column++) {
    if (isDark(1, column) !== (column % 2 === 0)) return undefined;
    if (column % 2 === 1 && (isDark(0, column) || isDark(2, column))) return undefined;
  }
  codewordOf ??= numbered();
  const words: number[] = [];
  let check = 0;
  for (const [index, bits] of carriers.entries()) {
    let character = 0;
    for (const [bit, [bar, row]] of bits.entries()) if (isDark(row, 2 * bar)) character |= 1 << bit;
    const isTurned = weight(character) > 6;
    const word = codewordOf.get(isTurned ? character ^ all : character);
    if (word === undefined) return undefined;
    if (isTurned) check |= 1 << index;
    words.push(word);
  }
  const [first = 0, ...rest] = words;
  const last = rest.pop() ?? 0;
  // The last codeword is even: an odd one is a symbol read upside down.
  if (last % 2 === 1 || last > 1_270 || first > 1_317) return undefined;
  let value = BigInt(first >= 659 ? first - 659 : first);
  if (first >= 659) check |= 0x400;
  for (const word of rest) value = value * 1365n + BigInt(word);
  value = value * 636n + BigInt(last / 2);
  if (value >> 102n !== 0n || frameCheck(value) !== check) return undefined;
  const most = 10n ** 18n;
  const tail = String(value % most).padStart(18, "0");
  const head = value / most;
  const routing = routingOf(head / 50n);
  return routing === undefined ? undefined : `${(head / 5n) % 10n}${head % 5n}${tail}${routing}`;
}
