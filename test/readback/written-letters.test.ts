import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writtenLetters } from "../../src/readback/index.ts";

describe("the letters of a text", () => {
  test.each([
    ["spaces and line ends", "Dear Ms. Lo\n\tpez,\r\n", "DearMs.Lopez,"],
    ["the soft hyphen and the space that does not break", "noti\u00adfi\u00a0cation", "notification"],
    ["quotation marks and dashes stay", "“it’s” – here — • …", "“it’s”–here—•…"],
    ["letters with accents stay", "Núñez Łukasz", "NúñezŁukasz"],
    ["accents are put on their letters", "cafe\u0301", "café"],
    ["a letter that has another form in NFC", "\u212b\u2000x", "Åx"],
    ["nothing at all", " \n", ""],
  ])("%s", (_, text, expected) => {
    expect(writtenLetters(text)).toBe(expected);
  });

  test("are those of NFC without white space and soft hyphens, whatever the text", () => {
    const interesting = fc.oneof(
      fc.integer({ min: 0, max: 0x36f }),
      fc.integer({ min: 0x1ff0, max: 0x2070 }),
      fc.integer({ min: 0x20, max: 0xfffd }),
    );
    const text = fc
      .array(interesting, { maxLength: 24 })
      .map((codes) => codes.map((code) => String.fromCharCode(code)).join(""));
    fc.assert(
      fc.property(text, (each) => {
        expect(writtenLetters(each)).toBe(each.normalize("NFC").replace(/[\s\u00ad]+/gu, ""));
      }),
      { numRuns: 2_000 },
    );
  });

  test("are right for every character by itself", () => {
    const wrong: number[] = [];
    for (let code = 0; code < 0x10000; code++) {
      const text = `a${String.fromCharCode(code)}`;
      if (writtenLetters(text) !== text.normalize("NFC").replace(/[\s\u00ad]+/gu, "")) wrong.push(code);
    }
    expect(wrong).toEqual([]);
  });
});
