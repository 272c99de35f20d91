import type { NumberList } from "./number-list.ts";

const entriesAtOnce = 65_536;

/** Bytes of an object's place: a file of more than 4 GiB needs five. */
export function placeBytes(fileBytes: number): 4 | 5 {
  return fileBytes > 0xffff_ffff ? 5 : 4;
}

/**
 * The entries of a cross-reference stream (ISO 32000-1 7.5.8) with widths 1, `width` and 0, in a few large parts.
 * Object 0 is free, as is a number that was reserved and never written: both have the offset 0.
 */
export function* crossReferenceEntries(offsets: NumberList, width: 4 | 5): Generator<Uint8Array> {
  for (let first = 0; first < offsets.length; first += entriesAtOnce) {
    const count = Math.min(entriesAtOnce, offsets.length - first);
    const part = new Uint8Array(count * (1 + width));
    let at = 0;
    for (let object = first; object < first + count; object++) {
      const offset = offsets.at(object);
      part[at++] = offset === 0 ? 0 : 1;
      if (width === 5) part[at++] = Math.floor(offset / 0x1_0000_0000);
      part[at++] = offset >>> 24;
      part[at++] = offset >>> 16;
      part[at++] = offset >>> 8;
      part[at++] = offset;
    }
    yield part;
  }
}
