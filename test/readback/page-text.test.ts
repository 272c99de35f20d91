import { describe, expect, test } from "vitest";
import { coded, onePage, packed, temporaryFolder } from "./fixture/hand-made-pdf.ts";
import { readOne } from "./fixture/reading.ts";

const folder = temporaryFolder();
const AB = coded("AB");

/** Text, x, y, width and size of each run; the fixture's glyphs are half an em wide. */
async function placed(
  content: string,
): Promise<readonly (readonly [string, number, number, number, number])[]> {
  const { runs } = await readOne(folder, onePage(content));
  const round = (value: number) => Math.round(value * 1_000) / 1_000;
  return runs.map((run) => [run.text, round(run.x), round(run.y), round(run.width), round(run.size)]);
}

describe("where text stands", () => {
  test.each([
    ["Td", `BT /F 10 Tf 72 700 Td ${AB} Tj ET`, [["AB", 72, 700, 10, 10]]],
    [
      "Td adds to the start of the line, not to its end",
      `BT /F 10 Tf 72 700 Td ${AB} Tj 5 -12 Td ${AB} Tj ET`,
      [
        ["AB", 72, 700, 10, 10],
        ["AB", 77, 688, 10, 10],
      ],
    ],
    [
      "TD sets the leading for T*",
      `BT /F 10 Tf 72 700 Td 0 -14 TD ${AB} Tj T* ${AB} Tj ET`,
      [
        ["AB", 72, 686, 10, 10],
        ["AB", 72, 672, 10, 10],
      ],
    ],
    ["TL and '", `BT /F 10 Tf 13 TL 72 700 Td ${AB} ' ET`, [["AB", 72, 687, 10, 10]]],
    [
      '" sets word and character space',
      `BT /F 10 Tf 13 TL 72 700 Td 0 2 ${AB} " ET`,
      [["AB", 72, 687, 14, 10]],
    ],
    ["Tm replaces", `BT /F 10 Tf 9 9 Td 1 0 0 1 72 700 Tm ${AB} Tj ET`, [["AB", 72, 700, 10, 10]]],
    ["Tm scales", `BT /F 1 Tf 12 0 0 12 72 700 Tm ${AB} Tj ET`, [["AB", 72, 700, 12, 12]]],
    ["cm moves and scales", `q 2 0 0 2 10 20 cm BT /F 10 Tf 5 5 Td ${AB} Tj ET Q`, [["AB", 20, 30, 20, 20]]],
    [
      "cm before cm works outward",
      `q 1 0 0 1 10 0 cm 2 0 0 2 0 0 cm BT /F 10 Tf 5 5 Td ${AB} Tj ET Q`,
      [["AB", 20, 10, 20, 20]],
    ],
    [
      "Q brings font and size back",
      `BT /F 10 Tf ET q BT /F 20 Tf ET Q BT 1 1 Td ${AB} Tj ET`,
      [["AB", 1, 1, 10, 10]],
    ],
    ["Tc is added after each glyph", `BT /F 10 Tf 3 Tc 0 0 Td ${AB} Tj ET`, [["AB", 0, 0, 16, 10]]],
    [
      "Tw does not reach two-byte spaces",
      `BT /F 10 Tf 3 Tw 0 0 Td ${coded("A B")} Tj ET`,
      [["A B", 0, 0, 15, 10]],
    ],
    ["Tz", `BT /F 10 Tf 50 Tz 0 0 Td ${AB} Tj ET`, [["AB", 0, 0, 5, 10]]],
    ["Ts lifts", `BT /F 10 Tf 4 Ts 0 0 Td ${AB} Tj ET`, [["AB", 0, 4, 10, 10]]],
    ["kerning keeps a run together", `BT /F 10 Tf 0 0 Td [${AB} 100 ${AB}] TJ ET`, [["ABAB", 0, 0, 19, 10]]],
    [
      "a movement as wide as a space parts it",
      `BT /F 10 Tf 0 0 Td [${AB} -250 ${AB}] TJ ET`,
      [
        ["AB", 0, 0, 10, 10],
        ["AB", 12.5, 0, 10, 10],
      ],
    ],
    ["a movement before the first string", `BT /F 10 Tf 0 0 Td [-1000 ${AB}] TJ ET`, [["AB", 10, 0, 10, 10]]],
    [
      "text goes on where the last string ended",
      `BT /F 10 Tf 0 0 Td ${AB} Tj ${AB} Tj ET`,
      [
        ["AB", 0, 0, 10, 10],
        ["AB", 10, 0, 10, 10],
      ],
    ],
    [
      "an inline image is passed over",
      `BI /W 1 /H 1 /BPC 8 ID (EI BT ET \nEI BT /F 10 Tf 0 0 Td ${AB} Tj ET`,
      [["AB", 0, 0, 10, 10]],
    ],
    [
      "comments and marked content say nothing",
      `/P <</MCID 0>> BDC % (no) Tj\nBT /F 10 Tf 0 0 Td ${AB} Tj ET EMC`,
      [["AB", 0, 0, 10, 10]],
    ],
    [
      "numbers without a leading or trailing digit",
      `BT /F 10. Tf -.5 +.25 Td ${AB} Tj ET`,
      [["AB", -0.5, 0.25, 10, 10]],
    ],
  ] as const)("%s", async (_, content, expected) => {
    expect(await placed(content)).toEqual(expected);
  });

  test("turned text has its angle and reaches where it goes", async () => {
    const { runs } = await readOne(folder, onePage(`BT /F 10 Tf 0 1 -1 0 100 200 Tm ${AB} Tj ET`));
    expect(runs).toMatchObject([{ text: "AB", x: 100, y: 200, width: 10, size: 10, angle: 90 }]);
  });

  test.each([
    [0, true],
    [2, true],
    [3, false],
    [7, false],
  ])("text of rendering mode %i is visible: %s", async (mode, visible) => {
    const { runs } = await readOne(folder, onePage(`BT /F 10 Tf ${mode} Tr ${AB} Tj ET`));
    expect(runs).toMatchObject([{ text: "AB", visible }]);
  });

  test("ascent and descent are the descriptor's, at the printed size; the name is without its tag", async () => {
    const { runs } = await readOne(folder, onePage(`BT /F 10 Tf ${AB} Tj ET`));
    expect(runs).toMatchObject([{ ascent: 8, descent: -2, fontName: "Plain", blankGlyphs: 0 }]);
  });
});

describe("strings", () => {
  // The font's codes are two bytes: \000 before each letter.
  test.each([
    ["octal escapes", "(\\000\\101\\0\\102)", "AB"],
    ["nested parentheses", "(\0(\0A\0))", "(A)"],
    ["escaped parentheses and backslash", "(\0\\(\0\\)\0\\\\)", "()\\"],
    ["a line end after a backslash is nothing", "(\0A\\\n\0B\\\r\n\0C)", "ABC"],
    ["hexadecimal with spaces", "<00 41\n0042>", "AB"],
    ["an odd digit at the end counts as if a zero followed", "<0041003>", "A0"],
    ["small hexadecimal letters", "<004a>", "J"],
  ])("%s", async (_, string, expected) => {
    const { runs } = await readOne(folder, onePage(`BT /F 10 Tf ${string} Tj ET`));
    expect(runs.map((run) => run.text).join("")).toBe(expected);
  });

  test("names with #xx are the names they stand for", async () => {
    const page = onePage("BT /A#20B#2FC 10 Tf <0041> Tj ET", [], "/Font<</A#20B#2fC 5 0 R>>");
    expect((await readOne(folder, page)).runs).toMatchObject([{ text: "A" }]);
  });

  test("a glyph that has no letter is U+FFFD, never left out", async () => {
    const { runs } = await readOne(folder, onePage("BT /F 10 Tf <004101F40042> Tj ET"));
    expect(runs[0]?.text).toBe("A\uFFFDB");
  });
});

describe("content in parts", () => {
  test("streams of a page are one: state, and even a text object, go on", async () => {
    const parts = [{ data: "BT /F 10 Tf 72 700 Td" }, packed(`${AB} Tj`), { data: "ET" }];
    expect((await readOne(folder, onePage(parts))).runs).toMatchObject([{ text: "AB", x: 72, y: 700 }]);
  });

  test("a form is drawn where it is placed, in its own resources, as often as it is placed", async () => {
    const form = packed(
      `BT /G 10 Tf 5 5 Td ${AB} Tj ET`,
      "/Subtype/Form/Matrix[1 0 0 1 100 0]/Resources<</Font<</G 5 0 R>>>>",
    );
    const twice = "/X Do q 1 0 0 1 0 300 cm /X Do /X Do Q";
    const { runs } = await readOne(folder, onePage(twice, [form], "/XObject<</X 10 0 R>>"));
    expect(runs.map(({ text, x, y }) => [text, x, y])).toEqual([
      ["AB", 105, 5],
      ["AB", 105, 305],
      ["AB", 105, 305],
    ]);
  });

  test("a form without resources uses the page's, and leaves the page's state alone", async () => {
    const form = packed("BT /F 30 Tf ET 5 0 0 5 0 0 cm", "/Subtype/Form");
    const content = `BT /F 10 Tf ET /X Do /X Do /X Do BT ${AB} Tj ET`;
    const { runs } = await readOne(folder, onePage(content, [form], "/XObject<</X 10 0 R>>"));
    expect(runs).toMatchObject([{ text: "AB", size: 10, x: 0 }]);
  });

  test("a page without content is blank", async () => {
    expect(await readOne(folder, onePage([]))).toMatchObject({ runs: [], marks: [] });
  });
});

describe("what is painted besides text", () => {
  test.each([
    [
      "a filled rectangle",
      "10 20 30 40 re f",
      { kind: "path", box: { left: 10, bottom: 20, right: 40, top: 60 } },
    ],
    [
      "a rectangle of negative height",
      "10 20 30 -5 re B",
      { kind: "path", box: { left: 10, bottom: 15, right: 40, top: 20 } },
    ],
    [
      "a rule",
      "72 100 m 540 100 l S",
      { kind: "path", box: { left: 72, bottom: 100, right: 540, top: 100 } },
    ],
    [
      "a curve, by its control points",
      "0 0 m 1 9 2 -9 3 0 c s",
      { kind: "path", box: { left: 0, bottom: -9, right: 3, top: 9 } },
    ],
    [
      "an image",
      "q 50 0 0 20 72 700 cm /I Do Q",
      { kind: "image", box: { left: 72, bottom: 700, right: 122, top: 720 } },
    ],
    [
      "an inline image",
      "q 5 0 0 2 7 9 cm BI /W 1 ID x EI Q",
      { kind: "image", box: { left: 7, bottom: 9, right: 12, top: 11 } },
    ],
  ])("%s", async (_, content, mark) => {
    const image = { dict: "/Subtype/Image/Filter/DCTDecode", data: "jpeg" };
    expect((await readOne(folder, onePage(content, [image], "/XObject<</I 10 0 R>>"))).marks).toEqual([mark]);
  });

  test("a path that only clips is not painted", async () => {
    expect((await readOne(folder, onePage("0 0 9 9 re W n 1 1 m 2 2 l S"))).marks).toEqual([
      { kind: "path", box: { left: 1, bottom: 1, right: 2, top: 2 } },
    ]);
  });
});
