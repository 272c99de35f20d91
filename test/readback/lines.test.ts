import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inside, lines, linesOfGroups, plainText, type TextRun } from "../../src/readback/index.ts";

/** A run set in a font whose glyphs are half the size wide. */
function run(text: string, x: number, y: number, more: Partial<TextRun> = {}): TextRun {
  const size = more.size ?? 10;
  return {
    text,
    x,
    y,
    size,
    width: (text.length * size) / 2,
    ascent: 0.8 * size,
    descent: -0.2 * size,
    angle: 0,
    fontName: "Plain",
    visible: true,
    blankGlyphs: 0,
    ...more,
  };
}
const texts = (...runs: TextRun[]) => lines(runs).map((line) => line.text);

describe("runs become lines", () => {
  test.each([
    [
      "from top to bottom, whatever order they are painted in",
      [run("low", 0, 10), run("high", 0, 90)],
      ["high", "low"],
    ],
    ["from left to right", [run("right", 100, 10), run("left", 0, 10)], ["left", "right"]],
    [
      "touching runs are one word",
      [run("Dear ", 0, 10), run("Ma", 25, 10), run("ria", 35, 10)],
      ["Dear Maria"],
    ],
    ["a gap of a word space is a space", [run("Dear", 0, 10), run("Maria", 22.5, 10)], ["Dear Maria"]],
    ["a gap of a kern is none", [run("Dear", 0, 10), run("Maria", 21.5, 10)], ["DearMaria"]],
    ["a space that is there is not doubled", [run("Dear ", 0, 10), run("Maria", 28, 10)], ["Dear Maria"]],
    ["a gap of two sizes is still one line", [run("Dear", 0, 10), run("Maria", 40, 10)], ["Dear Maria"]],
    [
      "a gap of more than two sizes is two columns",
      [run("Dear", 0, 10), run("Maria", 40.1, 10)],
      ["Dear", "Maria"],
    ],
    ["a raised letter stays in its line", [run("1", 0, 10), run("st", 5, 12, { size: 8 })], ["1st"]],
    [
      "small type close below is a line of its own",
      [run("Dear", 0, 20), run("note", 0, 17, { size: 8 })],
      ["Dear", "note"],
    ],
    ["invisible text is left out", [run("seen", 0, 10), run("unseen", 20, 10, { visible: false })], ["seen"]],
    ["nothing but spaces is no line", [run("   ", 0, 10)], []],
    ["spaces at the ends go", [run("  Dear  ", 0, 10)], ["Dear"]],
    ["accents are composed", [run("cafe\u0301", 0, 10)], ["café"]],
    [
      "turned text is a line for itself",
      [run("DRAFT", 0, 10, { angle: 45 }), run("Dear", 5, 10)],
      ["DRAFT", "Dear"],
    ],
  ] as const)("%s", (_, runs, expected) => {
    expect(texts(...runs)).toEqual(expected);
  });

  test("a line knows where it begins and ends and its largest size", () => {
    expect(lines([run("Dear ", 72, 10), run("Maria", 97, 10, { size: 12 })])).toEqual([
      { text: "Dear Maria", letters: "DearMaria", x: 72, right: 127, y: 10, size: 12 },
    ]);
  });

  test("plain text is the lines below each other", () => {
    expect(plainText(lines([run("b", 0, 0), run("a", 0, 50)]))).toBe("a\nb");
  });

  test("no text is lost or made up, wherever it stands", () => {
    const anyRun = fc.tuple(
      fc.stringMatching(/^[a-z]{1,6}$/),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 20 }),
    );
    fc.assert(
      fc.property(fc.array(anyRun, { maxLength: 30 }), (given) => {
        const found = texts(...given.map(([text, x, y]) => run(text, x * 10, y * 40)));
        const letters = (all: readonly string[]) => [...all.join("").replaceAll(" ", "")].sort().join("");
        expect(letters(found)).toBe(letters(given.map(([text]) => text)));
      }),
    );
  });
});

describe("inside a window", () => {
  const window = { left: 50, bottom: 100, right: 150, top: 120 };
  const shows = inside(window);
  test.each([
    ["in the middle", run("Dear", 60, 105), true],
    ["its descenders reach in from above", run("Dear", 60, 121), true],
    ["it stands clear above", run("Dear", 60, 122), false],
    ["its ascenders reach in from below", run("Dear", 60, 93), true],
    ["it stands clear below", run("Dear", 60, 92), false],
    ["it ends at the left edge", run("Dear", 30, 105), false],
    ["it ends inside", run("Dear", 31, 105), true],
    ["it begins at the right edge", run("Dear", 150, 105), false],
    ["turned upwards it crosses the window", run("D".repeat(40), 100, 0, { angle: 90 }), true],
    ["turned downwards it leaves it", run("D".repeat(40), 100, 95, { angle: -90 }), false],
  ] as const)("%s: %#", (_, each, expected) => {
    expect(shows(each)).toBe(expected);
  });
});

describe("lines of a page made from groups are those of all runs together", () => {
  const anyRun = fc
    .record({
      text: fc.constantFrom("Dear ", "a", "Maria", " ", "cafe\u0301", "12"),
      x: fc.integer({ min: 0, max: 12 }).map((step) => step * 9),
      y: fc.oneof(
        fc.integer({ min: 0, max: 8 }).map((step) => step * 6),
        fc.double({ min: 0, max: 50, noNaN: true }),
      ),
      size: fc.constantFrom(4, 8, 10, 17),
      visible: fc.boolean(),
      angle: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 90),
    })
    .map(({ text, x, y, ...more }) => run(text, x, y, more));

  test("whatever they are and however often a shared group was seen", () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyRun, { maxLength: 6 }), { maxLength: 6 }), fc.nat(), (parts, bits) => {
        const groups = parts.map((runs, index) => ({ runs, shared: ((bits >> index) & 1) === 1 }));
        const whole = lines(parts.flat());
        expect(linesOfGroups(groups)).toEqual(whole);
        expect(linesOfGroups(groups)).toEqual(whole);
      }),
      { numRuns: 2_000 },
    );
  });
});
