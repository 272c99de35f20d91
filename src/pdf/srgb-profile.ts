/** A number as ICC.1:2004-10 5.1.2 stores it: signed, 16 bits after the point. */
function fixed(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => {
    bytes.writeInt32BE(Math.round(value * 65_536), 4 * index);
  });
  return bytes;
}

const element = (kind: string, ...parts: readonly Buffer[]) =>
  Buffer.concat([Buffer.from(kind, "latin1"), Buffer.alloc(4), ...parts]);

const colour = (...xyz: readonly number[]) => element("XYZ ", fixed(xyz));

/** Text in one language (10.13). */
function text(words: string): Buffer {
  const utf16 = Buffer.from(words, "utf16le").swap16();
  const head = Buffer.alloc(20);
  head.writeUInt32BE(1, 0);
  head.writeUInt32BE(12, 4);
  head.write("enUS", 8, "latin1");
  head.writeUInt32BE(utf16.length, 12);
  head.writeUInt32BE(28, 16);
  return element("mluc", head, utf16);
}

// IEC 61966-2-1: the curve as a parametric one of type 3, the primaries as seen under D50 (Bradford).
const curve = element(
  "para",
  Buffer.from([0, 3, 0, 0]),
  fixed([2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]),
);
const tags: readonly (readonly [string, Buffer])[] = [
  ["desc", text("sRGB IEC61966-2.1")],
  ["cprt", text("No copyright, use freely")],
  ["wtpt", colour(0.9642, 1, 0.8249)],
  [
    "chad",
    element(
      "sf32",
      fixed([1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168]),
    ),
  ],
  ["rXYZ", colour(0.43607, 0.22249, 0.01392)],
  ["gXYZ", colour(0.38515, 0.71687, 0.09708)],
  ["bXYZ", colour(0.14307, 0.06061, 0.7141)],
  ["rTRC", curve],
  ["gTRC", curve],
  ["bTRC", curve],
];

/** The sRGB colour space as an ICC profile of version 4.2, made here: nobody's file is copied. */
export function srgbProfile(): Uint8Array {
  const start = 128 + 4 + 12 * tags.length;
  const table = Buffer.alloc(start - 128);
  table.writeUInt32BE(tags.length, 0);
  const places = new Map<Buffer, number>();
  const data: Buffer[] = [];
  let at = start;
  tags.forEach(([name, bytes], index) => {
    if (!places.has(bytes)) {
      places.set(bytes, at);
      // 7.2.1: elements start at multiples of four.
      const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
      data.push(padded);
      at += padded.length;
    }
    table.write(name, 4 + 12 * index, "latin1");
    table.writeUInt32BE(places.get(bytes) as number, 8 + 12 * index);
    table.writeUInt32BE(bytes.length, 12 + 12 * index);
  });
  const header = Buffer.alloc(128);
  header.writeUInt32BE(at, 0);
  header.writeUInt32BE(0x04200000, 8);
  header.write("mntrRGB XYZ ", 12, "latin1");
  // The day of the standard, 18 October 1999: a profile has a date, and ours no clock.
  [1999, 10, 18].forEach((part, index) => {
    header.writeUInt16BE(part, 24 + 2 * index);
  });
  header.write("acsp", 36, "latin1");
  fixed([0.9642, 1, 0.8249]).copy(header, 68);
  return Buffer.concat([header, table, ...data]);
}
