import { ByteSink } from "./byte-sink.ts";
import type { Face } from "./face.ts";
import { ownBytes } from "./own-bytes.ts";
import { isPlainScript } from "./plain-script.ts";
import type { ShapedWord } from "./shaped-word.ts";
import { needsShaper, type ShapingTables, tableEnd, unknownKern } from "./shaping-tables.ts";

const none: readonly never[] = [];
// Kerns up to this are left out: in 17-point type 0.05 points, less than a dot of any printer, and three to
// four bytes each time.
const tiniestKern = 3;
// Names and static text come again and again; what a file of letters has of them fits in this.
const wordsKept = 8_000;
// The shaper takes a hundred times as long, so that its words are kept apart and longer: names with ligatures
// and with marks.
const shapedKept = 20_000;

function ask(face: Face, t: ShapingTables, char: number): number {
  const { glyphs, positions } = face.font.layout(String.fromCharCode(char));
  const glyph = glyphs[0];
  const at = positions[0];
  t.asked[char] = 1;
  const alone = glyphs.length === 1 && glyph !== undefined && at?.xOffset === 0 && at.yOffset === 0;
  t.glyphs[char] = !alone ? 0xffff : glyph.id;
  if (alone) {
    t.ids[char] = face.codes.seconds.get(char) ?? glyph.id;
    t.advances[char] = Math.round(at.xAdvance);
    t.tops[char] = inkTop(glyph.bbox.maxY);
    t.bottoms[char] = inkBottom(glyph.bbox.minY);
  }
  return t.glyphs[char] as number;
}

// An empty glyph has an infinite box.
const inkTop = (y: number) => (Number.isFinite(y) ? Math.ceil(y) : 0);
const inkBottom = (y: number) => (Number.isFinite(y) ? Math.floor(y) : 0);

function askPair(face: Face, t: ShapingTables, a: number, b: number): number {
  const { glyphs, positions } = face.font.layout(String.fromCharCode(a, b));
  const plain =
    glyphs.length === 2 &&
    glyphs[0]?.id === t.glyphs[a] &&
    glyphs[1]?.id === t.glyphs[b] &&
    positions.every((p) => p.xOffset === 0 && p.yOffset === 0) &&
    Math.round(positions[1]?.xAdvance ?? -1) === t.advances[b];
  const moved = Math.round(positions[0]?.xAdvance ?? 0) - (t.advances[a] as number);
  const kern = !plain ? needsShaper : Math.abs(moved) <= tiniestKern ? 0 : moved;
  t.kerns[a * tableEnd + b] = kern;
  return kern;
}

const out = new ByteSink(1024);

// Words lie side by side in large blocks: an array for each of a million codes keeps the collector busy.
const blockSize = 1 << 16;
let block = new Uint8Array(blockSize);
let blockUsed = 0;

/** What was put out, copied to its place for good. A block lives as long as one of its words. */
function stored(): { readonly bytes: Uint8Array; readonly from: number; readonly to: number } {
  const { length } = out;
  if (length > blockSize) return { bytes: out.copy(), from: 0, to: length };
  if (blockUsed + length > blockSize) {
    block = new Uint8Array(blockSize);
    blockUsed = 0;
  }
  const from = blockUsed;
  for (let i = 0; i < length; i++) block[from + i] = out.bytes[i] as number;
  blockUsed += length;
  return { bytes: block, from, to: blockUsed };
}

function putCharacter(face: Face, id: number, rare: number[] | undefined): number[] | undefined {
  const code = face.codes.oneByte[id] as number;
  if (code !== 0) {
    // ISO 32000-1 7.3.4.2: parentheses and the backslash are escaped in a literal string.
    if (code === 0x28 || code === 0x29 || code === 0x5c) out.byte(0x5c);
    out.byte(code);
    return rare;
  }
  const two = face.codes.twoByteBase + id;
  out.byte(two >> 8);
  const low = two & 0xff;
  if (low === 0x28 || low === 0x29 || low === 0x5c) out.byte(0x5c);
  // A bare carriage return in a literal string is read as a line feed.
  if (low === 0x0d) out.ascii("\\r");
  else out.byte(low);
  if (rare === undefined) return [id];
  rare.push(id);
  return rare;
}

const kernTexts: Uint8Array[] = [];
const kernRange = 1_024;

/** What ends the string, moves, and begins the next string; the texts of usual kerns are kept. */
function kernText(kern: number): Uint8Array {
  let text = kernTexts[kern + kernRange];
  if (text === undefined) {
    text = ownBytes(`)${-kern}(`);
    if (Math.abs(kern) < kernRange) kernTexts[kern + kernRange] = text;
  }
  return text;
}

function putKern(kern: number): void {
  out.put(kernText(kern));
}

/** The quick way: one glyph a character, kerns by pair. Undefined when the word needs the shaper. */
function shapeByPairs(face: Face, t: ShapingTables, word: string): ShapedWord | undefined {
  out.clear();
  // Room for the most that a character can take, so that the loop need not ask.
  out.reserve(word.length * 16);
  const { bytes: put } = out;
  const { oneByte } = face.codes;
  let at = 0;
  const { glyphs, ids, asked, kerns, advances, tops, bottoms } = t;
  let width = 0;
  let top = 0;
  let bottom = 0;
  let rare: number[] | undefined;
  let before = -1;
  for (let i = 0; i < word.length; i++) {
    const char = word.charCodeAt(i);
    if (char >= tableEnd) return undefined;
    const glyph = asked[char] === 1 ? (glyphs[char] as number) : ask(face, t, char);
    if (glyph === 0xffff || glyph === 0) return undefined;
    if (before >= 0) {
      let kern = kerns[before * tableEnd + char] as number;
      if (kern === unknownKern) kern = askPair(face, t, before, char);
      if (kern === needsShaper) return undefined;
      if (kern !== 0) {
        const text = kernText(kern);
        for (let n = 0; n < text.length; n++) put[at++] = text[n] as number;
        width += kern;
      }
    }
    const code = oneByte[ids[char] as number] as number;
    if (code > 0x29 && code !== 0x5c) put[at++] = code;
    else {
      out.length = at;
      rare = putCharacter(face, ids[char] as number, rare);
      at = out.length;
    }
    width += advances[char] as number;
    const high = tops[char] as number;
    const low = bottoms[char] as number;
    if (high > top) top = high;
    if (low < bottom) bottom = low;
    before = char;
  }
  out.length = at;
  const { bytes, from, to } = stored();
  return { face, bytes, from, to, width, top, bottom, rare: rare ?? none, missing: none };
}

function shapeFully(face: Face, t: ShapingTables, word: string): ShapedWord {
  const { glyphs, positions } = face.font.layout(word);
  const characters = [...word];
  const ids = glyphs.map(({ id }) => id);
  const { seconds, meanings } = face.codes;
  const second = characters.findIndex((char) => seconds.has(char.codePointAt(0) ?? 0));
  if (second >= 0) {
    // A glyph stands for as many characters as it has code points: a ligature for its letters.
    const oneToOne = glyphs.length === characters.length;
    let at = 0;
    const starts = glyphs.map(({ codePoints }) => {
      const start = at;
      at += oneToOne ? 1 : codePoints.length;
      return start;
    });
    // Where they do not pair up even so, the word is shaped in parts around the second meaning.
    if (at !== characters.length) return shapeAround(face, t, characters, second);
    starts.forEach((start, index) => {
      const id = seconds.get(characters[start]?.codePointAt(0) ?? 0);
      if (id !== undefined && meanings.get(id)?.glyph === ids[index]) ids[index] = id;
    });
  }
  out.clear();
  let width = 0;
  let top = 0;
  let bottom = 0;
  let rare: number[] | undefined;
  const texts = ids.map((id) => meanings.get(id)?.text ?? t.texts.get(id) ?? partText(face, word, id));
  const missing = texts.includes(undefined) ? characters : missingFrom(face, word);
  glyphs.forEach((glyph, index) => {
    const at = positions[index];
    const id = ids[index];
    const text = texts[index];
    if (at === undefined || id === undefined) return;
    if (!meanings.has(id) && text !== undefined) t.texts.set(id, text);
    const shift = Math.round(at.xOffset);
    if (shift !== 0) putKern(shift);
    rare = putCharacter(face, id, rare);
    const wanted = Math.round(at.xAdvance - glyph.advanceWidth) - shift;
    const after = Math.abs(wanted) <= tiniestKern ? 0 : wanted;
    if (after !== 0) putKern(after);
    width += Math.round(at.xAdvance) - wanted + after;
    top = Math.max(top, inkTop(glyph.bbox.maxY));
    bottom = Math.min(bottom, inkBottom(glyph.bbox.minY));
  });
  return { face, ...stored(), width, top, bottom, rare: rare ?? none, missing };
}

/** What a glyph without a character of its own stands for in this word: a ligature's letters, or the mark of an accented one. */
function partText(face: Face, word: string, id: number): string | undefined {
  const characters = [...word];
  for (let length = 1; length <= 4; length++)
    for (let from = 0; from + length <= characters.length; from++) {
      const part = characters.slice(from, from + length).join("");
      const { glyphs } = face.font.layout(part);
      if (glyphs.length === 1 && glyphs[0]?.id === id) return part;
      const at = length === 1 ? glyphs.findIndex((glyph) => glyph.id === id) : -1;
      if (at > 0) return [...part.normalize("NFD")].slice(at).join("");
    }
  return undefined;
}

function shapeAround(face: Face, t: ShapingTables, characters: readonly string[], at: number): ShapedWord {
  const char = characters[at] ?? "";
  const parts = [characters.slice(0, at).join(""), characters.slice(at + 1).join("")].map((part) =>
    part === "" ? undefined : (shapeByPairs(face, t, part) ?? shapeFully(face, t, part)),
  );
  const middle = shapeByPairs(face, t, char) ?? shapeFully(face, t, char);
  const all = [parts[0], middle, parts[1]].filter((part) => part !== undefined);
  out.clear();
  for (const { bytes, from, to } of all) out.put(bytes, from, to);
  return {
    face,
    ...stored(),
    width: all.reduce((sum, part) => sum + part.width, 0),
    top: Math.max(...all.map((part) => part.top)),
    bottom: Math.min(...all.map((part) => part.bottom)),
    rare: all.flatMap((part) => part.rare),
    missing: all.flatMap((part) => part.missing),
  };
}

/** Characters of the text that the face cannot print: no glyph, or a mark that would need to be raised. */
export function missingFrom(face: Face, text: string): readonly string[] {
  const missing: string[] = [];
  for (const char of text) {
    if (char === " ") continue;
    const { glyphs, positions } = face.font.layout(char);
    const printable =
      (!/[\p{C}\p{M}\p{Z}\u00ad]/u.test(char) && isPlainScript(char)) || char === "\u00a0"
        ? glyphs.length > 0 && glyphs.every((g) => g.id !== 0) && positions.every((p) => p.yOffset === 0)
        : false;
    if (!printable) missing.push(char);
  }
  return missing;
}

/**
 * Shapes a whole word: kerning, ligatures, marks. The same word always gives the same bytes.
 * Give text in NFC without spaces; words that stand together (`code` and its full stop) in one piece.
 */
export function shapeWord(face: Face, word: string): ShapedWord {
  const t = face.shaping;
  // Codes, piece ids and house numbers hardly come again: shaping them costs less than looking them up.
  if (hasDigit(word)) return shapeByPairs(face, t, word) ?? shapeOnce(face, t, word);
  const known = t.words.get(word) as ShapedWord | undefined;
  if (known !== undefined) return known;
  const shaped = shapeByPairs(face, t, word) ?? shapeOnce(face, t, word);
  if (t.words.size >= wordsKept) t.words.clear();
  t.words.set(word, shaped);
  return shaped;
}

function shapeOnce(face: Face, t: ShapingTables, word: string): ShapedWord {
  const known = t.fully.get(word) as ShapedWord | undefined;
  if (known !== undefined) return known;
  const shaped = shapeFully(face, t, word);
  if (t.fully.size >= shapedKept) t.fully.clear();
  t.fully.set(word, shaped);
  return shaped;
}

function hasDigit(word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const char = word.charCodeAt(i);
    if (char >= 0x30 && char <= 0x39) return true;
  }
  return false;
}

/** The text that a character id stands for, as extraction gives it back. */
export function textOfCharacter(face: Face, id: number): string {
  return face.codes.meanings.get(id)?.text ?? face.shaping.texts.get(id) ?? "";
}
