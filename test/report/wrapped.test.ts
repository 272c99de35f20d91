import fc from "fast-check";
import { expect, test } from "vitest";
import { type Block, wrapped } from "../../src/report/index.ts";

const texts = (blocks: readonly Block[], width: number) => wrapped(blocks, width).map(({ text }) => text);

test("a paragraph keeps its margin, an item hangs under its text", () => {
  expect(
    texts(
      [
        { kind: "paragraph", text: "one two three four", depth: 1 },
        { kind: "gap" },
        { kind: "item", text: "one two three four", depth: 1 },
      ],
      13,
    ),
  ).toEqual(["  one two", "  three four", "", "  - one two", "    three", "    four"]);
});

test("titles and headings are underlined, as long as they are", () => {
  expect(
    texts(
      [
        { kind: "title", text: "Law" },
        { kind: "heading", text: "Scope of it" },
      ],
      80,
    ),
  ).toEqual(["Law", "═══", "Scope of it", "───────────"]);
});

const words = fc.array(fc.stringMatching(/^[a-zA-Z§.,0-9]{1,12}$/), { minLength: 1, maxLength: 40 });
const kinds = fc.constantFrom("paragraph", "item", "label", "source");

test("no line is wider than asked, and no word is lost, moved or added", () => {
  fc.assert(
    fc.property(
      words,
      kinds,
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 24, max: 120 }),
      (all, kind, depth, width) => {
        const lines = texts([{ kind, text: all.join(" "), depth } as Block], width);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        const said = lines.join(" ").trim().split(/\s+/);
        expect(kind === "item" ? said.slice(1) : said).toEqual(all);
      },
    ),
  );
});

test("a word longer than the line stands alone", () => {
  const address = "https://example.org/a/very/long/address/indeed";
  expect(texts([{ kind: "paragraph", text: `see ${address} now`, depth: 0 }], 20)).toEqual([
    "see",
    address,
    "now",
  ]);
});
