import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Face, type FaceName, face, faceNames, shapeWord, wordBytes } from "../../src/pdf/index.ts";

/** The glyph ids in a shaped word's bytes, and the sum of its moves, read as a PDF reader would. */
function decoded(
  set: Face,
  bytes: Uint8Array,
): { readonly glyphs: readonly number[]; readonly moved: number } {
  const glyphs: number[] = [];
  let moved = 0;
  for (let at = 0; at < bytes.length; at++) {
    const take = (): number => {
      let byte = bytes[at] ?? 0;
      if (byte === 0x5c) {
        at++;
        byte = bytes[at] === 0x72 ? 0x0d : (bytes[at] ?? 0);
      }
      return byte;
    };
    if (bytes[at] === 0x29) {
      const end = bytes.indexOf(0x28, at);
      moved -= Number(Buffer.from(bytes.subarray(at + 1, end)).toString());
      at = end;
      continue;
    }
    const first = take();
    if (first < 0xe0) glyphs.push(set.codes.common.get(first)?.glyph ?? -1);
    else {
      at++;
      const id = ((first << 8) | take()) - 0xe000;
      glyphs.push(set.codes.meanings.get(id)?.glyph ?? id);
    }
  }
  return { glyphs, moved };
}

const letters =
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?'’ʻΩ“”()\\/-–&@#áéíóúñüçßÅØÆŁŻčřšžğőŠľ";
const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 14 });

describe.each(faceNames)("%s", (name: FaceName) => {
  const set = face(name);

  test("the quick way gives the shaper's glyphs and widths", () => {
    fc.assert(
      fc.property(word, (text) => {
        const shaped = shapeWord(set, text);
        const { glyphs, positions } = set.font.layout(text);
        const { glyphs: printed, moved } = decoded(set, wordBytes(shaped));
        expect(printed).toEqual(glyphs.map((glyph) => glyph.id));
        // Kerns of up to 3 thousandths of an em, which nobody can see, are left out.
        const kerns = positions.map((position, n) => position.xAdvance - (glyphs[n]?.advanceWidth ?? 0));
        const printedKerns = kerns.filter((kern) => Math.abs(kern) > 3).reduce((sum, kern) => sum + kern, 0);
        // What a reader adds up: widths of the glyphs and the moves between them; a last kern moves nothing.
        const advances = glyphs.reduce((sum, glyph) => sum + glyph.advanceWidth, 0);
        expect(advances + printedKerns).toBe(shaped.width);
        expect(advances + moved).toBe(shaped.width);
        expect(shaped.missing).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test("knows every printable ASCII character by its own byte", () => {
    for (let code = 0x21; code < 0x7f; code++) {
      const char = String.fromCharCode(code);
      const bytes = [...wordBytes(shapeWord(set, char))];
      expect(bytes.at(-1)).toBe(code);
    }
  });
});

test.each([
  ["kerns", "AVATAR", "A)119(V)120(A)75(T)80(A)10(R"],
  ["escapes what ends a string", "(a\\b)", "\\(a\\\\b\\)"],
  ["plain", "none", "none"],
])("serif %s", (_, text, bytes) => {
  expect(
    Buffer.from(wordBytes(shapeWord(face("serif"), text)))
      .toString("latin1")
      .replace(/\)-?\d+\(/g, (kern) => (text === "AVATAR" ? kern : "")),
  ).toBe(bytes);
});

test("a ligature is one glyph", () => {
  const serif = face("serif");
  expect(decoded(serif, wordBytes(shapeWord(serif, "office"))).glyphs).toHaveLength(4);
});

test("a missing letter is named, not hidden", () => {
  expect(shapeWord(face("serif"), "Li王").missing).toEqual(["王"]);
});

test("a glyph beyond the common ones is reported, so that the file embeds it", () => {
  expect(shapeWord(face("serif"), "Nguyễn").rare).toHaveLength(1);
  expect(shapeWord(face("serif"), "Maria").rare).toEqual([]);
});
