import { expect, test } from "vitest";
import { crossReferenceEntries, placeBytes } from "../../src/pdf/cross-reference-entries.ts";
import { NumberList } from "../../src/pdf/number-list.ts";

/** The entries as a reader takes them: type, then the offset, high byte first. */
function entries(offsets: readonly number[], width: 4 | 5): readonly (readonly [number, number])[] {
  const list = new NumberList();
  for (const offset of offsets) list.push(offset);
  const bytes = Buffer.concat([...crossReferenceEntries(list, width)]);
  expect(bytes.length).toBe(offsets.length * (1 + width));
  return offsets.map((_, n) => [bytes[n * (1 + width)] ?? -1, bytes.readUIntBE(n * (1 + width) + 1, width)]);
}

test.each<[string, readonly number[], 4 | 5]>([
  ["small offsets", [0, 15, 255, 256, 65_536], 4],
  ["the last offset that four bytes hold", [0, 0xffff_ffff], 4],
  ["offsets beyond 4 GiB", [0, 15, 0x1_0000_0000, 0x12_3456_789a], 5],
])("%s come back", (_, offsets, width) => {
  expect(entries(offsets, width)).toEqual(offsets.map((offset) => [offset === 0 ? 0 : 1, offset]));
});

test("a file of exactly 4 GiB less one needs four bytes, the next five", () => {
  expect([placeBytes(0xffff_ffff), placeBytes(0x1_0000_0000)]).toEqual([4, 5]);
});

test("more objects than go into one part keep their places", () => {
  const offsets = Array.from({ length: 200_001 }, (_, n) => n * 7);
  const found = entries(offsets, 4);
  for (const n of [1, 65_535, 65_536, 65_537, 131_072, 200_000]) expect(found[n]).toEqual([1, n * 7]);
});
