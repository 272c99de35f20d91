import type { ByteSource } from "./byte-source.ts";
import { cursorOn } from "./cursor.ts";
import { Unreadable } from "./fault.ts";
import { as, asArray, asNumber, type PdfDict, type PdfValue } from "./pdf-value.ts";
import { nextToken } from "./token.ts";

/** Where an object lies: at a byte of the file, or as the n-th in an object stream. */
export type ObjectPlace =
  | { readonly kind: "at"; readonly offset: number }
  | { readonly kind: "inStream"; readonly stream: number; readonly index: number };

const free = 1;
const atOffset = 2;
const inStream = 3;
// ISO 32000-1, 7.5.4: an entry is exactly 20 bytes long.
const entryBytes = 20;

/** The place of every object. Thirteen bytes an object, so that millions of pages stay small. */
export class CrossReference {
  trailer: PdfDict = { kind: "dict", entries: new Map() };
  #size = 0;
  #kinds = new Uint8Array(1_024);
  #places = new Float64Array(1_024);
  #indexes = new Uint32Array(1_024);
  readonly #largest: number;

  /** `fileBytes` bounds object numbers: a table cannot claim more objects than the file has room for. */
  constructor(fileBytes: number) {
    this.#largest = 1_024 + fileBytes / 4;
  }

  /** One more than the highest object number. */
  get size(): number {
    return this.#size;
  }

  place(number: number): ObjectPlace | undefined {
    if (number >= this.#size) return undefined;
    const place = this.#places[number] as number;
    if (this.#kinds[number] === atOffset) return { kind: "at", offset: place };
    if (this.#kinds[number] !== inStream) return undefined;
    return { kind: "inStream", stream: place, index: this.#indexes[number] as number };
  }

  /** Newer sections are read first, so what is known already stays. */
  enter(number: number, kind: number, place: number, index: number): void {
    if (!(number < this.#largest))
      throw new Unreadable("readback/cross-reference-damaged", undefined, { object: number });
    while (number >= this.#kinds.length) this.#grow();
    if (this.#kinds[number] !== 0) return;
    this.#kinds[number] = kind;
    this.#places[number] = place;
    this.#indexes[number] = index;
    this.#size = Math.max(this.#size, number + 1);
  }

  #grow(): void {
    const length = this.#kinds.length * 2;
    const [kinds, places, indexes] = [this.#kinds, this.#places, this.#indexes];
    this.#kinds = new Uint8Array(length);
    this.#places = new Float64Array(length);
    this.#indexes = new Uint32Array(length);
    this.#kinds.set(kinds);
    this.#places.set(places);
    this.#indexes.set(indexes);
  }
}

/** Reads a cross-reference stream: its dictionary and its expanded bytes. */
export type StreamAt = (offset: number) => { readonly dict: PdfDict; readonly bytes: Uint8Array };

/** Reads all sections of the table, newest first: classic tables, streams and hybrids. */
export function readCrossReference(source: ByteSource, streamAt: StreamAt): CrossReference {
  const table = new CrossReference(source.size);
  const waiting: (number | undefined)[] = [startOf(source)];
  const seen = new Set<number>();
  let newest = true;
  while (waiting.length > 0) {
    const offset = waiting.shift();
    if (offset === undefined) continue;
    if (!Number.isInteger(offset) || offset < 0 || offset >= source.size) throw damaged(offset);
    if (seen.has(offset)) throw new Unreadable("readback/cross-reference-cyclic", offset);
    seen.add(offset);
    const classic = latin(source.view(offset, 4)) === "xref";
    const trailer = classic
      ? readTable(source, offset + 4, table)
      : readStream(streamAt(offset), offset, table);
    if (newest) table.trailer = trailer;
    newest = false;
    if (classic) waiting.push(asNumber(trailer.entries.get("XRefStm")));
    waiting.push(asNumber(trailer.entries.get("Prev")));
  }
  return table;
}

function damaged(offset: number): Unreadable {
  return new Unreadable("readback/cross-reference-damaged", offset);
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

function startOf(source: ByteSource): number {
  // ISO 32000-1, annex H: readers look for the end within the last 1,024 bytes.
  const tail = latin(source.view(source.size - 1_024, 1_024));
  const found = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail);
  if (found === null) throw new Unreadable("readback/no-cross-reference");
  return Number(found[1]);
}

function readTable(source: ByteSource, start: number, table: CrossReference): PdfDict {
  let at = start;
  for (;;) {
    const head = latin(source.view(at, 64));
    const trailer = /^\s*trailer/.exec(head);
    if (trailer !== null) return trailerAt(source, at + trailer[0].length);
    const section = /^\s*(\d+) (\d+) *(?:\r\n|\r|\n)/.exec(head);
    if (section === null) throw damaged(at);
    at = readSection(source, at + section[0].length, Number(section[1]), Number(section[2]), table);
  }
}

function readSection(
  source: ByteSource,
  start: number,
  first: number,
  count: number,
  table: CrossReference,
): number {
  if (start + count * entryBytes > source.size) throw damaged(start);
  const step = 4_096;
  for (let done = 0; done < count; done += step) {
    const offset = start + done * entryBytes;
    const entries = Math.min(step, count - done);
    const bytes = source.view(offset, entries * entryBytes);
    for (let entry = 0; entry < entries; entry++) {
      const at = entry * entryBytes;
      const kind = bytes[at + 17];
      if (kind !== 0x6e && kind !== 0x66) throw damaged(offset + at);
      const place = digits(bytes, at, 10);
      if (place < 0 || bytes[at + 10] !== 0x20 || bytes[at + 16] !== 0x20) throw damaged(offset + at);
      table.enter(first + done + entry, kind === 0x6e ? atOffset : free, place, 0);
    }
  }
  return start + count * entryBytes;
}

function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function trailerAt(source: ByteSource, offset: number): PdfDict {
  // A trailer is a handful of entries; 64 KiB is beyond any.
  const token = nextToken(cursorOn(source.view(offset, 65_536), offset));
  const dict = as("dict", token as PdfValue);
  if (dict === undefined) throw damaged(offset);
  return dict;
}

function readStream(stream: ReturnType<StreamAt>, offset: number, table: CrossReference): PdfDict {
  const { dict, bytes } = stream;
  if (as("name", dict.entries.get("Type"))?.name !== "XRef") throw damaged(offset);
  const widths = (asArray(dict.entries.get("W")) ?? []).map((width) => asNumber(width) ?? -1);
  const [kindBytes = -1, placeBytes = -1, indexBytes = -1] = widths;
  if ([kindBytes, placeBytes, indexBytes].some((width) => width < 0 || width > 7)) throw damaged(offset);
  const entry = kindBytes + placeBytes + indexBytes;
  const size = asNumber(dict.entries.get("Size")) ?? 0;
  const sections = asArray(dict.entries.get("Index")) ?? [0, size];
  let at = 0;
  for (let section = 0; section + 1 < sections.length; section += 2) {
    const first = asNumber(sections[section]) ?? -1;
    const count = asNumber(sections[section + 1]) ?? -1;
    if (first < 0 || count < 0 || entry === 0 || at + count * entry > bytes.length) throw damaged(offset);
    for (let number = first; number < first + count; number++, at += entry) {
      const kind = kindBytes === 0 ? 1 : bigEndian(bytes, at, kindBytes);
      const place = bigEndian(bytes, at + kindBytes, placeBytes);
      const index = bigEndian(bytes, at + kindBytes + placeBytes, indexBytes);
      if (kind <= 2) table.enter(number, kind + 1, place, index);
    }
  }
  return dict;
}

function bigEndian(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) value = value * 256 + (bytes[at] as number);
  return value;
}
