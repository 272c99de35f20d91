import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import bwipjs from "bwip-js";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { dataMatrix } from "../../src/letter/data-matrix.ts";
import {
  envelopeProfiles,
  guardArea,
  type Letter,
  type Stationery,
  sheetMark,
  sheetMarkText,
} from "../../src/letter/index.ts";
import { type Bitmap, openPrintStream, readDataMatrix, readLetters } from "../../src/readback/index.ts";
import { hasTool } from "../pdf/fixture/outside-tool.ts";
import { letterOf, stationery } from "./fixture/letters.ts";
import { p, usualNotice } from "./fixture/notice.ts";
import { printed } from "./fixture/print.ts";

const marked: Stationery = { ...stationery, sheetMark: true };

const bitmapOf = (text: string): Bitmap => {
  const { modules, stride, bitmap } = dataMatrix(text);
  const isDark = (row: number, column: number) =>
    (((bitmap[row * stride + (column >> 3)] ?? 0) >> (7 - (column & 7))) & 1) === 0;
  return { width: modules, height: modules, isDark };
};

const samples: readonly (readonly [string, string, number])[] = [
  ["a piece of ours", sheetMarkText("2B1F8C3A-0000123", 1, 2), 18],
  ["one letter, all the rest padding", "A", 18],
  ["as many as 18 modules hold", "ABCDEFGHIJKLMNOPQR", 18],
  ["one more", "ABCDEFGHIJKLMNOPQRS", 20],
  ["digits, two in a codeword", "0123456789".repeat(4), 20],
  ["22 modules, where two corners share a codeword", "a".repeat(29), 22],
  ["24 modules", "Z!".repeat(18), 24],
  ["26 modules, full", "~".repeat(44), 26],
];

describe("the symbol", () => {
  test.each(samples)("%s: module by module as another encoder draws it", (_, text, modules) => {
    const found = bitmapOf(text);
    expect(found.width).toBe(modules);
    // The codewords are given, because the other encoder chooses other encodations.
    const words = [...text.matchAll(/\d\d|./gs)].map(([part]) =>
      part.length === 2 ? 130 + Number(part) : part.charCodeAt(0) + 1,
    );
    const capacity = { 18: 18, 20: 22, 22: 30, 24: 36, 26: 44 }[modules] ?? 0;
    if (words.length < capacity) words.push(129);
    while (words.length < capacity) {
      const pad = 129 + ((149 * (words.length + 1)) % 253) + 1;
      words.push(pad > 254 ? pad - 254 : pad);
    }
    const [other] = bwipjs.raw({
      bcid: "datamatrix",
      text: words.map((word) => `^${String(word).padStart(3, "0")}`).join(""),
      raw: true,
      version: `${modules}x${modules}`,
    } as Parameters<typeof bwipjs.raw>[0]) as unknown as [{ pixs: readonly number[]; pixx: number }];
    expect(other.pixx).toBe(modules);
    const drawn = Array.from({ length: modules * modules }, (_, n) =>
      found.isDark(Math.floor(n / modules), n % modules) ? 1 : 0,
    );
    expect(drawn).toEqual([...other.pixs]);
  });

  const texts = fc
    .string({ unit: fc.constantFrom(..."0123456789ABCDEF-/ az~!\u0000\u007f"), maxLength: 44 })
    .filter((text) => text.length > 0);

  test("says what was put in, for any text that fits", () => {
    fc.assert(fc.property(texts, (text) => readDataMatrix(bitmapOf(text)) === text));
  });

  test("with any one module turned round says nothing", () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (text, a, b) => {
        const bitmap = bitmapOf(text);
        const [row, column] = [a % bitmap.width, b % bitmap.width];
        const corner = [bitmap.width - 3, bitmap.width - 2];
        const isSpare = bitmap.width % 4 === 0 && corner.includes(row) && corner.includes(column);
        const spoiled = readDataMatrix({
          ...bitmap,
          isDark: (r, c) => bitmap.isDark(r, c) !== (r === row && c === column),
        });
        // The corner that no codeword reaches counts for nothing.
        return spoiled === undefined || (isSpare && spoiled === text);
      }),
    );
  });

  test.each([
    ["a letter beyond ASCII", "É"],
    ["more than 44 codewords", "x".repeat(45)],
  ])("%s is refused", (_, text) => {
    expect(() => dataMatrix(text)).toThrow();
  });
});

const dir = mkdtempSync(join(tmpdir(), "sheet-mark-"));
afterAll(() => rmSync(dir, { recursive: true }));

/** Letters printed with marks: what our own reader finds on each page. */
async function marksOf(letters: readonly Letter[], paper: Stationery, blocks = usualNotice()) {
  const { placements, bytes } = await printed(blocks, letters, paper);
  const file = join(dir, "stream.pdf");
  writeFileSync(file, bytes);
  const spans = placements.map((placed) => {
    if (placed.kind === "refused") throw new Error("a letter was refused");
    return placed;
  });
  const opened = await openPrintStream(file);
  if (opened.kind === "fault") throw new Error("the stream cannot be read");
  const found: (string | undefined)[][] = [];
  const boxes: { left: number; top: number; right: number; bottom: number }[] = [];
  for await (const read of readLetters(opened.value, spans)) {
    if (read.kind !== "letter") throw new Error(read.kind);
    for (const page of read.pages) {
      const marks = page.marks.flatMap((mark) => (mark.kind === "image" && mark.bitmap ? [mark] : []));
      found.push(marks.map(({ bitmap }) => bitmap && readDataMatrix(bitmap)));
      boxes.push(
        ...marks.map(({ box }) => ({
          left: box.left,
          right: box.right,
          top: 792 - box.top,
          bottom: 792 - box.bottom,
        })),
      );
    }
  }
  await opened.value.close();
  return { found, boxes, file, bytes };
}

const three = [letterOf("2B1F8C3A-0000001"), letterOf("2B1F8C3A-0000002"), letterOf("2B1F8C3A-0000003")];

test("both sides: on every front, never on a back", async () => {
  const { found } = await marksOf(three, marked);
  expect(found).toEqual(
    ["0000001", "0000002", "0000003"].flatMap((n) => [[`2B1F8C3A-${n}/1/2`], [], [`2B1F8C3A-${n}/2/2`], []]),
  );
});

test("one side: on every page", async () => {
  const { found } = await marksOf([letterOf("P-1")], { ...marked, duplex: false });
  expect(found).toEqual([["P-1/1/3"], ["P-1/2/3"], ["P-1/3/3"]]);
});

test("without marks on the stationery there are none", async () => {
  const { found } = await marksOf(three, stationery);
  expect(found.flat()).toEqual([]);
});

test("it stands clear of the windows, the trim, the text and the folds", async () => {
  const { boxes } = await marksOf(three, marked);
  const guard = guardArea(envelopeProfiles["us-letter-10-double-window"]);
  expect(boxes.length).toBe(6);
  for (const { left, right, top, bottom } of boxes) {
    expect(top).toBeGreaterThan(guard.bottom);
    // An eighth of an inch to the trim; one module of white to the text, which begins at an inch.
    expect(Math.min(left, 792 - bottom)).toBeGreaterThanOrEqual(9);
    expect(right + sheetMark.module).toBeLessThan(72);
    for (const fold of [264, 528]) expect(top > fold || bottom < fold).toBe(true);
  }
});

test("where its bits spell the end of an image it is written in hex, and still read", async () => {
  const spells = (text: string) => Buffer.from(dataMatrix(text).bitmap).includes("EI");
  const ids = Array.from({ length: 20_000 }, (_, n) => `E-${n}`).filter((id) =>
    spells(sheetMarkText(id, 1, 1)),
  );
  expect(ids.length).toBeGreaterThan(0);
  const short = { ...usualNotice(), blocks: [p("Dear {recipientName}:")] };
  const letters = ids.slice(0, 5).map((id) => letterOf(id));
  const { found, bytes } = await marksOf(letters, marked, short);
  expect(Buffer.from(bytes).includes("/F/AHx ID ")).toBe(true);
  expect(found.flat()).toEqual(ids.slice(0, 5).map((id) => `${id}/1/1`));
});

describe.skipIf(!hasTool("pdftoppm"))("on paper, another reader finds", () => {
  beforeAll(async () => {
    const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
    await prepareZXingModule({
      overrides: { wasmBinary: Uint8Array.from(readFileSync(wasm)).buffer },
      fireImmediately: true,
    });
  });

  /** Every Data Matrix on each page of a file, as printed with so many dots an inch. */
  async function seen(file: string, dots: number, pages: number): Promise<readonly (readonly string[])[]> {
    const found: string[][] = [];
    for (let page = 1; page <= pages; page++) {
      const { stdout } = spawnSync(
        "pdftoppm",
        ["-r", String(dots), "-gray", "-f", String(page), "-l", String(page), file],
        { maxBuffer: 1 << 28 },
      );
      const [, width = "0", height = "0"] = /^P5\s(\d+)\s(\d+)\s255\s/.exec(stdout.toString("latin1")) ?? [];
      const [w, h] = [Number(width), Number(height)];
      const gray = stdout.subarray(stdout.length - w * h);
      const data = new Uint8ClampedArray(w * h * 4).fill(255);
      gray.forEach((value, n) => {
        data.fill(value, n * 4, n * 4 + 3);
      });
      const picture = { data, width: w, height: h, colorSpace: "srgb" } as Parameters<typeof readBarcodes>[0];
      const results = await readBarcodes(picture, { formats: ["DataMatrix"] });
      found.push(results.map(({ text }) => text));
    }
    return found;
  }

  test.each([300, 600])("the marks at %i dots an inch, and nothing else", async (dots) => {
    const { file } = await marksOf(three.slice(0, 1), marked);
    expect(await seen(file, dots, 4)).toEqual([["2B1F8C3A-0000001/1/2"], [], ["2B1F8C3A-0000001/2/2"], []]);
  });
});
