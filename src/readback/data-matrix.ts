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
const orders = new Map<number, readonly (readonly Place[])[]>();

/**
 * For each codeword, in order, where its bits stand in the matrix inside the border (annex F.3). Codewords hang
 * from anchors on every fourth diagonal, which are walked upwards and downwards in turn.
 */
function codewordPlaces(side: number): readonly (readonly Place[])[] {
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
  orders.set(side, order);
  return order;
}

function hasBorder({ width, isDark }: Bitmap): boolean {
  for (let n = 0; n < width; n++) {
    if (!isDark(n, 0) || !isDark(width - 1, n)) return false;
    if (isDark(0, n) !== (n % 2 === 0) || isDark(n, width - 1) !== (n % 2 === 1)) return false;
  }
  return true;
}

/** Product in the field of 256 elements over the polynomial 301, digit by digit. */
function product(a: number, b: number): number {
  let [sum, shifted] = [0, a];
  for (let rest = b; rest > 0; rest >>= 1) {
    if (rest & 1) sum ^= shifted;
    shifted <<= 1;
    if (shifted > 255) shifted ^= 301;
  }
  return sum;
}

/** Whether every root of the generator is one of the codewords too: no module is wrong. */
function isWhole(codewords: readonly number[], checks: number): boolean {
  let root = 1;
  for (let n = 1; n <= checks; n++) {
    root = product(root, 2);
    if (codewords.reduce((sum, word) => product(sum, root) ^ word, 0) !== 0) return false;
  }
  return true;
}

/** The text of data codewords in ASCII encodation; undefined where they are in another. */
function textOf(data: readonly number[]): string | undefined {
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
  const codewords = codewordPlaces(bitmap.width - 2).map((places) =>
    places.reduce((word, [row, column]) => word * 2 + (bitmap.isDark(row + 1, column + 1) ? 1 : 0), 0),
  );
  if (codewords.length !== data + checks || !isWhole(codewords, checks)) return undefined;
  return textOf(codewords.slice(0, data));
}
