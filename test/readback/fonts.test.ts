import { describe, expect, test } from "vitest";
import { type Body, handMadePdf, packed, temporaryFolder } from "./fixture/hand-made-pdf.ts";
import { readOne } from "./fixture/reading.ts";

const folder = temporaryFolder();

async function shown(string: string, ...font: Body[]) {
  const page = handMadePdf([
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 612 792]/Resources<</Font<</F 5 0 R>>>>>>",
    "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
    { data: `BT /F 10 Tf 2 Tw ${string} Tj ET` },
    ...font,
  ]);
  const [run] = (await readOne(folder, page)).runs;
  if (run === undefined) throw new Error("nothing shown");
  return { text: run.text, width: Math.round(run.width * 1_000) / 1_000, blankGlyphs: run.blankGlyphs };
}

const type0 = (encoding: string) =>
  `<</Type/Font/Subtype/Type0/BaseFont/X/Encoding ${encoding}/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>`;
const cidFont = (more: string) => `<</Type/Font/Subtype/CIDFontType2/BaseFont/X${more}>>`;
const identity = (map: string, widths = "/DW 500") =>
  [type0("/Identity-H"), cidFont(widths), packed(map)] as const;

describe("ToUnicode", () => {
  test.each([
    ["a character each", "2 beginbfchar <0001> <0041> <0002> <00E9> endbfchar", "<00010002>", "Aé"],
    ["a ligature gives its letters", "1 beginbfchar <0001> <006600660069> endbfchar", "<0001>", "ffi"],
    ["a letter beyond the first 65,536", "1 beginbfchar <0001> <D83DDE00> endbfchar", "<0001>", "😀"],
    ["a range counts on", "1 beginbfrange <0001> <0003> <0061> endbfrange", "<000100020003>", "abc"],
    [
      "a range counts on in the last letter",
      "1 beginbfrange <0001> <0002> <00660061> endbfrange",
      "<00010002>",
      "fafb",
    ],
    [
      "a range with a list",
      "1 beginbfrange <0001> <0003> [<0078> <00660069> <007A>] endbfrange",
      "<000100020003>",
      "xfiz",
    ],
    [
      "a list shorter than its range",
      "1 beginbfrange <0001> <0003> [<0078>] endbfrange",
      "<00010002>",
      "x\uFFFD",
    ],
  ])("%s", async (_, map, string, expected) => {
    expect((await shown(string, ...identity(map))).text).toBe(expected);
  });
});

describe("widths", () => {
  const ascii = "1 beginbfrange <0000> <00FF> <0000> endbfrange";
  test.each([
    ["the default is a thousand", "", 10],
    ["DW", "/DW 300", 3],
    ["W with a list", "/DW 300/W[60[1 2 3 4 5 600]]", 6],
    ["W with a range", "/W[60 70 700]", 7],
    ["W with both, the later counts", "/W[60 70 700 65[800]]", 8],
  ])("%s", async (_, widths, expected) => {
    expect((await shown("<0041>", ...identity(ascii, widths))).width).toBe(expected);
  });
});

describe("codes of one and two bytes", () => {
  const encoding = `2 begincodespacerange <00> <DF> <E000> <FFFF> endcodespacerange
    2 begincidchar <41> 7 <20> 3 endcidchar 1 begincidrange <E000> <E0FF> 0 endcidrange`;
  const map = `2 beginbfchar <41> <0041> <20> <0020> endbfchar 1 beginbfchar <E009> <1EC5> endbfchar`;
  const font = [
    type0("8 0 R"),
    cidFont("/DW 0/W[3[250]7[600]9[500]]"),
    packed(map),
    packed(encoding),
  ] as const;

  test("both kinds in one string, each with its glyph's width; word space only after the one-byte space", async () => {
    expect(await shown("(A A\\340\\011)", ...font)).toEqual({
      text: "A Aễ",
      width: 6 + 2.5 + 2 + 6 + 5,
      blankGlyphs: 0,
    });
  });
});

describe("simple fonts", () => {
  const simple = (encoding: string, more = "") =>
    `<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 32/Widths[250 ${"500 ".repeat(223)}]/Encoding ${encoding}${more}>>`;
  test.each([
    ["WinAnsi", "/WinAnsiEncoding", "(caf\\351 \\223x\\224 \\226)", "café “x” –"],
    ["MacRoman", "/MacRomanEncoding", "(caf\\216)", "café"],
    ["standard: the quotes are typographic", "/StandardEncoding", "(`it's')", "‘it’s’"],
    [
      "differences by name",
      "<</Differences[65/eacute/ffi/uni1EC5/u1F600/Zcaron/nonsense]>>",
      "(ABCDEFG)",
      "éffiễ😀Ž\uFFFDG",
    ],
    [
      "differences upon WinAnsi",
      "<</BaseEncoding/WinAnsiEncoding/Differences[65/germandbls]>>",
      "(A\\351)",
      "ßé",
    ],
  ])("%s", async (_, encoding, string, expected) => {
    expect((await shown(string, simple(encoding))).text).toBe(expected);
  });

  test("ToUnicode goes before the encoding", async () => {
    const font = simple("/WinAnsiEncoding", "/ToUnicode 6 0 R");
    expect(await shown("(AB)", font, packed("1 beginbfchar <41> <03A9> endbfchar"))).toMatchObject({
      text: "ΩB",
    });
  });

  test("word space is added to every space", async () => {
    expect((await shown("(A A)", simple("/WinAnsiEncoding"))).width).toBe(5 + 2.5 + 2 + 5);
  });
});

describe("glyphs that are lost in the font file", () => {
  /** A TrueType file of nothing but outlines: `lengths[g]` bytes for glyph g, in short or long format. */
  function fontFile(lengths: readonly number[], long: boolean): Buffer {
    const offsets = [0];
    for (const length of lengths) offsets.push((offsets.at(-1) ?? 0) + length);
    const head = Buffer.alloc(54);
    head.writeUInt16BE(long ? 1 : 0, 50);
    const loca = Buffer.alloc(offsets.length * (long ? 4 : 2));
    offsets.forEach((offset, at) => {
      if (long) loca.writeUInt32BE(offset, at * 4);
      else loca.writeUInt16BE(offset / 2, at * 2);
    });
    const tables = { head, loca, glyf: Buffer.alloc(offsets.at(-1) ?? 0) };
    const directory = Buffer.alloc(12 + 16 * 3);
    directory.writeUInt16BE(3, 4);
    let at = directory.length;
    Object.entries(tables).forEach(([tag, { length }], index) => {
      directory.write(tag, 12 + 16 * index, "latin1");
      directory.writeUInt32BE(at, 20 + 16 * index);
      directory.writeUInt32BE(length, 24 + 16 * index);
      at += length;
    });
    return Buffer.concat([directory, ...Object.values(tables)]);
  }
  const letters = "1 beginbfrange <0001> <0004> <0041> endbfrange 1 beginbfchar <0005> <0020> endbfchar";
  const font = (lengths: readonly number[], long: boolean, map = "/Identity") =>
    [
      type0("/Identity-H"),
      cidFont(`/FontDescriptor 8 0 R/CIDToGIDMap ${map}`),
      packed(letters),
      "<</Type/FontDescriptor/FontFile2 9 0 R>>",
      packed(fontFile(lengths, long)),
      packed(Buffer.from([0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0])),
    ] as const;

  test.each([
    ["all there", [10, 10, 10, 10, 10, 0], 0],
    ["a space needs no outline", [10, 10, 10, 10, 10, 0], 0],
    ["one dropped", [10, 10, 0, 10, 10, 0], 1],
    ["all dropped", [10, 0, 0, 0, 0, 0], 4],
    ["the file has fewer glyphs than the text", [10, 10, 10], 2],
  ] as const)("%s", async (_, lengths, blankGlyphs) => {
    for (const long of [false, true])
      expect(await shown("<00010002000300040005>", ...font(lengths, long))).toMatchObject({
        text: "ABCD ",
        blankGlyphs,
      });
  });

  test("a character mapped to glyph 0, or beyond the map, is a box on paper and counts", async () => {
    const mapped = await shown("<0001000200030004>", ...font([10, 10, 10, 10, 10], true, "10 0 R"));
    expect(mapped.blankGlyphs).toBe(2);
  });
});
