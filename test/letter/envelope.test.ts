import { describe, expect, test } from "vitest";
import { placeAddress } from "../../src/letter/address-block.ts";
import type { Area } from "../../src/letter/envelope.ts";
import { compileLetter, envelopeProfiles, guardArea, measureLetter } from "../../src/letter/index.ts";
import { exposed } from "../../src/letter/page-plan.ts";
import { problemText } from "../../src/problem/index.ts";
import { letterOf, stationery } from "./fixture/letters.ts";
import { h, noticeOf, p, usualNotice } from "./fixture/notice.ts";
import { printed } from "./fixture/print.ts";

const inch = 72;
const profile = envelopeProfiles["us-letter-10-double-window"];
// The areas that always show, as worked out by hand from the envelope: 4.125 in high, a panel of 3.667 in.
const returnShows = { left: 0.625 * inch, right: 2.875 * inch, top: 0.875 * inch, bottom: 1.2917 * inch };
const addressShows = { left: 0.625 * inch, right: 3.625 * inch, top: 2.125 * inch, bottom: 2.6667 * inch };

test("the guard area of the #10 double window is what the geometry says", () => {
  const { left, top, right, bottom } = guardArea(profile);
  expect(left).toBe(0);
  expect(top / inch).toBeCloseTo(0.417, 3);
  expect(right / inch).toBeCloseTo(4.625, 3);
  expect(bottom / inch).toBeCloseTo(3.125, 3);
});

// No stationery can cause it today, so the check itself is asked: it is there for the day when the layout changes.
test.each<[string, Area, number]>([
  ["a code in the address window shows", { left: 80, top: 180, right: 120, bottom: 190 }, 1],
  ["a letterhead one point over the right edge shows", { left: 332, top: 60, right: 500, bottom: 100 }, 1],
  ["a letterhead that begins at the right edge does not", { left: 333, top: 60, right: 500, bottom: 100 }, 0],
  ["a salutation one point too high shows", { left: 72, top: 224, right: 200, bottom: 235 }, 1],
  ["a salutation that begins at the lower edge does not", { left: 72, top: 225, right: 200, bottom: 235 }, 0],
  ["a line above all windows does not", { left: 72, top: 10, right: 200, bottom: 29 }, 0],
])("%s", (_, area, count) => {
  const found = exposed([{ what: "text", area }], profile, "v");
  expect(found.map(({ code, severity }) => [code, severity])).toEqual(
    Array(count).fill(["letter/shows-in-window", "stops"]),
  );
  expect(exposed([{ what: "return", area }], profile, "v")).toEqual([]);
});

describe("what is printed on the first page", () => {
  test.each([
    ["three lines", ["MARIA LOPEZ", "12 SAMPLE ST APT 4", "SPRINGFIELD TX 75001-0123"]],
    [
      "five lines, with accents and descenders",
      [
        "Parent or Guardian of Ángel Núñez",
        "c/o Georgy Quigley",
        "12 Sample Highway",
        "Apartment 7",
        "Springfield, TX 75001",
      ],
    ],
    [
      "a line that just fits by moving left and smaller",
      ["WOLFESCHLEGELSTEINHAUSEN BERGERDORFF-HUBERT", "12 ST", "SPRINGFIELD TX 75001"],
    ],
  ])("keeps both addresses in view and everything else away: %s", async (_, addressLines) => {
    const { pages, placements } = await printed(usualNotice(), [letterOf("HVC-1", { addressLines })]);
    expect(placements[0]?.kind).toBe("placed");
    const guard = guardArea(profile);
    const inGuard = (pages[0]?.runs ?? []).filter(
      (run) => run.x < guard.right && run.baseline > guard.top && run.baseline - run.size < guard.bottom,
    );
    expect(inGuard.map(({ text }) => text)).toEqual([...stationery.returnAddress, ...addressLines]);
    inGuard.forEach((run, index) => {
      const shows = index < stationery.returnAddress.length ? returnShows : addressShows;
      expect(run.x).toBeGreaterThanOrEqual(shows.left);
      expect(run.x + run.width).toBeLessThanOrEqual(shows.right + 0.01);
      // Capitals are 0.66 em high.
      expect(run.baseline - 0.66 * run.size).toBeGreaterThanOrEqual(shows.top - 0.01);
      expect(run.baseline).toBeLessThanOrEqual(shows.bottom + 0.01);
      expect(run.size).toBeGreaterThanOrEqual(index < stationery.returnAddress.length ? 7 : 8);
    });
  });

  test("a heading that would like to be large does not move up into the window", async () => {
    const { pages } = await printed([h(1, "Notice of Data Breach")]);
    const guard = guardArea(profile);
    for (const run of pages[0]?.runs ?? [])
      if (run.text.includes("Notice")) expect(run.baseline - run.size).toBeGreaterThan(guard.bottom);
  });
});

const { value: compiled } = compileLetter(noticeOf([p("Dear {recipientName}:")]), stationery);

test.each([
  ["no line", [], "letter/address-missing"],
  ["one line is fewer than two", ["MARIA LOPEZ"], "letter/address-missing"],
  ["blank lines do not count", ["MARIA LOPEZ", " ", ""], "letter/address-missing"],
  ["six lines are more than five", ["A", "B", "C", "D", "E", "F"], "letter/address-too-tall"],
  ["a line of sixty capitals", ["W".repeat(60), "12 ST", "SPRINGFIELD TX 75001"], "letter/address-too-wide"],
  ["a Chinese name", ["王伟", "12 ST", "SPRINGFIELD TX 75001"], "letter/name-cannot-be-printed"],
])("refuses an address: %s", (_, addressLines, code) => {
  const { problems } = measureLetter(compiled, letterOf("HVC-1", { addressLines }));
  expect(problems.map((found) => found.code)).toEqual([code]);
  expect(problems[0]?.where.piece).toBe("HVC-1");
  const { title, now, next } = problemText(problems[0] as (typeof problems)[0]);
  expect(`${title} ${now} ${next}`).not.toMatch(/[{}]|MARIA|王/);
});

test.each([
  ["two lines are not fewer than two", ["MARIA LOPEZ", "SPRINGFIELD TX 75001"]],
  ["five lines are not more than five", ["A", "B", "C", "D", "E"]],
])("takes an address: %s", (_, addressLines) => {
  expect(measureLetter(compiled, letterOf("HVC-1", { addressLines })).problems).toEqual([]);
});

test.each([
  [
    "a name of sixty letters",
    ["MARIA DE LOS ANGELES FERNANDEZ DE CORDOBA VILLANUEVA Y RUIZ", "12 ST", "SPRINGFIELD TX 75001"],
    4,
  ],
  [
    "a name and a street",
    [
      "WOLFGANG AMADEUS ".repeat(3).trim(),
      "4400 NORTH OLD MILITARY HIGHWAY EAST ".repeat(2).trim(),
      "X TX 75001",
    ],
    5,
  ],
  ["a name that fits", ["MARIA LOPEZ", "12 ST", "SPRINGFIELD TX 75001"], 3],
])("folds a line that is too wide at the smallest size: %s", (_, addressLines, lines) => {
  const block = placeAddress(
    addressLines.map((line) => line.split(" ")),
    profile,
  );
  if (!("lines" in block)) throw new Error(`does not fit: ${block.misfit}`);
  expect(block.lines.length).toBe(lines);
  expect(block.area.left).toBeGreaterThanOrEqual(addressShows.left);
  expect(block.area.right).toBeLessThanOrEqual(addressShows.right);
  expect(block.area.top).toBeGreaterThanOrEqual(addressShows.top - 0.01);
  expect(block.area.bottom).toBeLessThanOrEqual(addressShows.bottom + 0.01);
});

describe("stationery", () => {
  test.each([
    [
      "a return address too wide",
      { returnAddress: ["W".repeat(60), "SPRINGFIELD"] },
      "letter/return-address-does-not-fit",
    ],
    [
      "a return address too tall",
      { returnAddress: ["A", "B", "C", "D", "E", "F"] },
      "letter/return-address-does-not-fit",
    ],
    [
      "a letterhead line too wide",
      {
        letterhead: {
          lines: ["Clinic", "A very long line of an address that goes on and on and on"],
          colour: "#000000",
        },
      },
      "letter/letterhead-too-wide",
    ],
    [
      "an image that is none",
      { letterhead: { image: Buffer.from("GIF89a"), lines: [], colour: "#000000" } },
      "letter/letterhead-unreadable",
    ],
    [
      "a client's name in letters we do not have",
      { letterhead: { lines: ["王診所"], colour: "#000000" } },
      "letter/text-cannot-be-printed",
    ],
  ])("is refused: %s", (_, change, code) => {
    const { problems } = compileLetter(usualNotice(), { ...stationery, ...change });
    expect(problems.map((found) => [found.code, found.severity])).toEqual([[code, "stops"]]);
    expect(problems[0]?.where.variant).toBe("harbor-clinic/US-TX/adult/en");
  });

  test("text in letters we do not have is named by code point", () => {
    const { problems } = compileLetter(noticeOf([p("Dear 王")]), stationery);
    expect(problems.map(({ facts }) => facts)).toEqual([{ characters: "U+738B" }]);
  });

  test("a pale colour is not used for headings: WCAG asks 4.5 to 1", async () => {
    const pale = { ...stationery, letterhead: { lines: ["Clinic"], colour: "#ffd0d0" } };
    const { value } = compileLetter(usualNotice(), pale);
    const dark = compileLetter(usualNotice(), stationery).value;
    expect(value.rows.length).toBe(dark.rows.length);
    expect(value.hash).not.toBe(dark.hash);
    const headings = value.rows.flatMap((row) =>
      row.cells.flatMap(({ paragraph }) => (paragraph.kind === "static" ? paragraph.lines : [])),
    );
    expect(headings.some((line) => Buffer.from(line.bytes).toString("latin1").includes(" rg"))).toBe(false);
  });
});
