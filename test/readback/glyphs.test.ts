import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { compiledVariants, referenceLetter } from "../../bench/reference-letter.ts";
import { type Stationery, openPrintStream as writePrintStream } from "../../src/letter/index.ts";
import { face, faceNames, programFonts } from "../../src/pdf/index.ts";
import { type FullFonts, fullFonts, type GlyphFault } from "../../src/readback/index.ts";
import { letterOf, stationery } from "../letter/fixture/letters.ts";
import { usualNotice } from "../letter/fixture/notice.ts";
import { printed } from "../letter/fixture/print.ts";
import { hanFont, inconsolata, liberation } from "../pdf/fixture/fonts.ts";
import { hasTool } from "../pdf/fixture/outside-tool.ts";
import { differingBlocks, drawnPage } from "./fixture/gray-picture.ts";
import { saved, temporaryFolder } from "./fixture/hand-made-pdf.ts";
import { reading } from "./fixture/reading.ts";
import { type EmbeddedFont, withFonts } from "./fixture/spoiled-font.ts";

const folder = temporaryFolder();
let stream: Uint8Array;
let full: FullFonts;

beforeAll(() => {
  const path = join(folder, "stream.pdf");
  const out = writePrintStream(path, { title: "Glyphs", duplex: true });
  const [compiled] = compiledVariants();
  if (compiled === undefined) throw new Error("no variant");
  for (let letter = 0; letter < 3; letter++) out.add(compiled, referenceLetter(letter));
  out.finish();
  stream = new Uint8Array(readFileSync(path));
  const opened = fullFonts(programFonts());
  if (opened.kind === "fault") throw new Error(opened.fault.code);
  full = opened.value;
});

/** What is found after all pages were read. */
async function faultsIn(name: string, bytes: Uint8Array, fonts = full): Promise<readonly GlyphFault[]> {
  const reader = await reading(saved(folder, name, bytes));
  let blank = 0;
  for (const page of reader.pages()) {
    if (page.kind === "fault") throw new Error(page.fault.code);
    const text = reader.pageText(page.value);
    if (text.kind === "fault") throw new Error(text.fault.code);
    blank += text.value.blankGlyphs;
  }
  const faults = reader.glyphFaults(fonts);
  reader.close();
  if (faults.kind === "fault") throw new Error(faults.fault.code);
  blankGlyphs = blank;
  return faults.value;
}
let blankGlyphs = 0;

const serif = face("serif");
/** The character id of a letter in our files. */
const cidOf = (text: string) => {
  const found = [...serif.codes.common.values()].find((each) => each.text === text);
  if (found === undefined) throw new Error(`no code for ${text}`);
  return found.glyph;
};

test("a sound stream has no glyph that says one thing and shows another", async () => {
  expect(await faultsIn("sound.pdf", stream)).toEqual([]);
  const again = await withFonts(stream, () => {});
  expect(await faultsIn("again.pdf", again)).toEqual([]);
});

test("every full font knows how to show what its codes say, and shows it as it is", () => {
  for (const name of faceNames) {
    const { codes, font } = face(name);
    const [whole] = full.get(font.postscriptName ?? "") ?? [];
    if (whole === undefined || whole === "otherOutlines") throw new Error(`${name} is not there`);
    for (const { glyph, text } of codes.meanings.values())
      expect([...whole.glyphsFor(text)]).toContain(glyph);
  }
});

// Accented letters are made of the plain one and an accent.
const eWithAccents = "U+00E8 U+00E9 U+00EA U+00EB".split(" ");

type Spoil = (font: EmbeddedFont) => void;
type Case = [
  label: string,
  spoil: Spoil,
  what: GlyphFault["what"],
  character: string,
  lamed: readonly string[],
];

const spoils: readonly Case[] = [
  [
    "the e has an outline of no contours",
    ({ program, outline, glyphOf }) => program.writeInt16BE(0, outline(glyphOf(cidOf("e"))).from),
    "blank",
    "U+0065",
    eWithAccents,
  ],
  [
    "the e has an outline of no size",
    ({ program, outline, glyphOf }) => {
      // All points in one place: flags that repeat the coordinate, again and again.
      const { from, to } = outline(glyphOf(cidOf("e")));
      const contours = program.readInt16BE(from);
      const start = from + 10 + 2 * contours;
      const flags = start + 2 + program.readUInt16BE(start);
      program.fill(0x31, flags, to);
    },
    "blank",
    "U+0065",
    eWithAccents,
  ],
  ["the e is the glyph of no character", ({ setGlyph }) => setGlyph(cidOf("e"), 0), "other", "U+0065", []],
  [
    "the e shows an o",
    ({ setGlyph, glyphOf }) => setGlyph(cidOf("e"), glyphOf(cidOf("o"))),
    "other",
    "U+0065",
    [],
  ],
  [
    "the capital I shows a small l",
    ({ setGlyph, glyphOf }) => setGlyph(cidOf("I"), glyphOf(cidOf("l"))),
    "other",
    "U+0049",
    [],
  ],
  [
    "a ligature shows another",
    ({ setGlyph, glyphOf }) => setGlyph(cidOf("fi"), glyphOf(cidOf("fl"))),
    "other",
    "U+0066 U+0069",
    [],
  ],
  ["the e has the width of an m", ({ setWidth }) => setWidth(cidOf("e"), 860), "width", "U+0065", []],
];

describe("a font that was spoiled is caught, and it alone", () => {
  test.each<Case>([...spoils])("%s", async (label, spoil, what, character, lamed) => {
    const name = serif.font.postscriptName ?? "";
    const pdf = await withFonts(stream, (font) => {
      if (font.name === name) spoil(font);
    });
    expect(await faultsIn(`${label}.pdf`, pdf)).toEqual([
      { font: name, character, what },
      ...lamed.map((each) => ({ font: name, character: each, what: "other" })),
    ]);
  });

  test("glyphs made of glyphs made of glyphs, a thousand times over, are no font's", async () => {
    const letters = ["e", "a", "o", "n", "s", "t"].map(cidOf);
    const pdf = await withFonts(stream, ({ name, program, outline, glyphOf }) => {
      if (name !== serif.font.postscriptName) return;
      for (const [level, letter] of letters.slice(0, -1).entries()) {
        const { from, to } = outline(glyphOf(letter));
        program.writeInt16BE(-1, from);
        const parts = Math.floor((to - from - 10) / 6);
        for (let part = 0; part < parts; part++) {
          // Offsets in bytes, and another part follows.
          program.writeUInt16BE(part + 1 < parts ? 0x22 : 0x02, from + 10 + 6 * part);
          program.writeUInt16BE(glyphOf(letters[level + 1] as number), from + 12 + 6 * part);
          program.writeUInt16BE(0, from + 14 + 6 * part);
        }
      }
    });
    await expect(faultsIn("endless.pdf", pdf)).rejects.toThrow("readback/font-damaged");
  });

  test("what has an outline without ink is not seen by its length alone", async () => {
    const pdf = await withFonts(stream, ({ program, outline, glyphOf }) =>
      program.writeInt16BE(0, outline(glyphOf(cidOf("e"))).from),
    );
    expect(await faultsIn("lengths.pdf", pdf)).not.toEqual([]);
    expect(blankGlyphs).toBe(0);
  });

  // Another renderer sees it too: the check here stands for what a page would look like.
  test.skipIf(!hasTool("pdftoppm"))("on paper the letter is gone while the text is still there", async () => {
    const spoiled = await withFonts(stream, ({ program, outline, glyphOf, name }) => {
      if (name === serif.font.postscriptName) program.writeInt16BE(0, outline(glyphOf(cidOf("e"))).from);
    });
    const page = (name: string, bytes: Uint8Array) => drawnPage(saved(folder, name, bytes), 1, 60);
    const sound = page("sound-page.pdf", stream);
    expect(differingBlocks(sound, page("same-page.pdf", await withFonts(stream, () => {})))).toBe(0);
    expect(differingBlocks(sound, page("spoiled-page.pdf", spoiled))).toBeGreaterThan(50);
  });

  test("a font that is none of those given", async () => {
    const faults = await faultsIn("stranger.pdf", stream, new Map([...full].slice(1)));
    expect(faults).toContainEqual({ font: serif.font.postscriptName, character: "", what: "font" });
  });
});

describe("fonts of a client", () => {
  const given = (file: string, bytes: Uint8Array) => ({ file, bytes });
  const [regular, bold] = [given("Regular.ttf", liberation.regular()), given("Bold.ttf", liberation.bold())];
  const own = {
    text: { regular, bold, italic: given("Italic.ttf", liberation.italic()) },
    headings: { regular, bold },
    fallback: [given("Han.ttf", hanFont())],
  };
  const files = [...programFonts(), regular.bytes, bold.bytes, liberation.italic(), hanFont(), inconsolata()];

  async function madeOf(fonts: NonNullable<Stationery["fonts"]>, name: string) {
    const letter = letterOf("HVC-1", { recipientName: name });
    return (await printed(usualNotice(), [letter], { ...stationery, fonts })).bytes;
  }

  test("of 2,048 units to the em, rounded to thousandths, look as they should; so does another font of that name", async () => {
    const opened = fullFonts(files);
    if (opened.kind === "fault") throw new Error(opened.fault.code);
    const pdf = await madeOf(own, "王小明");
    expect(await faultsIn("client.pdf", pdf, opened.value)).toEqual([]);
    const strangers = (await faultsIn("client-2.pdf", pdf)).map(({ font, what }) => `${font} ${what}`);
    expect(strangers).toContain("LiberationSans font");
  });

  test("with PostScript outlines are passed over, and only if they are given", async () => {
    const mono = given("Mono.otf", inconsolata());
    const pdf = await madeOf({ text: { regular: mono, bold: mono } }, "Maria Lopez");
    const opened = fullFonts(files);
    if (opened.kind === "fault") throw new Error(opened.fault.code);
    expect(await faultsIn("mono.pdf", pdf, opened.value)).toEqual([]);
    expect((await faultsIn("mono-2.pdf", pdf)).map(({ what }) => what)).toEqual(["font"]);
  });
});
