import type { Bitmap } from "./page-text.ts";

/** Square symbols of one region (ISO/IEC 16022, table 7): codewords of data and of checks, by modules a side. */
const capacity: Readonly<Record<number, readonly [data: number, checks: number]>> = {
  10: [3, 5],
  12: [5, 7],
  14: [8, 10],
  16: [12, 12],
  18: [18, 14],
  20: [22, 18],
  22: [30, 20],
  24: [36, 24],
  26: [44, 28],
};

type Place = readonly [row: number, column: number];
/** Rows and columns of the bits of all codewords, eight each, in the symbol with its border. */
type BitOrder = { readonly codewords: number; readonly rows: Uint8Array; readonly columns: Uint8Array };
const orders = new Map<number, BitOrder>();

/**
 * For each codeword, in order, where its bits stand in the symbol (annex F.3). Codewords hang
 * from anchors on every fourth diagonal, which are walked upwards and downwards in turn.
 */
function bitOrder(side: number): BitOrder {
  const known = orders.get(side);
  if (known !== undefined) return known;
  const read = new Set<number>();
  const order: (readonly Place[])[] = [];
  const take = (places: readonly Place[]) => {
    for (const [row, column] of places) read.add(row * side + column);
    order.push(places);
  };
  const wrapped = (row: number, column: number): Place => {
    const [r, c] = row < 0 ? [row + side, column + 4 - ((side + 4) % 8)] : [row, column];
    return c < 0 ? [r + 4 - ((side + 4) % 8), c + side] : [r, c];
  };
  const last = side - 1;
  for (let diagonal = 1; 4 * diagonal <= 2 * side; diagonal++) {
    const upwards = diagonal % 2 === 1;
    // Where the walk would begin below the matrix, two corners share a codeword.
    if (upwards && 4 * diagonal === side)
      take([
        [last, 0],
        [last, 1],
        [last, 2],
        [0, last - 1],
        [0, last],
        [1, last],
        [2, last],
        [3, last],
      ]);
    if (upwards && 4 * diagonal === side - 2)
      take([
        [last - 2, 0],
        [last - 1, 0],
        [last, 0],
        ...[3, 2, 1, 0].map((n): Place => [0, last - n]),
        [1, last],
      ]);
    const anchors: Place[] = [];
    for (let row = upwards ? 0 : 1; row < side; row += 2) {
      const column = 4 * diagonal - row;
      if (column >= 0 && column < side) anchors.push([row, column]);
    }
    if (upwards) anchors.reverse();
    for (const [row, column] of anchors) {
      if (read.has(row * side + column)) continue;
      take([
        wrapped(row - 2, column - 2),
        wrapped(row - 2, column - 1),
        wrapped(row - 1, column - 2),
        wrapped(row - 1, column - 1),
        wrapped(row - 1, column),
        wrapped(row, column - 2),
        wrapped(row, column - 1),
        wrapped(row, column),
      ]);
    }
  }
  const bits = order.flat();
  const made = {
    codewords: order.length,
    rows: Uint8Array.from(bits, ([row]) => row + 1),
    columns: Uint8Array.from(bits, ([, column]) => column + 1),
  };
  orders.set(side, made);
  return made;
}

function hasBorder({ width, isDark }: Bitmap): boolean {
  for (let n = 0; n < width; n++) {
    if (!isDark(n, 0) || !isDark(width - 1, n)) return false;
    if (isDark(0, n) !== (n % 2 === 0) || isDark(n, width - 1) !== (n % 2 === 1)) return false;
  }
  return true;
}

/** Powers of 2 in the field of 256 elements over the polynomial 301, twice round, and their exponents. */
const powers = new Uint8Array(510);
const exponents = new Uint8Array(256);
for (let exponent = 0, power = 1; exponent < 255; exponent++) {
  powers[exponent] = power;
  powers[exponent + 255] = power;
  exponents[power] = exponent;
  power <<= 1;
  if (power > 255) power ^= 301;
}

/** Whether every root of the generator is one of the codewords too: no module is wrong. */
function isWhole(codewords: Uint8Array, checks: number): boolean {
  for (let n = 1; n <= checks; n++) {
    let sum = 0;
    for (const word of codewords)
      sum = (sum === 0 ? 0 : (powers[(exponents[sum] as number) + n] as number)) ^ word;
    if (sum !== 0) return false;
  }
  return true;
}

/** The text of data codewords in ASCII encodation; undefined where they are in another. */
function textOf(data: Uint8Array): string | undefined {
  let text = "";
  for (const word of data) {
    if (word === 129) return text;
    if (word >= 1 && word <= 128) text += String.fromCharCode(word - 1);
    else if (word >= 130 && word <= 229) text += String(word - 130).padStart(2, "0");
    else return undefined;
  }
  return text;
}

/** What a Data Matrix says, one sample a module; undefined if it is none, or damaged in any module that counts. */
export function readDataMatrix(bitmap: Bitmap): string | undefined {
  const size = capacity[bitmap.width];
  if (size === undefined || bitmap.height !== bitmap.width || !hasBorder(bitmap)) return undefined;
  const [data, checks] = size;
  const { codewords: count, rows, columns } = bitOrder(bitmap.width - 2);
  const codewords = new Uint8Array(count);
  for (let bit = 0; bit < rows.length; bit++)
    if (bitmap.isDark(rows[bit] as number, columns[bit] as number))
      codewords[bit >> 3] = (codewords[bit >> 3] as number) | (128 >> (bit & 7));
  if (codewords.length !== data + checks || !isWhole(codewords, checks)) return undefined;
  return textOf(codewords.subarray(0, data));
}
