import { expect, test } from "vitest";
import { canPrint } from "../../src/pdf/index.ts";

test.each([
  ["plain", "Maria Lopez"],
  ["Spanish", "Núñez Íñigo Güell"],
  ["Polish", "Łukasz Żółć"],
  ["Czech", "Jiří Dvořák"],
  ["Vietnamese, precomposed", "Nguyễn Thị Ánh Tuyết"],
  ["Vietnamese, decomposed, is composed first", "Nguye\u0302\u0303n"],
  ["Turkish capital I with dot", "İstanbul"],
  ["a no-break space", "P.O.\u00a0Box"],
  ["quotes and dashes", "O’Neil – “Bob” — it’s"],
  ["nothing", ""],
])("prints %s", (_, text) => {
  expect(canPrint(text)).toEqual([]);
});

test.each([
  ["Chinese", "王Li", ["王"]],
  ["an emoji, once", "a😀b😀", ["😀"]],
  ["a letter that only the sans has (I with breve)", "Ĭ", ["Ĭ"]],
  ["a right-to-left mark", "a\u200fb", ["\u200f"]],
  ["a soft hyphen", "a\u00adb", ["\u00ad"]],
  ["a tab, a line feed and a NUL", "a\tb\nc\0", ["\t", "\n", "\0"]],
  ["a zero-width joiner", "a\u200db", ["\u200d"]],
  ["a mark that no letter composes with", "q\u0303", ["\u0303"]],
  ["Hebrew", "שלום", ["ש", "ל", "ו", "ם"]],
])("names what it cannot print: %s", (_, text, missing) => {
  expect(canPrint(text)).toEqual(missing);
});
