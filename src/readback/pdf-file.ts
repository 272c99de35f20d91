import type { ByteSource } from "./byte-source.ts";
import { type CrossReference, readCrossReference } from "./cross-reference.ts";
import { cursorOn } from "./cursor.ts";
import { Unreadable } from "./fault.ts";
import { decodeStream } from "./filters.ts";
import { as, asNumber, type PdfDict, type PdfRef, type PdfStream, type PdfValue } from "./pdf-value.ts";
import { isPlainPage } from "./plain-page.ts";
import { isWord, nextToken, wordOf } from "./token.ts";

// Most objects of a page fit; what does not is read again with eight times as much.
const firstWindow = 1_024;
// The largest table of widths is some 500 kB; an object that does not end within 64 MiB never will.
const largestWindow = 67_108_864;
// A page that only names its parent and its content is some fifty bytes long.
const plainPageWindow = 256;
const objectStreamsKept = 8;
// Resources of a print stream are one or a few; a file with its own for each page starts over here.
const sharedKept = 256;

type ObjectStream = {
  readonly bytes: Uint8Array;
  readonly numbers: readonly number[];
  readonly offsets: readonly number[];
};

/** The objects of a PDF file, read by position when they are asked for. Nothing is kept but object streams. */
export class PdfFile {
  readonly source: ByteSource;
  readonly #table: CrossReference;
  readonly #objectStreams = new Map<number, ObjectStream>();
  readonly #shared = new Map<number, PdfDict>();
  readonly #opening = new Set<number>();

  /** Throws `Unreadable` if the file's frame cannot be read. */
  constructor(source: ByteSource) {
    this.source = source;
    if (Buffer.from(source.view(0, 5)).toString("latin1") !== "%PDF-")
      throw new Unreadable("readback/not-a-pdf");
    this.#table = readCrossReference(source, (offset) => {
      const stream = as("stream", this.#readAt(offset, undefined));
      if (stream === undefined) throw new Unreadable("readback/cross-reference-damaged", offset);
      return { dict: stream.dict, bytes: this.streamBytes(stream, true) };
    });
    if (this.trailer.entries.has("Encrypt")) throw new Unreadable("readback/encrypted");
  }

  get trailer(): PdfDict {
    return this.#table.trailer;
  }

  /** One more than the highest object number. */
  get objectCount(): number {
    return this.#table.size;
  }

  /** The value itself, or what the reference refers to. A reference to nothing is a fault here. */
  readonly resolve = (value: PdfValue | undefined): PdfValue | undefined => {
    const ref = as("ref", value);
    return ref === undefined ? value : this.object(ref);
  };

  /** The object that the reference names. */
  object({ number }: PdfRef): PdfValue {
    const place = this.#table.place(number);
    if (place === undefined) throw new Unreadable("readback/object-missing", undefined, { object: number });
    return place.kind === "at"
      ? this.#readAt(place.offset, number)
      : this.#readFromStream(number, place.stream, place.index);
  }

  /** Whether the object is a page that inherits all it may inherit; false also where only reading it would tell. */
  isPlainPage(number: number): boolean {
    const place = this.#table.place(number);
    return place?.kind === "at" && isPlainPage(this.source.view(place.offset, plainPageWindow), number);
  }

  /** The entry of a dictionary as a dictionary; a fault if it is missing or something else. */
  dict(value: PdfValue | undefined, what: string): PdfDict {
    const found = as("dict", this.resolve(value));
    if (found === undefined) throw new Unreadable("readback/object-wrong-kind", undefined, { wanted: what });
    return found;
  }

  /** A dictionary that many pages share: the same object each time it is asked for by reference. */
  shared(value: PdfValue, what: string): PdfDict {
    const number = as("ref", value)?.number;
    const kept = number === undefined ? undefined : this.#shared.get(number);
    if (kept !== undefined) return kept;
    const dict = this.dict(value, what);
    if (number !== undefined) {
      if (this.#shared.size >= sharedKept) this.#shared.clear();
      this.#shared.set(number, dict);
    }
    return dict;
  }

  /** The stream's bytes with filters undone. */
  streamBytes(stream: PdfStream, direct = false): Uint8Array {
    const given = stream.dict.entries.get("Length");
    const length = asNumber(direct ? given : this.resolve(given));
    if (length === undefined || !Number.isInteger(length) || length < 0)
      throw new Unreadable("readback/stream-length-missing", stream.start);
    const end = stream.start + length;
    if (end > this.source.size)
      throw new Unreadable("readback/stream-length-wrong", stream.start, { length });
    const after = cursorOn(this.source.view(end, 16), end);
    if (!isWord(wordAfterData(after), "endstream"))
      throw new Unreadable("readback/stream-length-wrong", stream.start, { length });
    return decodeStream(
      this.source.view(stream.start, length),
      stream.dict,
      direct ? (value) => value : this.resolve,
    );
  }

  close(): void {
    this.#objectStreams.clear();
    this.source.close();
  }

  #readAt(offset: number, number: number | undefined): PdfValue {
    for (let window = firstWindow; ; window *= 8) {
      const bytes = this.source.view(offset, window);
      const whole = window >= largestWindow || offset + bytes.length >= this.source.size;
      try {
        return parseIndirect(bytes, offset, number);
      } catch (error) {
        if (whole || !(error instanceof Unreadable) || error.code !== "readback/ends-early") throw error;
      }
    }
  }

  #readFromStream(number: number, streamNumber: number, index: number): PdfValue {
    const stream = this.#objectStream(streamNumber);
    const offset = stream.offsets[index];
    if (offset === undefined || stream.numbers[index] !== number)
      throw new Unreadable("readback/object-not-there", undefined, { object: number });
    const cursor = cursorOn(stream.bytes);
    cursor.at = offset;
    return objectOf(nextToken(cursor), number);
  }

  #objectStream(number: number): ObjectStream {
    const kept = this.#objectStreams.get(number);
    if (kept !== undefined) return kept;
    if (this.#opening.has(number))
      throw new Unreadable("readback/object-cyclic", undefined, { object: number });
    this.#opening.add(number);
    try {
      const opened = this.#openObjectStream(number);
      for (const oldest of this.#objectStreams.keys()) {
        if (this.#objectStreams.size < objectStreamsKept) break;
        this.#objectStreams.delete(oldest);
      }
      this.#objectStreams.set(number, opened);
      return opened;
    } finally {
      this.#opening.delete(number);
    }
  }

  #openObjectStream(number: number): ObjectStream {
    const stream = as("stream", this.object({ kind: "ref", number, generation: 0 }));
    if (stream === undefined)
      throw new Unreadable("readback/object-wrong-kind", undefined, { object: number });
    const bytes = this.streamBytes(stream);
    const count = asNumber(this.resolve(stream.dict.entries.get("N"))) ?? 0;
    const first = asNumber(this.resolve(stream.dict.entries.get("First"))) ?? 0;
    const cursor = cursorOn(bytes);
    const numbers: number[] = [];
    const offsets: number[] = [];
    for (let at = 0; at < count; at++) {
      const [name, offset] = [nextToken(cursor), nextToken(cursor)];
      if (typeof name !== "number" || typeof offset !== "number")
        throw new Unreadable("readback/object-malformed", undefined, { object: number });
      numbers.push(name);
      offsets.push(first + offset);
    }
    return { bytes, numbers, offsets };
  }
}

function wordAfterData(cursor: ReturnType<typeof cursorOn>) {
  try {
    return nextToken(cursor);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function objectOf(token: ReturnType<typeof nextToken>, number: number | undefined): PdfValue {
  if (wordOf(token) !== undefined)
    throw new Unreadable(
      "readback/object-malformed",
      undefined,
      number === undefined ? {} : { object: number },
    );
  return token as PdfValue;
}

function parseIndirect(bytes: Uint8Array, offset: number, number: number | undefined): PdfValue {
  const cursor = cursorOn(bytes, offset);
  const facts = number === undefined ? {} : { object: number };
  const head = [nextToken(cursor), nextToken(cursor), nextToken(cursor)] as const;
  if (typeof head[0] !== "number" || typeof head[1] !== "number" || !isWord(head[2], "obj"))
    throw new Unreadable("readback/object-not-there", offset, facts);
  if (number !== undefined && head[0] !== number)
    throw new Unreadable("readback/object-not-there", offset, facts);
  const value = objectOf(nextToken(cursor), number);
  const word = wordOf(nextToken(cursor)) ?? "";
  if (word === "endobj") return value;
  const dict = as("dict", value);
  const next = bytes[cursor.at];
  if (word !== "stream" || dict === undefined || next === undefined)
    throw new Unreadable(
      cursor.at >= cursor.end ? "readback/ends-early" : "readback/object-malformed",
      offset,
      facts,
    );
  if (next === 13 && cursor.at + 1 >= cursor.end) throw new Unreadable("readback/ends-early", offset, facts);
  // ISO 32000-1, 7.3.8.1: the data begin after a line feed, or after a carriage return and a line feed.
  const skip = next === 13 && bytes[cursor.at + 1] === 10 ? 2 : 1;
  return { kind: "stream", dict, start: offset + cursor.at + skip };
}
