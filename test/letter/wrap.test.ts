import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileLetter, measureLetter } from "../../src/letter/index.ts";
import type { Fields } from "../../src/notice/index.ts";
import { canPrint } from "../../src/pdf/index.ts";
import { occurrences, squeezed } from "../pdf/fixture/read-pages.ts";
import { letterOf, stationery } from "./fixture/letters.ts";
import { list, noticeOf, p, table } from "./fixture/notice.ts";
import { bodyLines, printed } from "./fixture/print.ts";

const filler = (words: number) => Array.from({ length: words }, (_, n) => `word${n}`).join(" ");

/** The body's lines of a letter with one paragraph. */
async function lines(text: string, fields: Fields): Promise<readonly string[]> {
  const { pages, placements } = await printed(
    [p(text)],
    [letterOf("HVC-1", fields as Record<string, string>)],
  );
  expect(placements[0]?.problems).toEqual([]);
  return bodyLines(pages[0]).slice(1);
}

describe("a field in a paragraph", () => {
  test.each([
    ["at the start", "{recipientName}, hello.", { recipientName: "Ann Bo" }, ["Ann Bo, hello."]],
    ["at the end, its full stop with it", "Your code is {code}.", { code: "AB-12" }, ["Your code is AB-12."]],
    ["in parentheses", "Name ({recipientName}) here", { recipientName: "Ann Bo" }, ["Name (Ann Bo) here"]],
    ["alone", "{recipientName}", { recipientName: "Ann Bo" }, ["Ann Bo"]],
    ["twice in one word", "{code}/{code}", { code: "X1" }, ["X1/X1"]],
    ["bold, with a full stop that is not", "Code **{code}**.", { code: "X1" }, ["Code X1."]],
    [
      "empty elements leave no gap",
      "Held {dataElements} and more.",
      { dataElements: "" },
      ["Held and more."],
    ],
    [
      "blanks around and in it are one",
      "A {recipientName} b",
      { recipientName: "  Ann   Bo " },
      ["A Ann Bo b"],
    ],
    [
      "what looks like markup is text",
      "A {recipientName} b",
      { recipientName: "{{x}} <b> ) Tj (" },
      ["A {{x}} <b> ) Tj ( b"],
    ],
    ["a backslash at its end", "A {recipientName} b", { recipientName: "Bo\\" }, ["A Bo\\ b"]],
  ])("%s", async (_, text, fields, wanted) => {
    expect(await lines(text, fields)).toEqual(wanted);
  });

  test("a paragraph that is nothing but an empty field takes no room", async () => {
    const { pages } = await printed(
      [p("one"), p("{dataElements}"), p("two")],
      [letterOf("HVC-1", { dataElements: "" })],
    );
    const [date, one, two] = (pages[0]?.runs ?? []).filter(
      ({ baseline }) => baseline > 230 && baseline < 700,
    );
    expect([one?.text, two?.text]).toEqual(["one", "two"]);
    expect(date?.text).toBe("February 10, 2026");
    // A line and the space after a paragraph, and no more.
    expect((two?.baseline ?? 0) - (one?.baseline ?? 0)).toBeCloseTo(20.8, 1);
  });

  test("a code is never divided at its hyphens, the whole of it goes to the next line", async () => {
    for (let before = 6; before < 16; before++) {
      const found = await lines(`${filler(before)} {code}, then more.`, { code: "AAAA-BBBB-CCCC-DDDD" });
      expect(found.filter((line) => line.includes("AAAA-BBBB-CCCC-DDDD,"))).toHaveLength(1);
    }
  });

  test("a name wider than the line is cut, and nothing of it is lost", async () => {
    const name = "Wolfeschlegelsteinhausenbergerdorff".repeat(4);
    const found = await lines("Dear {recipientName}: hello", { recipientName: name });
    expect(found.length).toBeGreaterThan(2);
    expect(found.join("").replace(/ /g, "")).toBe(`Dear${name}:hello`);
  });

  test("lines are the same as if the value had been in the text from the start", async () => {
    for (const name of ["Al", "Maria Lopez", "Hubert Blaine Wolfe the Third of Springfield and Riverton", ""])
      for (const before of [0, 3, 11, 25]) {
        const text = (value: string) => `${filler(before)} ${value} ${filler(40)} ${value}, ${filler(30)}`;
        const slotted = await lines(text("{dataElements}"), { dataElements: name });
        const { pages } = await printed([
          p(`${text(name)} `.replace(/ +/g, " ").replace(/ ,/g, name === "" ? " ," : ",")),
        ]);
        const fixed = bodyLines(pages[0]).slice(1);
        // A static paragraph may avoid a short last line; all lines before the last two agree.
        expect(squeezed(slotted.join(" "))).toBe(squeezed(fixed.join(" ")));
        expect(slotted.length).toBe(fixed.length);
      }
  });

  test("in a list and in a table", async () => {
    const { pages } = await printed([
      list(true, "first {code}", "second"),
      table(["Who", "What"], ["{recipientName}", "text"], ["other", "{code}"]),
    ]);
    const text = squeezed(bodyLines(pages[0]).join(" "));
    expect(text).toBe(
      "February 10, 2026 1. first HVC7-Q2RT-9XKM 2. second Who What Maria Lopez text other HVC7-Q2RT-9XKM",
    );
  });
});

describe("static text", () => {
  test("a word keeps its hyphen: no line ends in one", async () => {
    const { pages } = await printed([p(Array(120).fill("toll-free sign-in").join(" "))]);
    for (const line of bodyLines(pages[0])) expect(line).not.toMatch(/-$/);
  });

  test("a link whose text is not its address is followed by the address", async () => {
    const { pages } = await printed([
      p(
        "See [our page](https://www.example.org/help/) or [example.org/x](https://example.org/x) or [call](tel:18005550100).",
      ),
    ]);
    expect(bodyLines(pages[0])[1]).toBe("See our page (www.example.org/help) or example.org/x or call.");
  });

  test.each([
    ["a short web address stays whole", "www.example.org/notice/help", 1],
    ["a long one may break at a slash", `www.example.org/${"part/".repeat(12)}end`, 2],
  ])("%s", async (_, address, most) => {
    const seen = new Set<number>();
    for (let before = 4; before < 16; before++) {
      const { pages } = await printed([p(`${filler(before)} ${address} then more`)]);
      const lines = bodyLines(pages[0]).slice(1);
      expect(lines.join("").replace(/ /g, "")).toContain(address);
      seen.add(lines.filter((line) => line.includes(address)).length === 1 ? 1 : 2);
    }
    expect(Math.max(...seen)).toBe(most);
  });

  test("the date is printed once, whether or not the template sets it", async () => {
    for (const blocks of [[p("Dear")], [p("February 10, 2026"), p("Dear")]]) {
      const { pages } = await printed(blocks);
      expect(bodyLines(pages[0])).toEqual(["February 10, 2026", "Dear"]);
    }
  });

  test("a forced break ends the line", async () => {
    const { pages } = await printed([p("Jordan Avery / Privacy Officer / {recipientName} / end")]);
    expect(bodyLines(pages[0]).slice(1)).toEqual(["Jordan Avery", "Privacy Officer", "Maria Lopez", "end"]);
  });

  test("no line is wider than the text", async () => {
    const { pages } = await printed([p(filler(300)), list(false, filler(80))]);
    for (const { runs } of pages) for (const run of runs) expect(run.x + run.width).toBeLessThan(540 + 4);
  });
});

describe("a field's value", () => {
  test.each(["recipientName", "code", "enrolBy"] as const)("%s must not be empty", (field) => {
    const { value } = compileLetter(noticeOf([p(`A {${field}} b`)]), stationery);
    const { problems } = measureLetter(value, letterOf("HVC-1", { [field]: " " }));
    expect(problems.map(({ code, facts }) => [code, facts])).toEqual([["letter/field-missing", { field }]]);
  });

  test("a field that the text does not use is not asked for", () => {
    const { value } = compileLetter(noticeOf([p("A {code} b")]), stationery);
    expect(measureLetter(value, { ...letterOf("HVC-1"), fields: { code: "X" } }).problems).toEqual([]);
  });

  test("the piece id fills its own slot", async () => {
    const { pages } = await printed([p("Reference: {pieceId}")], [letterOf("HVC-77")]);
    expect(bodyLines(pages[0])[1]).toBe("Reference: HVC-77");
  });

  test("whatever can be printed is printed, each word once and in order", async () => {
    const text =
      "Start {recipientName}, middle words that fill the line and more of them {dataElements}. End {recipientName}";
    const { value } = compileLetter(noticeOf([p(text), p("{dataElements}"), p("last")]), stationery);
    const value1 = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
      .map((s) => s.normalize("NFC"))
      .map((s) => [...s].filter((c) => canPrint(c).length === 0 && c !== "\u00a0").join(""))
      .filter((s) => s.trim() !== "");
    await fc.assert(
      fc.asyncProperty(value1, value1, async (recipientName, dataElements) => {
        expect(measureLetter(value, letterOf("HVC-1", { recipientName, dataElements })).problems).toEqual([]);
        const { pages } = await printed(
          [p(text), p("{dataElements}"), p("last")],
          [letterOf("HVC-1", { recipientName, dataElements })],
        );
        const [name, list1] = [squeezed(recipientName), squeezed(dataElements)];
        const filled = `Start ${name}, middle words that fill the line and more of them ${list1}. End ${name}`;
        // A word may be cut if it is wider than a line, so blanks are left out of the comparison.
        const found = bodyLines(pages[0]).slice(1).join("").replace(/ /g, "").normalize("NFC");
        expect(found).toBe(`${filled}${list1}last`.replace(/ /g, "").normalize("NFC"));
      }),
      { numRuns: 60 },
    );
  });
});

test("names, addresses, codes: each where it belongs, once, in reading order", async () => {
  const letters = [
    letterOf("HVC-1"),
    letterOf("HVC-2", { recipientName: "Łukasz Żółć", code: "ZZZ9-1111-2222" }),
  ];
  const { pages } = await printed(
    [p("Dear {recipientName}:"), p(filler(60)), p("Code {code} for {recipientName}."), p(filler(20))],
    letters,
  );
  letters.forEach((letter, index) => {
    const text = squeezed(pages[index * 2]?.text ?? "");
    const { recipientName, code } = letter.fields;
    for (const line of letter.addressLines) expect(occurrences(text, line)).toBe(1);
    expect(occurrences(text, code ?? "?")).toBe(1);
    expect(occurrences(text, recipientName ?? "?")).toBe(2);
    const order = [
      "Springfield, IL",
      ...letter.addressLines,
      "February",
      "Dear",
      "word59",
      code ?? "",
      letter.pieceId,
    ];
    const places = order.map((part) => text.indexOf(part));
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(places).not.toContain(-1);
  });
});
