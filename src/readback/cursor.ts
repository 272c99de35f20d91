import { Unreadable } from "./fault.ts";

/** A place in bytes that are being read; `origin` is the file offset of the first byte, if they have one. */
export type Cursor = {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;
  readonly origin: number | undefined;
};

/** The three classes of characters (ISO 32000-1, 7.2.2), by byte. */
export const regular = 0;
export const white = 1;
const delimiter = 2;
export const classOf = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) classOf[byte] = white;
for (const char of "()<>[]{}/%") classOf[char.charCodeAt(0)] = delimiter;

export function cursorOn(bytes: Uint8Array, origin?: number): Cursor {
  return { bytes, at: 0, end: bytes.length, origin };
}

/** Gives up at the cursor's place. */
export function malformed(c: Cursor, code: "readback/object-malformed" | "readback/ends-early"): Unreadable {
  return new Unreadable(code, c.origin === undefined ? undefined : c.origin + c.at);
}
