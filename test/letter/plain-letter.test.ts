import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileLetter, plainLetter, proofLetter, type Stationery } from "../../src/letter/index.ts";
import type { Block } from "../../src/notice/index.ts";
import { readPages } from "../pdf/fixture/read-pages.ts";
import { letterOf, stationery } from "./fixture/letters.ts";
import { h, list, noticeOf, p, table, usualNotice } from "./fixture/notice.ts";

function plain(blocks: readonly Block[], values = {}, paper: Stationery = stationery): string {
  const { value, problems } = plainLetter(noticeOf(blocks), paper, letterOf("HVC-1", values));
  if (value === undefined) throw new Error(problems.map(({ code }) => code).join(", "));
  return value;
}

/** What stands between the date and the piece id. */
const body = (blocks: readonly Block[], values = {}) =>
  plain(blocks, values)
    .split("February 10, 2026\n\n")[1]
    ?.replace(/\n\nHVC-1\n$/, "") ?? "";

// GOLDEN=1 npx vitest run test/letter/plain-letter.test.ts writes it anew; read the difference.
test("a usual letter is as approved", () => {
  const { value } = plainLetter(usualNotice(), stationery, letterOf("HVC-000003"));
  const file = new URL("../golden/letter/plain-usual.txt", import.meta.url);
  if (process.env.GOLDEN === "1") {
    mkdirSync(new URL(".", file), { recursive: true });
    writeFileSync(file, value ?? "");
  }
  expect(existsSync(file), "plain-usual.txt is missing: run once with GOLDEN=1").toBe(true);
  expect(value).toBe(readFileSync(file, "utf8"));
});

describe("blocks", () => {
  test.each<[string, readonly Block[], string]>([
    [
      "headings have two blank lines before them",
      [p("One."), h(2, "Two"), p("Three.")],
      "One.\n\n\nTwo\n\nThree.",
    ],
    [
      "items of a list are set in behind their mark",
      [
        list(
          true,
          "Freeze your credit at each of the three bureaus; it costs nothing and can be lifted again.",
          "Call.",
        ),
      ],
      "1. Freeze your credit at each of the three bureaus; it costs nothing and\n   can be lifted again.\n2. Call.",
    ],
    ["a forced break begins a line", [p("Jordan Avery / Privacy Officer")], "Jordan Avery\nPrivacy Officer"],
    [
      "a table names its columns in each row",
      [table(["Bureau", "Phone"], ["One", "1-800-555-0101"], ["Two", "1-800-555-0102"])],
      "One\nPhone: 1-800-555-0101\n\nTwo\nPhone: 1-800-555-0102",
    ],
    [
      "an address in a cell stands line by line",
      [table(["Bureau", "Mail"], ["One", "P.O. Box 1 / Fairview, OR 97024"])],
      "One: Mail\nP.O. Box 1\nFairview, OR 97024",
    ],
    [
      "a link is followed by its address, once",
      [p("See [our page](https://www.example.org/help) or [example.org](https://example.org).")],
      "See our page (www.example.org/help) or example.org.",
    ],
    [
      "a signature's room and a page's end leave nothing",
      [p("A."), { kind: "signature" }, { kind: "pageBreak" }, p("B.")],
      "A.\n\nB.",
    ],
  ])("%s", (_, blocks, expected) => {
    expect(body(blocks)).toBe(expected);
  });
});

describe("what is never divided", () => {
  const filler = "x".repeat(64);
  test.each<[string, string]>([
    ["a telephone number with hyphens", "1-800-555-0142"],
    ["one with an area code in parentheses", "(800) 555-0142"],
    ["one in groups of figures", "600 555 014"],
    ["words with a no-break space", "Box\u00a012345"],
    ["a web address longer than a line", `https://example.org/${"a".repeat(80)}`],
  ])("%s", (_, text) => {
    expect(body([p(`${filler} ${text} and on.`)])).toContain(text.replace("\u00a0", " "));
    expect(body([p(`${filler} ${text} and on.`)]).split("\n")[1]).toContain(text.replace("\u00a0", " "));
  });
});

test("no line is wider than 72 columns unless it is one word", () => {
  const word = fc.stringMatching(/^[A-Za-z0-9.,()-]{1,20}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 80 }), (words) => {
      const text = body([p("All: {recipientName}"), list(false, "{dataElements}")], {
        recipientName: words.join(" "),
        dataElements: words.join(" "),
      });
      for (const line of text.split("\n"))
        if (line.length > 72) expect(line.trim().replace(/^- /, "").split(" ")).toHaveLength(1);
      expect(text.replace(/\s+/g, " ")).toBe(`All: ${words.join(" ")} - ${words.join(" ")}`);
    }),
    { numRuns: 60 },
  );
});

test("it has the words of the printed letter, in their order", async () => {
  const blocks = usualNotice().blocks.filter(({ kind }) => kind !== "table");
  const notice = noticeOf(blocks);
  const letter = letterOf("HVC-000003");
  const { value } = proofLetter(compileLetter(notice, stationery).value, letter);
  const pages = await readPages(value ?? new Uint8Array());
  const letters = (text: string) => text.replace(/\s/g, "");
  const printed = pages.map(({ text }) => letters(text).replace(/Page\dof\dHVC-000003$/, "")).join("");
  const plainText = plainLetter(notice, stationery, letter).value ?? "";
  expect(letters(plainText.replace(/^- /gm, "•"))).toBe(`${printed}HVC-000003`);
});

test("a draft says so first, and whoever cannot be written to gets nothing", () => {
  expect(plain([p("A.")], {}, { ...stationery, draft: true }).split("\n")[0]).toBe("DRAFT – not for mailing");
  const { value, problems } = plainLetter(
    noticeOf([p("{code}")]),
    stationery,
    letterOf("HVC-1", { code: "" }),
  );
  expect(value).toBeUndefined();
  expect(problems.map(({ code }) => code)).toEqual(["letter/field-missing"]);
});
