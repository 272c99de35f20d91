import bwipjs from "bwip-js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alwaysShows } from "../../src/letter/envelope.ts";
import {
  type EnvelopeName,
  envelopeProfiles,
  intelligentMailMark,
  intelligentMailPlace,
} from "../../src/letter/index.ts";
import { intelligentMail } from "../../src/letter/intelligent-mail.ts";
import { type Bitmap, readIntelligentMail } from "../../src/readback/index.ts";

const letters = (digits: string) => [...intelligentMail(digits)].map((state) => "TADF"[state]).join("");
const tracking = "01234567094987654321";

// The four examples of USPS-B-3200, appendix C; four of the Postal Service's own encoder; one of its web page.
test.each([
  ["no ZIP", tracking, "ATTFATTDTTADTAATTDTDTATTDAFDDFADFDFTFFFFFTATFAAAATDFFTDAADFTFDTDT"],
  ["ZIP", `${tracking}01234`, "DTTAFADDTTFTDTFTFDTDDADADAFADFATDDFTAAAFDTTADFAAATDFDTDFADDDTDFFT"],
  ["ZIP+4", `${tracking}012345678`, "ADFTTAFDTTTTFATTADTAAATFTFTATDAAAFDDADATATDTDTTDFDTDATADADTDFFTFA"],
  [
    "delivery point",
    `${tracking}01234567891`,
    "AADTFFDFTDADTAADAATFDTDDAAADDTDTTDAFADADDDTFFFDDTTTADFAAADFTDAADA",
  ],
  [
    "encoder 1",
    "5337977723499454492851135759461",
    "DAFDTDAFFDFTDADTDDFTTFDTATATFFFDFTTFFFTFDDTDAAFATDFTFDFDTTTDTTFDA",
  ],
  [
    "encoder 2",
    "5305549468927260287913765583689",
    "AFDADAFTAFDTDFTFTFDAAFDDTAFDFDTTFADATAATAAAADDDFAAAAATDADAFADFTTT",
  ],
  [
    "encoder 3",
    "4012011157467511592462176609110",
    "DDAFFFDAFTFDFFAAATTTDDFFTFADDFAFTTDAAAAAADFTTFDTAFDDTDDADATDAFAFF",
  ],
  [
    "encoder 4",
    "8220545586891355997254765515722",
    "TTTADTFFADAFDTTFDTAADATFFFADFFTDDFFFATDADAATAAADDATFTAADFADTADADD",
  ],
  [
    "web page",
    "2327059283148203124096713024817",
    "DDADATADTAATDTTTDFDTTFTFFADTFTDFTATAAFTTFATDAATATDATATFADAADDTFDT",
  ],
])("published: %s", (_, digits, bars) => expect(letters(digits)).toBe(bars));

const digitString = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(""));
const digitsOf = fc
  .tuple(
    digitString(1),
    fc.integer({ min: 0, max: 4 }),
    digitString(18),
    fc.constantFrom(0, 5, 9, 11).chain(digitString),
  )
  .map((parts) => parts.join(""));

/** The bars as the other encoder draws them: heights and offsets in hundredths of a point. */
function otherLetters(digits: string): string {
  const [drawn] = bwipjs.raw({ bcid: "onecode", text: digits } as Parameters<
    typeof bwipjs.raw
  >[0]) as unknown as [{ bhs: readonly number[]; bbs: readonly number[] }];
  const tall = Math.max(...drawn.bhs);
  return drawn.bhs
    .map((height, bar) => {
      const sits = (drawn.bbs[bar] as number) > 0;
      if (height > tall * 0.9) return "F";
      if (height < tall * 0.4) return "T";
      return sits ? "A" : "D";
    })
    .join("");
}

test("draws the bars of another encoder, for any digits", () => {
  fc.assert(
    fc.property(digitsOf, (digits) => letters(digits) === otherLetters(digits)),
    { numRuns: 3_000 },
  );
});

test.each([
  ["too short", "0123456709498765432"],
  ["a ZIP of four digits", `${tracking}0123`],
  ["a second digit of 5", "05234567094987654321"],
  ["a letter", "0123456709498765432X"],
])("%s is refused", (_, digits) => expect(() => intelligentMail(digits)).toThrow());

/** As `putIntelligentMail` draws it, without a page. */
const bitmapOf = (digits: string, wrong?: readonly [row: number, bar: number]): Bitmap => {
  const bars = intelligentMail(digits);
  const isSet = (row: number, column: number) => {
    const state = bars[column / 2] as number;
    return row === 1 || (row === 0 ? state & 1 : state & 2) !== 0;
  };
  return {
    width: 129,
    height: 3,
    isDark: (row, column) =>
      column % 2 === 0 &&
      isSet(row, column) !== (wrong !== undefined && wrong[0] === row && 2 * wrong[1] === column),
  };
};

describe("the reader, which shares nothing with the encoder,", () => {
  test("says what was put in", () => {
    fc.assert(
      fc.property(digitsOf, (digits) => readIntelligentMail(bitmapOf(digits)) === digits),
      { numRuns: 2_000 },
    );
  });

  test("says nothing, or never the same, with any one part of a bar changed", () => {
    const part = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 64 }));
    fc.assert(
      fc.property(
        digitsOf,
        part,
        (digits, wrong) => readIntelligentMail(bitmapOf(digits, wrong)) === undefined,
      ),
      { numRuns: 2_000 },
    );
  });
});

describe.each(Object.keys(envelopeProfiles) as EnvelopeName[])("in %s", (name) => {
  const place = intelligentMailPlace(name);
  const profile = envelopeProfiles[name];
  const shows = alwaysShows(profile, profile.addressWindow);

  test("the barcode and its clear zone stay in the window wherever the sheet slips", () => {
    if (place === undefined) throw new Error("no place");
    const inch = 72;
    expect(place.left - shows.left).toBeGreaterThanOrEqual(0.125 * inch);
    expect(shows.right - place.right).toBeGreaterThanOrEqual(0.125 * inch - 1e-9);
    expect(shows.bottom - place.bottom).toBeGreaterThanOrEqual(0.028 * inch - 1e-9);
  });

  test("its measures are within those of the specification", () => {
    if (place === undefined) throw new Error("no place");
    const { module, height } = intelligentMailMark;
    const inches = (points: number) => points / 72;
    const between = (value: number, least: number, most: number) => {
      expect(value).toBeGreaterThanOrEqual(least);
      expect(value).toBeLessThanOrEqual(most);
    };
    between(inches(module), 0.015, 0.025);
    between(1 / inches(2 * module), 20, 24);
    between(inches(height), 0.134, 0.165);
    between(inches(height / 3), 0.039, 0.057);
    between(inches(place.right - place.left), 2.667, 3.225);
  });
});
