import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  canPrint,
  type Face,
  face,
  missingFrom,
  openFace,
  PdfFile,
  shapeWord,
  wordBytes,
} from "../../src/pdf/index.ts";
import { lines, openPrintStream, readLetters } from "../../src/readback/index.ts";
import { hanFont, inconsolata, liberation, renamedTable, withNoise, withRights } from "./fixture/fonts.ts";
import { hasTool } from "./fixture/outside-tool.ts";
import { readPages } from "./fixture/read-pages.ts";

const folder = mkdtempSync(join(tmpdir(), "open-face-"));
afterAll(() => rmSync(folder, { recursive: true }));

function opened(bytes: Uint8Array): Face {
  const result = openFace(bytes);
  if (result.kind === "fault") throw new Error(result.fault);
  return result.face;
}

describe("a font that is not ours", () => {
  test.each<[string, Uint8Array, string]>([
    ["text", new TextEncoder().encode("no font at all, but some words"), "notAFont"],
    ["nothing", new Uint8Array(0), "notAFont"],
    ["a collection", Uint8Array.from([0x74, 0x74, 0x63, 0x66, 0, 1, 0, 0, 0, 0, 0, 1]), "collection"],
    ["a web font", new TextEncoder().encode("wOF2 and what follows"), "webFont"],
    ["half a font", liberation.regular().subarray(0, 60_000), "broken"],
    ["outlines that are noise", withNoise(liberation.regular(), "loca"), "broken"],
    ["a character map that is noise", withNoise(liberation.regular(), "cmap"), "broken"],
    ["no outlines", renamedTable(liberation.regular(), "glyf", "CBDT"), "noOutlines"],
    ["a variable font", renamedTable(liberation.regular(), "FFTM", "fvar"), "variable"],
    ["no word of its rights", renamedTable(liberation.regular(), "OS/2", "OS/x"), "rightsUnknown"],
    ["restricted", withRights(liberation.regular(), 0x0002), "restricted"],
    ["bitmaps only", withRights(liberation.regular(), 0x0204), "bitmapOnly"],
    ["no subsetting", withRights(liberation.regular(), 0x0104), "noSubsetting"],
  ])("is refused: %s", (_, bytes, fault) => {
    expect(openFace(bytes)).toEqual({ kind: "fault", fault });
  });

  test.each<[string, number]>([
    ["installable", 0],
    ["preview and print", 0x0004],
    ["editable", 0x0008],
    ["restricted and editable, as old fonts say: the freer holds", 0x000a],
  ])("is taken: %s", (_, rights) => {
    expect(openFace(withRights(liberation.regular(), rights)).kind).toBe("face");
  });

  test("has its lengths in thousandths, whatever its units", () => {
    const regular = opened(liberation.regular());
    // Liberation Sans has the widths of Helvetica: A 667, space 278.
    expect(regular.space).toBe(278);
    expect(shapeWord(regular, "A").width).toBe(667);
    expect(regular.capHeight).toBeGreaterThan(650);
    expect(regular.capHeight).toBeLessThan(750);
  });

  test("is the same face for the same bytes", () => {
    expect(opened(liberation.bold())).toBe(opened(liberation.bold()));
    expect(opened(liberation.bold()).resource).not.toBe(opened(liberation.regular()).resource);
  });
});

const faces: readonly [string, Face, readonly string[]][] = [
  ["TrueType of 2048 units", opened(liberation.regular()), ["Waffles", "(Łódź)", "Ünï\\", "AVATAR"]],
  ["PostScript outlines", opened(inconsolata()), ["Waffles", "(Jordan)", "Ünï\\", "§1798"]],
  ["a font for Han", opened(hanFont()), ["王小明", "北京A12", "Waffles"]],
];

describe.each(faces)("embedded: %s", (name, set, words) => {
  const file = new PdfFile("memory", { title: "A font" });
  const shaped = words.map((word) => shapeWord(set, word));
  file.use(
    set,
    shaped.flatMap(({ rare }) => rare),
  );
  const parts = shaped.flatMap((word, index) => [
    Buffer.from(`BT/${set.resource} 24 Tf 72 ${700 - 40 * index} Td[(`),
    wordBytes(word),
    Buffer.from(")]TJ ET\n"),
  ]);
  const content = Buffer.concat(parts);
  file.page(content, 0, content.length);
  file.finish();
  const path = join(folder, `${name.replaceAll(" ", "-")}.pdf`);
  writeFileSync(path, file.bytes());

  test("has every letter", () => {
    for (const word of words) expect(missingFrom(set, word)).toEqual([]);
  });

  test("is read back by our reader, with ink in every glyph", async () => {
    const stream = await openPrintStream(path);
    if (stream.kind === "fault") throw new Error(stream.fault.code);
    const found: string[] = [];
    for await (const read of readLetters(stream.value, [{ pieceId: "A", firstPage: 1, pages: 1 }])) {
      if (read.kind !== "letter") throw new Error(read.kind);
      for (const page of read.pages) {
        found.push(...lines(page.runs).map(({ text }) => text));
        expect(page.runs.map(({ blankGlyphs }) => blankGlyphs)).toEqual(words.map(() => 0));
      }
    }
    stream.value.close();
    expect(found).toEqual(words);
  });

  test("is found out when a glyph that stands for a letter has no ink", async () => {
    // The same font, whose space claims to be a B: extracted it is there, on paper it is not.
    const common = new Map(set.codes.common);
    common.set(0x20, { glyph: set.codes.common.get(0x20)?.glyph ?? 0, text: "B" });
    const blank: Face = { ...set, hash: `${set.hash} blank`, codes: { ...set.codes, common } };
    const lying = new PdfFile("memory", { title: "No ink" });
    lying.use(blank, []);
    const shown = Buffer.from(`BT/${set.resource} 24 Tf 72 700 Td[( A)]TJ ET\n`);
    lying.page(shown, 0, shown.length);
    lying.finish();
    const where = join(folder, "blank.pdf");
    writeFileSync(where, lying.bytes());
    const stream = await openPrintStream(where);
    if (stream.kind === "fault") throw new Error(stream.fault.code);
    const page = stream.value.page(1);
    if (page.kind === "fault") throw new Error(page.fault.code);
    const text = stream.value.pageText(page.value);
    stream.value.close();
    if (text.kind === "fault") throw new Error(text.fault.code);
    expect(text.value.runs.map((run) => [run.text, run.blankGlyphs])).toEqual([["BA", 1]]);
  });

  test("is read by pdf.js", async () => {
    const pages = await readPages(file.bytes());
    expect(pages[0]?.lines).toEqual(words);
  });

  test.skipIf(!hasTool("pdftoppm"))("is drawn by another program with all its ink", () => {
    // Poppler draws what the font program says, so a wrong glyph table would leave a line empty.
    const drawn = join(folder, `${name.replaceAll(" ", "-")}`);
    const { stderr } = spawnSync("pdftoppm", ["-r", "36", "-gray", path, drawn], { encoding: "utf8" });
    expect(stderr).toBe("");
    const picture = readFileSync(`${drawn}-1.pgm`);
    const pixels = picture.subarray(picture.length - 306 * 396);
    words.forEach((_, index) => {
      const baseline = Math.round((792 - (700 - 40 * index)) / 2);
      const band = pixels.subarray((baseline - 9) * 306, baseline * 306);
      expect(band.filter((value) => value < 128).length).toBeGreaterThan(20);
    });
  });
});

describe("words that other fonts have", () => {
  const han = opened(hanFont([0x627, 0x915, 0x5d0]));
  test.each<[string, string, readonly Face[], readonly string[]]>([
    ["Han without a font for it", "王小明", [], ["王", "小", "明"]],
    ["Han with one", "Wang 王小明", [han], []],
    ["one ideograph that the font lacks", "王水", [han], ["水"]],
    ["a word of which neither font has all", "王ễ", [han], ["王"]],
    ["Arabic, though the font has its letters", "ا", [han], ["ا"]],
    ["Hebrew, though the font has its letters", "א", [han], ["א"]],
    ["Devanagari, though the font has its letters", "क", [han], ["क"]],
  ])("%s", (_, text, others, missing) => {
    expect(canPrint(text, others)).toEqual(missing);
  });

  test("our own fonts stay as they were", () => {
    expect(face("serif").codes.twoByteBase).toBe(0xe000);
  });
});
