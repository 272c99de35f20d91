import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileLetter, measureLetter, type Stationery, singleLetter } from "../../src/letter/index.ts";
import type { Block } from "../../src/notice/index.ts";
import { readPages } from "../pdf/fixture/read-pages.ts";
import { letterOf, stationery } from "./fixture/letters.ts";
import { h, noticeOf, p } from "./fixture/notice.ts";
import { bodyLines, printed } from "./fixture/print.ts";

const words = (tag: string, count: number) => Array.from({ length: count }, (_, n) => `${tag}${n}`).join(" ");
const closing: readonly Block[] = [
  p("We are sorry. Call us if there is anything that we can explain."),
  p("Sincerely,"),
  { kind: "signature" },
  p("Jordan Avery / Privacy Officer"),
];

/** A letter of so many paragraphs of five lines, then some of one line, then the closing. */
const long = (five: number, one: number) =>
  noticeOf([
    h(1, "Notice of Data Breach"),
    ...Array.from({ length: five }, (_, n) => p(words(`w${n}x`, 60))),
    ...Array.from({ length: one }, () => p("One line, {recipientName}.")),
    ...closing,
  ]);

const oneSided: Stationery = { ...stationery, duplex: false };

type Measured = {
  readonly five: number;
  readonly one: number;
  readonly sheets: number;
  readonly gap: number;
};

/** How far apart the lines of the first long paragraph stand, in points. */
async function measured(five: number, one: number, paper: Stationery): Promise<Measured> {
  const { placements, pages } = await printed(long(five, one), [letterOf("HVC-1")], paper);
  const [placed] = placements;
  if (placed?.kind !== "placed") throw new Error("refused");
  const lines = (pages[0]?.runs ?? [])
    .filter(({ text }) => /w0x\d/.test(text))
    .map(({ baseline }) => baseline);
  const distinct = [...new Set(lines.map((baseline) => baseline.toFixed(2)))].map(Number);
  return { five, one, sheets: placed.sheets, gap: (distinct[1] ?? 0) - (distinct[0] ?? 0) };
}

describe.each<[string, Stationery, number]>([
  ["one-sided", oneSided, 11],
  ["two-sided", stationery, 25],
])("a letter that would need another sheet for a few lines: %s", (_, paper, five) => {
  test("is set closer, never by more than three hundredths, and only where that saves the sheet", async () => {
    const all: Measured[] = [];
    for (let one = 0; one <= 12; one++) all.push(await measured(five, one, paper));
    const closer = all.filter(({ gap }) => gap < 14.29);
    expect(closer.length).toBeGreaterThan(0);
    for (const { gap } of all) expect(gap).toBeGreaterThan(14.3 * 0.97 - 0.02);
    for (const { one, sheets } of closer) {
      // One line less or more never makes a letter jump by more than the sheet that it saved.
      const next = all.find((other) => other.one > one && other.gap > 14.29);
      if (next !== undefined) expect(next.sheets).toBe(sheets + 1);
    }
    expect(all.map(({ sheets }) => sheets)).toEqual(all.map(({ sheets }) => sheets).sort());
  });

  test("has the same pages by itself", async () => {
    for (const one of [0, 3, 6, 9, 12]) {
      const notice = long(five, one);
      const letter = letterOf("HVC-1");
      const stream = await printed(notice, [letter], paper);
      const single = await readPages(singleLetter(notice, paper, letter).value?.pdf ?? new Uint8Array());
      const baselines = (pages: typeof stream.pages) =>
        pages.map(({ runs }) => [...new Set(runs.map(({ baseline }) => baseline.toFixed(1)))].sort());
      expect(baselines(single)).toEqual(baselines(stream.pages.filter(({ runs }) => runs.length > 0)));
    }
  });
});

test("a signature never stands on a page without words of the letter before it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 16 }), fc.integer({ min: 0, max: 14 }), async (five, one) => {
      const { pages } = await printed(long(five, one), [letterOf("HVC-1")], oneSided);
      const last = pages.findIndex(({ text }) => text.includes("Sincerely,"));
      const lines = bodyLines(pages[last], last === 0);
      const at = lines.indexOf("Sincerely,");
      expect(at).toBeGreaterThan(0);
      expect(lines.slice(at)).toEqual(["Sincerely,", "Jordan Avery", "Privacy Officer"]);
      expect(lines[at - 1]).toBe("We are sorry. Call us if there is anything that we can explain.");
    }),
    { numRuns: 25, seed: 15 },
  );
});

test("the same counts of lines give the same pages, whoever is first", () => {
  const notice = long(6, 4);
  const [one, two] = [letterOf("HVC-1"), letterOf("HVC-2", { recipientName: "Ana Ruiz" })];
  const forward = compileLetter(notice, oneSided).value;
  const backward = compileLetter(notice, oneSided).value;
  const a = [measureLetter(forward, one), measureLetter(forward, two)];
  const b = [measureLetter(backward, two), measureLetter(backward, one)];
  expect(a).toEqual(b.reverse());
});
