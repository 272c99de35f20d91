import { cursorOn } from "./cursor.ts";
import { Unreadable } from "./fault.ts";
import { as } from "./pdf-value.ts";
import { nextToken, type Token, wordOf } from "./token.ts";

/** Codes of one or two bytes; a code's key is the code, and 65,536 more if it is one byte. */
export type CMap = {
  /** How many bytes a code has that begins with this byte; 0 where no code does. */
  readonly codeBytes: Uint8Array;
  /** Character identifiers by key. */
  readonly cids: Map<number, number>;
  /** Text by key. */
  readonly texts: Map<number, string>;
  /** How many entries were read, again and again included. */
  entries: number;
};

// Sixteen times every possible code: beyond it a CMap repeats itself to keep us busy.
const mostEntries = 1_048_576;

export const oneByte = 65_536;

/** Reads a CMap: ToUnicode or the encoding of a composite font (ISO 32000-1, 9.7.5 and 9.10.3). */
export function readCMap(bytes: Uint8Array): CMap {
  const map: CMap = { codeBytes: new Uint8Array(256), cids: new Map(), texts: new Map(), entries: 0 };
  const cursor = cursorOn(bytes);
  let operands: Token[] = [];
  for (;;) {
    const token = nextToken(cursor);
    const word = wordOf(token);
    if (word === undefined) operands.push(token);
    else if (word === "") return map;
    else {
      apply(word, operands, map);
      operands = [];
    }
  }
}

function apply(word: string, operands: readonly Token[], map: CMap): void {
  switch (word) {
    case "usecmap":
      if (as("name", operands.at(-1) as never)?.name !== "Identity-H") throw unknown("usecmap");
      map.codeBytes.fill(2);
      overRange(map, Uint8Array.of(0, 0), Uint8Array.of(255, 255), (key) => map.cids.set(key, key));
      return;
    case "endcodespacerange":
      for (let at = 0; at + 1 < operands.length; at += 2) addCodespace(operands[at], operands[at + 1], map);
      return;
    case "endcidchar":
      for (let at = 0; at + 1 < operands.length; at += 2)
        map.cids.set(keyOf(operands[at]), whole(operands[at + 1]));
      return;
    case "endcidrange":
      for (let at = 0; at + 2 < operands.length; at += 3) {
        const cid = whole(operands[at + 2]);
        overRange(map, operands[at], operands[at + 1], (key, step) => map.cids.set(key, cid + step));
      }
      return;
    case "endbfchar":
      for (let at = 0; at + 1 < operands.length; at += 2)
        map.texts.set(keyOf(operands[at]), textOf(operands[at + 1]));
      return;
    case "endbfrange":
      for (let at = 0; at + 2 < operands.length; at += 3) {
        const to = operands[at + 2];
        if (Array.isArray(to))
          overRange(map, operands[at], operands[at + 1], (key, step) => {
            if (to[step] !== undefined) map.texts.set(key, textOf(to[step]));
          });
        else {
          const text = textOf(to);
          const last = text.charCodeAt(text.length - 1);
          const head = text.slice(0, -1);
          overRange(map, operands[at], operands[at + 1], (key, step) =>
            map.texts.set(key, head + String.fromCharCode(last + step)),
          );
        }
      }
      return;
    default:
      return;
  }
}

function unknown(what: string): Unreadable {
  return new Unreadable("readback/font-encoding-unknown", undefined, { cmap: what });
}

function addCodespace(low: Token | undefined, high: Token | undefined, map: CMap): void {
  if (!(low instanceof Uint8Array) || !(high instanceof Uint8Array) || low.length !== high.length)
    throw unknown("codespace");
  if (low.length < 1 || low.length > 2) throw unknown(`${low.length} bytes`);
  map.codeBytes.fill(low.length, low[0], (high[0] as number) + 1);
}

/** Codes run over the last byte only (ISO 32000-1, 9.7.6.2), but two-byte ranges over both are common. */
function overRange(
  map: CMap,
  low: Token | undefined,
  high: Token | undefined,
  each: (key: number, step: number) => void,
): void {
  const [from, to] = [keyOf(low), keyOf(high)];
  map.entries += Math.max(0, to - from);
  if (map.entries > mostEntries) throw unknown("entries");
  for (let key = from; key <= to; key++) each(key, key - from);
}

function keyOf(token: Token | undefined): number {
  if (!(token instanceof Uint8Array)) throw unknown("code");
  if (token.length === 1) return oneByte + (token[0] as number);
  if (token.length === 2) return ((token[0] as number) << 8) | (token[1] as number);
  throw unknown(`${token.length} bytes`);
}

function whole(token: Token | undefined): number {
  if (typeof token !== "number" || token < 0) throw unknown("cid");
  return token;
}

function textOf(token: Token | undefined): string {
  if (!(token instanceof Uint8Array)) throw unknown("text");
  let text = "";
  for (let at = 0; at + 1 < token.length; at += 2)
    text += String.fromCharCode(((token[at] as number) << 8) | (token[at + 1] as number));
  return text;
}
