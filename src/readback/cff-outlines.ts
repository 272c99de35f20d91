import { Unreadable } from "./fault.ts";

// Adobe Technical Note 5176, “The Compact Font Format Specification”, and 5177, “Type 2 Charstrings”.
const charset = 15;
const charStrings = 17;
const ros = 0x0c1e;
const endchar = 14;

const damaged = () => new Unreadable("readback/font-damaged", undefined, { table: "CFF" });

type Piece = { readonly from: number; readonly to: number };

/** An INDEX: where its objects lie, and where it ends. */
function indexAt(bytes: Uint8Array, at: number): { readonly pieces: readonly Piece[]; readonly end: number } {
  const byte = (place: number): number => {
    const value = bytes[place];
    if (value === undefined) throw damaged();
    return value;
  };
  const count = byte(at) * 256 + byte(at + 1);
  if (count === 0) return { pieces: [], end: at + 2 };
  const size = byte(at + 2);
  if (size < 1 || size > 4) throw damaged();
  const offset = (index: number) => {
    let value = 0;
    for (let digit = 0; digit < size; digit++) value = value * 256 + byte(at + 3 + index * size + digit);
    return value;
  };
  const base = at + 2 + (count + 1) * size;
  const pieces: Piece[] = [];
  for (let index = 0; index < count; index++) {
    const piece = { from: base + offset(index), to: base + offset(index + 1) };
    if (piece.from > piece.to || piece.to > bytes.length) throw damaged();
    pieces.push(piece);
  }
  return { pieces, end: base + offset(count) };
}

/** A DICT: operator → its last operand, whole numbers only, since offsets are. */
function dictIn(bytes: Uint8Array, { from, to }: Piece): ReadonlyMap<number, number> {
  const entries = new Map<number, number>();
  let operand = 0;
  for (let at = from; at < to; ) {
    const first = bytes[at++] as number;
    if (first <= 21) {
      const operator = first === 12 ? 0x0c00 | (bytes[at++] ?? 0) : first;
      entries.set(operator, operand);
    } else if (first === 28) {
      operand = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
      at += 2;
    } else if (first === 29) {
      operand = 0;
      for (let digit = 0; digit < 4; digit++) operand = operand * 256 + (bytes[at + digit] ?? 0);
      at += 4;
    } else if (first === 30) {
      while (at < to && ((bytes[at] ?? 0) & 15) !== 15) at++;
      at++;
    } else if (first <= 246) operand = first - 139;
    else if (first <= 250) operand = (first - 247) * 256 + (bytes[at++] ?? 0) + 108;
    else operand = -(first - 251) * 256 - (bytes[at++] ?? 0) - 108;
  }
  return entries;
}

/** Whether a charstring does more than end: an empty glyph is a width, if that, and `endchar`. */
function draws(bytes: Uint8Array, { from, to }: Piece): boolean {
  for (let at = from; at < to; ) {
    const first = bytes[at] as number;
    if (first === 28) at += 3;
    else if (first < 32) return first !== endchar;
    else if (first < 247) at += 1;
    else at += first === 255 ? 5 : 2;
  }
  return false;
}

/** CIDs in the order of glyphs, of a font keyed by them (formats 0 to 2); the first glyph has none. */
function cidsAt(bytes: Uint8Array, at: number, glyphs: number): readonly number[] {
  const two = (place: number) => (bytes[place] ?? 0) * 256 + (bytes[place + 1] ?? 0);
  const cids = [0];
  const format = bytes[at];
  if (format === 0) for (let glyph = 1; glyph < glyphs; glyph++) cids.push(two(at + 2 * glyph - 1));
  else if (format === 1 || format === 2) {
    let place = at + 1;
    while (cids.length < glyphs) {
      if (place >= bytes.length) throw damaged();
      const first = two(place);
      const left = format === 1 ? (bytes[place + 2] ?? 0) : two(place + 2);
      for (let step = 0; step <= left && cids.length < glyphs; step++) cids.push(first + step);
      place += 2 + format;
    }
  } else throw damaged();
  return cids;
}

/** The CIDs that an embedded CFF program draws something for. In one not keyed by CIDs they are its glyphs. */
export function cffOutlines(bytes: Uint8Array): ReadonlySet<number> {
  const names = indexAt(bytes, bytes[2] ?? 0);
  const [top] = indexAt(bytes, names.end).pieces;
  if (top === undefined) throw damaged();
  const dict = dictIn(bytes, top);
  const at = dict.get(charStrings);
  if (at === undefined || at <= 0) throw damaged();
  const { pieces } = indexAt(bytes, at);
  const keyed = dict.has(ros);
  const place = dict.get(charset) ?? 0;
  const cids = keyed && place > 2 ? cidsAt(bytes, place, pieces.length) : undefined;
  const drawn = new Set<number>();
  pieces.forEach((piece, glyph) => {
    if (glyph > 0 && draws(bytes, piece)) drawn.add(cids?.[glyph] ?? glyph);
  });
  return drawn;
}
