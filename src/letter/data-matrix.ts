/**
 * Data Matrix ECC 200 (ISO/IEC 16022) for short plain texts, square symbols of one region. Our own, because a
 * letter takes 30 microseconds and a general encoder takes milliseconds a symbol; held to one in the tests.
 */
type SymbolSize = { readonly modules: number; readonly data: number; readonly check: number };

/** Table 7 of the standard, as far as one region goes; none smaller, so that a stream's symbols are of one size. */
const sizes: readonly SymbolSize[] = [
  { modules: 18, data: 18, check: 14 },
  { modules: 20, data: 22, check: 18 },
  { modules: 22, data: 30, check: 20 },
  { modules: 24, data: 36, check: 24 },
  { modules: 26, data: 44, check: 28 },
];

// The Galois field of 256 elements with the standard's polynomial, 301.
const powers = new Uint8Array(510);
const logarithms = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power++) {
  powers[power] = value;
  powers[power + 255] = value;
  logarithms[value] = power;
  value = value << 1 > 255 ? (value << 1) ^ 301 : value << 1;
}

function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : (powers[(logarithms[a] as number) + (logarithms[b] as number)] as number);
}

/** What every symbol of a size has in common. */
type Frame = SymbolSize & {
  /** Bytes in a row of the bitmap. */
  readonly stride: number;
  /** The bitmap without data: borders, and the corner that some sizes leave over. Dark is 0. */
  readonly blank: Uint8Array;
  /** For bit n of codeword c, at 8c + n, highest bit first: its byte in the bitmap, and its mask there. */
  readonly at: Uint16Array;
  readonly mask: Uint8Array;
  /** What each value of the byte that leaves the division gives back: its check bytes, four in a number. */
  readonly feedback: Int32Array;
  /** Numbers of four bytes that the check bytes take. */
  readonly quads: number;
};

/** Annex F.3: where each bit of each codeword goes in the mapping matrix; row × side + column. */
function placement(side: number, codewords: number): Uint16Array {
  const places = new Uint16Array(codewords * 8);
  const taken = new Uint8Array(side * side);
  let codeword = 0;
  const put = (bit: number, row: number, column: number) => {
    let [r, c] = [row, column];
    if (r < 0) {
      r += side;
      c += 4 - ((side + 4) % 8);
    }
    if (c < 0) {
      c += side;
      r += 4 - ((side + 4) % 8);
    }
    taken[r * side + c] = 1;
    places[codeword * 8 + bit] = r * side + c;
  };
  const shape = (modules: readonly (readonly [number, number])[]) => {
    modules.forEach(([row, column], bit) => {
      put(bit, row, column);
    });
    codeword++;
  };
  const end = side - 1;
  const usual = (r: number, c: number) =>
    shape([
      [r - 2, c - 2],
      [r - 2, c - 1],
      [r - 1, c - 2],
      [r - 1, c - 1],
      [r - 1, c],
      [r, c - 2],
      [r, c - 1],
      [r, c],
    ]);
  const isFree = (r: number, c: number) =>
    r >= 0 && r < side && c >= 0 && c < side && taken[r * side + c] === 0;
  let row = 4;
  let column = 0;
  do {
    // Of the four corner shapes, square symbols of one region need these.
    if (row === side && column === 0)
      shape([
        [end, 0],
        [end, 1],
        [end, 2],
        [0, end - 1],
        [0, end],
        [1, end],
        [2, end],
        [3, end],
      ]);
    if (row === side - 2 && column === 0 && side % 4 !== 0)
      shape([
        [end - 2, 0],
        [end - 1, 0],
        [end, 0],
        [0, end - 3],
        [0, end - 2],
        [0, end - 1],
        [0, end],
        [1, end],
      ]);
    for (; row >= 0 && column < side; row -= 2, column += 2) if (isFree(row, column)) usual(row, column);
    row += 1;
    column += 3;
    for (; row < side && column >= 0; row += 2, column -= 2) if (isFree(row, column)) usual(row, column);
    row += 3;
    column += 1;
  } while (row < side || column < side);
  if (codeword !== codewords) throw new Error(`${codeword} codewords have a place, ${codewords} wanted`);
  return places;
}

function frameOf(size: SymbolSize): Frame {
  const { modules, data, check } = size;
  const stride = Math.ceil(modules / 8);
  const blank = new Uint8Array(stride * modules).fill(0xff);
  const bit = (row: number, column: number) => [row * stride + (column >> 3), 0x80 >> (column & 7)] as const;
  const darken = (row: number, column: number) => {
    const [at, mask] = bit(row, column);
    blank[at] = (blank[at] as number) & ~mask;
  };
  for (let n = 0; n < modules; n++) {
    darken(n, 0);
    darken(modules - 1, n);
    if (n % 2 === 0) darken(0, n);
    else darken(n, modules - 1);
  }
  const side = modules - 2;
  const places = placement(side, data + check);
  if ((data + check) * 8 < side * side) {
    // Annex F.3: the corner that no codeword reaches is dark on its diagonal.
    darken(side, side);
    darken(side - 1, side - 1);
  }
  const at = new Uint16Array(places.length);
  const mask = new Uint8Array(places.length);
  places.forEach((place, n) => {
    const [byte, of] = bit(1 + Math.floor(place / side), 1 + (place % side));
    at[n] = byte;
    mask[n] = of;
  });
  // Annex E: the generator has the roots 2^1 to 2^check. Highest coefficient, 1, left out.
  let generator = [1];
  for (let root = 1; root <= check; root++)
    generator = [...generator, 0].map(
      (value, n) => value ^ times(generator[n - 1] ?? 0, powers[root] as number),
    );
  const quads = Math.ceil(check / 4);
  const feedback = new Int32Array(256 * quads);
  for (let value = 0; value < 256; value++)
    for (let n = 0; n < check; n++) {
      const quad = value * quads + (n >> 2);
      feedback[quad] =
        (feedback[quad] as number) | (times(generator[n + 1] ?? 0, value) << (24 - 8 * (n & 3)));
    }
  return { ...size, stride, blank, at, mask, feedback, quads };
}

const frames = new Map<number, Frame>();
const words = new Uint8Array(128);

/** ASCII encodation: two digits take one codeword. Returns how many there are, or -1 for other characters. */
function encode(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    const next = i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
    if (char > 0x7f || count === words.length) return -1;
    if (char >= 0x30 && char <= 0x39 && next >= 0x30 && next <= 0x39) {
      words[count++] = 130 + (char - 0x30) * 10 + (next - 0x30);
      i++;
    } else words[count++] = char + 1;
  }
  return count;
}

/** A symbol: rows of `stride` bytes from top to bottom, the left module in the highest bit, dark is 0. */
export type DataMatrix = { readonly modules: number; readonly stride: number; readonly bitmap: Uint8Array };

// The check bytes while the division goes on, four in a number; one more number stays 0.
const rest = new Int32Array(8);

/** The smallest symbol from 18 modules up that holds the text: ASCII, 44 codewords at most. Throws for any other. */
export function dataMatrix(text: string): DataMatrix {
  const count = encode(text);
  const size = count < 0 ? undefined : sizes.find(({ data }) => data >= count);
  if (size === undefined) throw new Error("The text of a mark is longer, or other, than a mark can hold");
  let frame = frames.get(size.modules);
  if (frame === undefined) {
    frame = frameOf(size);
    frames.set(size.modules, frame);
  }
  for (let n = count; n < frame.data; n++) {
    // 5.2.3: the first pad is 129, those after it are scattered, so that no pattern arises.
    const scattered = 129 + ((149 * (n + 1)) % 253) + 1;
    words[n] = n === count ? 129 : scattered > 254 ? scattered - 254 : scattered;
  }
  const { feedback, quads, at, mask, stride } = frame;
  rest.fill(0);
  for (let n = 0; n < frame.data; n++) {
    const out = ((words[n] as number) ^ ((rest[0] as number) >>> 24)) * quads;
    for (let i = 0; i < quads; i++) {
      const shifted = ((rest[i] as number) << 8) | ((rest[i + 1] as number) >>> 24);
      rest[i] = shifted ^ (feedback[out + i] as number);
    }
  }
  for (let n = 0; n < frame.check; n++)
    words[frame.data + n] = (rest[n >> 2] as number) >>> (24 - 8 * (n & 3));
  const bitmap = frame.blank.slice();
  const total = frame.data + frame.check;
  for (let n = 0; n < total; n++) {
    // Bit after bit that is set, the lowest first.
    for (let left = words[n] as number; left !== 0; left &= left - 1) {
      const place = n * 8 + Math.clz32(left & -left) - 24;
      const byte = at[place] as number;
      bitmap[byte] = (bitmap[byte] as number) & ~(mask[place] as number);
    }
  }
  return { modules: size.modules, stride, bitmap };
}
