import { type Cursor, classOf, cursorOn, regular, white } from "./cursor.ts";

const [slash, less, greater] = [0x2f, 0x3c, 0x3e];
const bytesOf = (word: string) => Buffer.from(word, "latin1");
const [obj, endobj, reference] = [bytesOf("obj"), bytesOf("endobj"), bytesOf("R")];
const [type, page] = [bytesOf("Type"), bytesOf("Page")];
const [parent, contents] = [bytesOf("Parent"), bytesOf("Contents")];

/**
 * Whether the bytes begin with the whole indirect object of this number, and it is a page (ISO 32000-1, 7.7.3.3) that
 * names at most its parent and its content: it inherits all it needs. Makes no values of what it goes
 * through, because pages are counted in millions. False also where only reading the object would tell.
 */
export function isPlainPage(bytes: Uint8Array, number: number): boolean {
  const c = cursorOn(bytes);
  if (wholeNumber(c) !== number || wholeNumber(c) < 0 || !word(c, obj)) return false;
  if (!twice(c, less)) return false;
  let isPage = false;
  while (!twice(c, greater)) {
    if (name(c, type)) {
      if (!name(c, page)) return false;
      isPage = true;
    } else if (!name(c, parent) && !name(c, contents)) return false;
    else if (wholeNumber(c) < 0 || wholeNumber(c) < 0 || !word(c, reference)) return false;
  }
  return isPage && word(c, endobj);
}

function skipSpace(c: Cursor): void {
  while (c.at < c.end && classOf[c.bytes[c.at] as number] === white) c.at++;
}

/** Goes past the number; -1 if there is none. */
function wholeNumber(c: Cursor): number {
  skipSpace(c);
  const start = c.at;
  let value = 0;
  for (; c.at < c.end; c.at++) {
    const digit = (c.bytes[c.at] as number) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return c.at === start || goesOn(c, c.at) ? -1 : value;
}

/** Whether a word or number does not end before this byte. */
const goesOn = (c: Cursor, at: number) => at >= c.end || classOf[c.bytes[at] as number] === regular;

/** Goes past the word if it is what comes next. */
function word(c: Cursor, expected: Uint8Array): boolean {
  skipSpace(c);
  return standsAt(c, c.at, expected);
}

function name(c: Cursor, expected: Uint8Array): boolean {
  skipSpace(c);
  return c.bytes[c.at] === slash && standsAt(c, c.at + 1, expected);
}

function standsAt(c: Cursor, start: number, expected: Uint8Array): boolean {
  const end = start + expected.length;
  for (let each = 0; each < expected.length; each++)
    if (c.bytes[start + each] !== expected[each]) return false;
  if (goesOn(c, end)) return false;
  c.at = end;
  return true;
}

function twice(c: Cursor, byte: number): boolean {
  skipSpace(c);
  if (c.bytes[c.at] !== byte || c.bytes[c.at + 1] !== byte) return false;
  c.at += 2;
  return true;
}
