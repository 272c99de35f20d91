import fc from "fast-check";
import { expect, test } from "vitest";
import { addressLineWidth } from "../../src/letter/index.ts";
import { face, shapeWord } from "../../src/pdf/index.ts";

/** As the words stand on paper, with a space between each two. */
function onPaper(line: string): number {
  const words = line.split(" ").filter((word) => word !== "");
  const widths = words.map((word) => shapeWord(face("sans"), word.normalize("NFC")).width);
  return widths.reduce((sum, width) => sum + width, Math.max(0, words.length - 1) * face("sans").space);
}

const letter = fc.constantFrom(..." AVWTJLY.,#/-'&fi015(\\\"éßİŁ".split(""), "e\u0301", "Ǆ");
const line = fc.oneof(
  fc.string({ unit: "grapheme-ascii", maxLength: 40 }),
  fc.array(letter, { maxLength: 30 }).map((letters) => letters.join("")),
);

test("a line is as wide as its words and the spaces between them, whatever was asked before", () => {
  // The largest size of the address block, in points.
  const size = (addressLineWidth("W") * 1_000) / onPaper("W");
  expect(size).toBeGreaterThan(8);
  fc.assert(
    fc.property(line, (text) => {
      // Twice: the first look may be what makes the face remember.
      for (const width of [addressLineWidth(text), addressLineWidth(text)])
        expect(width).toBeCloseTo((onPaper(text) * size) / 1_000, 9);
    }),
    { numRuns: 1_000 },
  );
});
