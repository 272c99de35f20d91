import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileLetter, measureLetter, smallestNoticeType } from "../../src/letter/index.ts";
import type { Block } from "../../src/notice/index.ts";
import type { ReadPage } from "../pdf/fixture/read-pages.ts";
import { letterOf, stationery } from "./fixture/letters.ts";
import { h, list, noticeOf, p, table, usualNotice } from "./fixture/notice.ts";
import { bodyLines, printed } from "./fixture/print.ts";

const words = (tag: string, count: number) => Array.from({ length: count }, (_, n) => `${tag}${n}`).join(" ");

/** Page numbers on which a tag's lines stand, one for each line. */
function pagesOf(pages: readonly ReadPage[], tag: string): readonly number[] {
  return pages.flatMap((page, index) =>
    bodyLines(page, index === 0).flatMap((line) => (line.includes(tag) ? [index] : [])),
  );
}

describe("pages of random letters", () => {
  const block = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("paragraph" as const),
        length: fc.integer({ min: 1, max: 160 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("heading" as const), length: fc.integer({ min: 1, max: 6 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("slotted" as const),
        length: fc.integer({ min: 1, max: 100 }),
      }),
    },
  );

  test("no heading ends a page, no paragraph leaves a line alone, nothing is lost or out of order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 5, maxLength: 30 }), async (kinds) => {
        const blocks = kinds.map(({ kind, length }, index): Block => {
          const tag = `${String.fromCharCode(97 + (index % 26))}${index}x`;
          if (kind === "heading") return h(2, words(tag, length));
          return p(
            kind === "slotted"
              ? `${words(tag, length)} ${tag}:{dataElements} ${words(tag, length)}`
              : words(tag, length),
          );
        });
        const { pages, placements } = await printed([...blocks, p("the end")]);
        expect(placements[0]?.kind).toBe("placed");
        kinds.forEach(({ kind, length }, index) => {
          const tag = `${String.fromCharCode(97 + (index % 26))}${index}x`;
          const on = pagesOf(pages, tag);
          expect(on.length).toBeGreaterThan(0);
          for (const page of new Set(on)) {
            const here = on.filter((other) => other === page).length;
            if (here < on.length) expect(here).toBeGreaterThanOrEqual(2);
          }
          if (kind !== "heading") return;
          expect(new Set(on).size).toBe(1);
          const lines = bodyLines(pages[on[0] ?? 0], on[0] === 0);
          expect(lines.at(-1)).not.toContain(tag);
          expect(length).toBeGreaterThan(0);
        });
        const found = pages.flatMap((page, index) => bodyLines(page, index === 0)).join(" ");
        const order = kinds.map((_, index) =>
          found.indexOf(`${String.fromCharCode(97 + (index % 26))}${index}x0`),
        );
        expect(order).toEqual([...order].sort((a, b) => a - b));
        expect(order).not.toContain(-1);
      }),
      { numRuns: 25 },
    );
  });
});

test("text keeps off the margins and the foot on every page", async () => {
  const { pages } = await printed(usualNotice());
  for (const { runs } of pages)
    for (const run of runs) {
      expect(run.x).toBeGreaterThanOrEqual(0.625 * 72);
      expect(run.x + run.width).toBeLessThanOrEqual(7.8 * 72);
      expect(run.baseline).toBeLessThanOrEqual(792 - 36);
    }
});

test("no type of the notice is smaller than it says, and it says no less than the 10 points of California", async () => {
  expect(smallestNoticeType).toBeGreaterThanOrEqual(10);
  const { pages } = await printed(usualNotice());
  const body = pages.flatMap(({ runs }, page) =>
    runs.filter(({ baseline, text }) => baseline < 740 && (page > 0 || baseline > 230) && text.trim() !== ""),
  );
  expect(Math.min(...body.map(({ size }) => size))).toBe(smallestNoticeType);
});

describe("marks on the page", () => {
  test("every printed page has its number and the piece id, a blank back has nothing", async () => {
    const { pages } = await printed(usualNotice(), [letterOf("HVC-000042")]);
    expect(pages).toHaveLength(4);
    pages.slice(0, 3).forEach((page, index) => {
      expect(page.text).toContain(`Page ${index + 1} of 3`);
      expect(page.text).toContain("HVC-000042");
    });
    expect(pages[3]?.text).toBe("");
  });

  test("a draft says so on every page, and only a draft", async () => {
    const { pages } = await printed(usualNotice(), [letterOf("HVC-1")], { ...stationery, draft: true });
    for (const page of pages.slice(0, 3)) expect(page.text.match(/DRAFT/g)).toHaveLength(1);
    const final = await printed(usualNotice());
    for (const page of final.pages) expect(page.text).not.toContain("DRAFT");
  });

  test("the approval's hash is the same for draft and final, and changes with the paper", () => {
    const hashOf = (change: object) => compileLetter(usualNotice(), { ...stationery, ...change }).value.hash;
    expect(hashOf({ draft: true })).toBe(hashOf({ draft: false }));
    expect(hashOf({ returnAddress: ["Processing Center", "P.O. Box 9", "Springfield, IL 62701"] })).not.toBe(
      hashOf({}),
    );
    expect(hashOf({ duplex: false })).not.toBe(hashOf({}));
  });
});

describe("sheets", () => {
  const size = (blocks: readonly Block[], duplex: boolean) => {
    const { value } = compileLetter(noticeOf(blocks), { ...stationery, duplex });
    const { pages, sheets, problems } = measureLetter(value, letterOf("HVC-1"));
    return [pages, sheets, ...problems.map(({ code }) => code)];
  };
  const pagesLong = (count: number): readonly Block[] =>
    Array.from({ length: count }, (_, n) =>
      n === 0 ? [p("one")] : [{ kind: "pageBreak" } as const, p("next")],
    ).flat();

  test.each([
    ["one page is one sheet, its back blank", 1, true, [2, 1]],
    ["two pages are one sheet", 2, true, [2, 1]],
    ["three pages are two sheets", 3, true, [4, 2]],
    ["one side only: as many sheets as pages", 3, false, [3, 3]],
    ["twelve pages are not more than six sheets", 12, true, [12, 6]],
    ["thirteen pages are more than six sheets", 13, true, [14, 7, "letter/too-many-sheets"]],
    ["seven sheets on one side are more than six", 7, false, [7, 7, "letter/too-many-sheets"]],
  ])("%s", (_, count, duplex, wanted) => {
    expect(size(pagesLong(count), duplex)).toEqual(wanted);
  });
});

describe("what stays together", () => {
  test("the closing, the room to sign and the name", async () => {
    for (let lines = 20; lines < 34; lines++) {
      const filler = Array.from({ length: lines }, (_, n) => p(`line ${n}`));
      const { pages } = await printed([
        ...filler,
        p("Sincerely,"),
        { kind: "signature" },
        p("Jordan Avery / Privacy Officer"),
      ]);
      const closing = pagesOf(pages, "Sincerely");
      expect([pagesOf(pages, "Jordan"), pagesOf(pages, "Officer")]).toEqual([closing, closing]);
    }
  });

  test("a small table with the sentence that announces it", async () => {
    for (let lines = 15; lines < 30; lines++) {
      const filler = Array.from({ length: lines }, (_, n) => p(`line ${n}`));
      const { pages } = await printed([
        ...filler,
        p("The bureaus are:"),
        table(["Name", "Phone"], ["Bureau1", "x"], ["Bureau2", "x"]),
      ]);
      const said = pagesOf(pages, "bureaus are");
      expect([pagesOf(pages, "Bureau1"), pagesOf(pages, "Bureau2"), pagesOf(pages, "Phone")]).toEqual([
        said,
        said,
        said,
      ]);
    }
  });

  test("an enclosure starts a page, even after a paragraph that comes to nothing", async () => {
    const { pages } = await printed(
      [p("one"), { kind: "pageBreak" }, p("{dataElements}"), h(1, "Steps"), list(false, "a", "b")],
      [letterOf("HVC-1", { dataElements: "" })],
    );
    expect(pagesOf(pages, "one")).toEqual([0]);
    expect(pagesOf(pages, "Steps")).toEqual([1]);
  });
});
