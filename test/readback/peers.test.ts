import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import * as fontkit from "fontkit";
import { PDFDocument } from "pdf-lib";
import PdfKitDocument from "pdfkit";
import { describe, expect, test } from "vitest";
import { lines } from "../../src/readback/index.ts";
import { temporaryFolder } from "./fixture/hand-made-pdf.ts";
import { readAll } from "./fixture/reading.ts";

const folder = temporaryFolder();
const require = createRequire(import.meta.url);
const serifPath = require.resolve("@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf");
const sansPath = require.resolve("@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf");
const serif = readFileSync(serifPath);

type Written = { readonly text: string; readonly x: number; readonly y: number; readonly size: number };
type Writer = (pages: readonly (readonly Written[])[]) => Promise<Uint8Array>;

const withPdfLib =
  (useObjectStreams: boolean): Writer =>
  async (pages) => {
    const document = await PDFDocument.create();
    document.registerFontkit(fontkit as unknown as Parameters<typeof document.registerFontkit>[0]);
    const font = await document.embedFont(serif, { subset: false });
    for (const written of pages) {
      const page = document.addPage([612, 792]);
      for (const { text, x, y, size } of written) page.drawText(text, { x, y, size, font });
    }
    return document.save({ useObjectStreams });
  };

const withPdfKit: Writer = (pages) =>
  new Promise((resolve, reject) => {
    const document = new PdfKitDocument({ autoFirstPage: false, compress: true, font: sansPath });
    const parts: Buffer[] = [];
    document.on("data", (part: Buffer) => parts.push(part));
    document.on("error", reject);
    document.on("end", () => resolve(Buffer.concat(parts)));
    for (const written of pages) {
      document.addPage({ size: [612, 792], margin: 0 });
      for (const { text, x, y, size } of written)
        document.fontSize(size).text(text, x, 792 - y, { lineBreak: false, baseline: "alphabetic" });
    }
    document.end();
  });

type Placed = { readonly text: string; readonly x: number; readonly y: number; readonly right: number };

/** What pdf.js finds, item by item as it gives them; items that continue each other are joined. */
async function byPdfJs(bytes: Uint8Array): Promise<Placed[][]> {
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    useSystemFonts: false,
  });
  const document = await task.promise;
  const pages: Placed[][] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const content = await (await document.getPage(number)).getTextContent({ disableNormalization: true });
    const found: Placed[] = [];
    for (const item of content.items) {
      if (!("str" in item) || item.str === "") continue;
      const [x, y] = [item.transform[4] as number, item.transform[5] as number];
      const last = found.at(-1);
      if (last !== undefined && last.y === y && Math.abs(last.right - x) < 2)
        found[found.length - 1] = { ...last, text: last.text + item.str, right: x + item.width };
      else found.push({ text: item.str, x, y, right: x + item.width });
    }
    pages.push(found);
  }
  await task.destroy();
  return pages;
}

async function byUs(bytes: Uint8Array): Promise<Placed[][]> {
  const pages = await readAll(folder, bytes);
  return pages.map((page) => [...lines(page.runs)].map(({ text, x, y, right }) => ({ text, x, y, right })));
}

const composed = (text: string) => text.normalize("NFC").trim();

const letter: readonly Written[] = [
  { text: "MARÍA LÓPEZ-NÚÑEZ", x: 72, y: 680, size: 10 },
  { text: "Nguyễn Thị Hồng Đào", x: 72, y: 667, size: 10 },
  { text: "Łukasz Żółć · Škoda Ğ İ ő ű", x: 72, y: 654, size: 10 },
  {
    text: "Dear official: AVATAR To. “Quoted” – offices, affix, 1/2 §1798.82(a) © ® ™",
    x: 72,
    y: 600,
    size: 11,
  },
  { text: "Code (AB12\\CD34) <script> {{name}} %PDF endstream", x: 72, y: 580, size: 11 },
  { text: "Side by side", x: 400, y: 680, size: 9.5 },
];

describe.each([
  ["pdf-lib, object streams", withPdfLib(true)],
  ["pdf-lib, classic table", withPdfLib(false)],
  ["pdfkit", withPdfKit],
] as const)("files of %s", (_, write) => {
  test("every text once, where it was put, as pdf.js finds it too", async () => {
    const bytes = await write([letter, letter.slice(0, 2), []]);
    const ours = await byUs(bytes);
    const theirs = await byPdfJs(bytes);
    expect(ours.map((page) => page.length)).toEqual([letter.length, 2, 0]);
    for (const [number, page] of [letter, letter.slice(0, 2)].entries())
      for (const { text, x, y } of page) {
        const found = ours[number]?.filter((line) => line.text === composed(text));
        expect(found, text).toHaveLength(1);
        expect(found?.[0]?.x).toBeCloseTo(x, 1);
        expect(found?.[0]?.y).toBeCloseTo(y, 1);
        const same = theirs[number]?.find((item) => composed(item.text) === composed(text));
        expect(found?.[0]?.right, `${text}: right end`).toBeCloseTo(same?.right ?? Number.NaN, 0);
      }
  });

  test("no glyph is blank in a font that was embedded well", async () => {
    const [page] = await readAll(folder, await write([letter]));
    expect(page?.runs.reduce((sum, run) => sum + run.blankGlyphs, 0)).toBe(0);
  });

  test("any names: what is written is what both readers read", async () => {
    // No “j” beside the “f”: pdf-lib gives the ligature of the two no letters, in any reader.
    const alphabet = "ABCXYZabcfilxyzÀÉÎÕÜßæçéñøüĀăĄćĐęĞıŁňőŘşŠţŮźŽơưạảấệịọộụỳ-'’.,0123456789 ";
    const name = fc
      .string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: 60 })
      .map((text) => text.replace(/ +/g, " ").trim())
      .filter((text) => text !== "");
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 12 }), async (names) => {
        const page = names.map((text, at) => ({ text, x: 20, y: 760 - 40 * at, size: 10 }));
        const bytes = await write([page]);
        const [ours] = await byUs(bytes);
        const [theirs] = await byPdfJs(bytes);
        expect(ours?.map((line) => line.text)).toEqual(names.map(composed));
        const joined = (theirs ?? []).map((item) => item.text).join("");
        expect(composed(joined).replaceAll(/\s/g, "")).toBe(composed(names.join("")).replaceAll(/\s/g, ""));
      }),
      { numRuns: 15 },
    );
  });
});

test("pdf-lib gives the ligature of “fj” no letters: it is read as U+FFFD, not guessed", async () => {
  const bytes = await withPdfLib(true)([[{ text: "fjord", x: 72, y: 700, size: 11 }]]);
  expect((await byUs(bytes))[0]?.[0]?.text).toBe("\uFFFDord");
});
