import { type Cursor, classOf, malformed, regular, white } from "./cursor.ts";
import { Unreadable } from "./fault.ts";
import type { Keyword, PdfDict, PdfRef, PdfValue } from "./pdf-value.ts";
import { hexStringAt, literalStringAt } from "./string-token.ts";

export type Token = PdfValue | Keyword;

// Print streams nest four deep; 64 leaves room and keeps the stack safe.
const deepest = 64;
const words = new Map<number, Keyword>();
const end: Keyword = { kind: "keyword", word: "" };

/** True if the token is this word. */
export function isWord(token: Token, word: string): boolean {
  return wordOf(token) === word;
}

/** The word, or undefined for an object. */
export function wordOf(token: Token): string | undefined {
  return token !== null && typeof token === "object" && "kind" in token && token.kind === "keyword"
    ? token.word
    : undefined;
}

function skipSpace(c: Cursor): void {
  const { bytes } = c;
  while (c.at < c.end) {
    const byte = bytes[c.at] as number;
    if (byte === 0x25) {
      while (c.at < c.end && bytes[c.at] !== 10 && bytes[c.at] !== 13) c.at++;
    } else if (classOf[byte] === white) c.at++;
    else return;
  }
}

/**
 * The next object or word (ISO 32000-1, 7.2 and 7.3). References are recognised inside arrays and
 * dictionaries. Throws `Unreadable` where the bytes end inside an object or are no object.
 */
export function nextToken(c: Cursor, depth = 0): Token {
  skipSpace(c);
  if (c.at >= c.end) return end;
  const byte = c.bytes[c.at] as number;
  switch (byte) {
    case 0x2f:
      return { kind: "name", name: nameAt(c) };
    case 0x28:
      return literalStringAt(c);
    case 0x3c:
      if (c.bytes[c.at + 1] !== 0x3c) return hexStringAt(c);
      c.at += 2;
      return dictAt(c, depth);
    case 0x5b:
      c.at++;
      return sequenceTo("]", c, depth);
    case 0x3e:
      if (c.bytes[c.at + 1] !== 0x3e)
        throw malformed(c, c.at + 1 >= c.end ? "readback/ends-early" : "readback/object-malformed");
      c.at += 2;
      return keyword(c, c.at - 2);
    case 0x5d:
    case 0x7b:
    case 0x7d:
      c.at++;
      return keyword(c, c.at - 1);
    case 0x29:
      throw malformed(c, "readback/object-malformed");
    default:
      return (byte >= 0x30 && byte <= 0x39) || byte === 0x2b || byte === 0x2d || byte === 0x2e
        ? numberAt(c)
        : wordAt(c);
  }
}

function wordAt(c: Cursor): Token {
  const start = c.at;
  while (c.at < c.end && classOf[c.bytes[c.at] as number] === regular) c.at++;
  const found = keyword(c, start);
  if (found.word === "true") return true;
  if (found.word === "false") return false;
  return found.word === "null" ? null : found;
}

function keyword(c: Cursor, start: number): Keyword {
  const { bytes } = c;
  const length = c.at - start;
  // Operators are at most three letters: looked up by number, they cost no string.
  if (length > 3) return { kind: "keyword", word: latin(bytes, start, c.at) };
  const key =
    (bytes[start] ?? 0) |
    (length > 1 ? (bytes[start + 1] ?? 0) << 8 : 0) |
    (length > 2 ? (bytes[start + 2] ?? 0) << 16 : 0);
  const known = words.get(key);
  if (known !== undefined) return known;
  const fresh: Keyword = { kind: "keyword", word: latin(bytes, start, c.at) };
  if (words.size < 1_000) words.set(key, fresh);
  return fresh;
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
}

function numberAt(c: Cursor): number {
  const { bytes } = c;
  const start = c.at;
  let sign = 1;
  const first = bytes[c.at];
  if (first === 0x2d || first === 0x2b) {
    if (first === 0x2d) sign = -1;
    c.at++;
  }
  let value = 0;
  let scale = 0;
  let digits = 0;
  for (; c.at < c.end; c.at++) {
    const byte = bytes[c.at] as number;
    if (byte >= 0x30 && byte <= 0x39) {
      value = value * 10 + byte - 0x30;
      scale *= 10;
      digits++;
    } else if (byte === 0x2e && scale === 0) scale = 1;
    else break;
  }
  const goesOn = c.at < c.end && classOf[bytes[c.at] as number] === regular;
  if (digits === 0 || goesOn) {
    const isCutOff = c.at >= c.end;
    c.at = start;
    throw malformed(c, isCutOff ? "readback/ends-early" : "readback/object-malformed");
  }
  return scale > 1 ? (sign * value) / scale : sign * value;
}

function nameAt(c: Cursor): string {
  const start = ++c.at;
  let plain = true;
  while (c.at < c.end && classOf[c.bytes[c.at] as number] === regular) {
    if (c.bytes[c.at] === 0x23) plain = false;
    c.at++;
  }
  const text = latin(c.bytes, start, c.at);
  if (plain) return text;
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

function sequenceTo(close: "]" | ">>", c: Cursor, depth: number): PdfValue[] {
  if (depth >= deepest)
    throw new Unreadable("readback/nested-too-deeply", c.origin === undefined ? undefined : c.origin + c.at);
  const items: PdfValue[] = [];
  for (;;) {
    const token = nextToken(c, depth + 1);
    if (token !== null && typeof token === "object" && "kind" in token && token.kind === "keyword") {
      if (token.word === close) return items;
      if (token.word === "") throw malformed(c, "readback/ends-early");
      if (token.word !== "R")
        throw malformed(c, c.at >= c.end ? "readback/ends-early" : "readback/object-malformed");
      const generation = items.pop();
      const number = items.pop();
      if (typeof number !== "number" || typeof generation !== "number")
        throw malformed(c, "readback/object-malformed");
      const ref: PdfRef = { kind: "ref", number, generation };
      items.push(ref);
    } else items.push(token);
  }
}

function dictAt(c: Cursor, depth: number): PdfDict {
  const items = sequenceTo(">>", c, depth);
  const entries = new Map<string, PdfValue>();
  for (let at = 0; at < items.length; at += 2) {
    const key = items[at];
    const value = items[at + 1];
    if (
      key === null ||
      typeof key !== "object" ||
      !("kind" in key) ||
      key.kind !== "name" ||
      value === undefined
    )
      throw malformed(c, "readback/object-malformed");
    entries.set(key.name, value);
  }
  return { kind: "dict", entries };
}
