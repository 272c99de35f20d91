import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument } from "pdf-lib";
import { afterAll, describe, expect, test } from "vitest";
import type { Day } from "../../src/calendar/index.ts";
import {
  face,
  faceNames,
  PdfFile,
  type PdfTarget,
  shapeWord,
  sharedForm,
  wordBytes,
} from "../../src/pdf/index.ts";
import { hasTool } from "./fixture/outside-tool.ts";
import { readPages } from "./fixture/read-pages.ts";

const folder = mkdtempSync(join(tmpdir(), "pdf-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

const serif = face("serif");
const say = (word: string, y: number) =>
  Buffer.concat([
    Buffer.from(`BT/${serif.resource} 12 Tf 72 ${y} Td[(`),
    wordBytes(shapeWord(serif, word)),
    Buffer.from(")]TJ ET\n"),
  ]);

/** A file of numbered pages, each with a shared line and its own. */
function numbered(target: PdfTarget, pages: number) {
  const file = new PdfFile(target, {
    title: "Numbers – and dashes",
    createdOn: "2026-02-10" as Day,
    language: "en-US",
  });
  const shared = sharedForm(say("shared", 700), {
    box: [0, 0, 612, 792],
    faces: [{ face: serif, rare: [] }],
  });
  for (let page = 1; page <= pages; page++) {
    file.share(shared);
    const content = Buffer.concat([Buffer.from(`/${shared.name} Do\n`), say(`page${page}`, 600)]);
    file.page(content, 0, content.length);
  }
  return { file, finished: file.finish() };
}

describe("a file", () => {
  test.each([
    ["one page", 1],
    ["a full leaf of the page tree", 64],
    ["one page more than a leaf", 65],
    ["more leaves than a node holds: 64 × 64 + 1", 4_097],
  ])("has its pages in order: %s", async (_, pages) => {
    const { file, finished } = numbered("memory", pages);
    expect(finished.pages).toBe(pages);
    const read = await PDFDocument.load(file.bytes());
    expect(read.getPageCount()).toBe(pages);
    expect(read.getPage(pages - 1).getSize()).toEqual({ width: 612, height: 792 });
    if (pages < 100) {
      const texts = await readPages(file.bytes());
      expect(texts.map(({ lines }) => lines)).toEqual(
        Array.from({ length: pages }, (_unused, index) => ["shared", `page${index + 1}`]),
      );
    }
  });

  test("is the same bytes in memory, by path and by descriptor, twice", () => {
    const { file, finished } = numbered("memory", 3);
    const path = join(folder, "by-path.pdf");
    const other = join(folder, "by-descriptor.pdf");
    expect(numbered(path, 3).finished).toEqual(finished);
    expect(numbered(openSync(other, "w"), 3).finished).toEqual(finished);
    for (const written of [path, other]) expect(readFileSync(written).equals(file.bytes())).toBe(true);
    expect(createHash("sha256").update(file.bytes()).digest("hex")).toBe(finished.sha256);
    expect(file.bytes().length).toBe(finished.bytes);
  });

  test("writes a shared form once", () => {
    const forms = (pages: number) =>
      numbered("memory", pages).file.bytes().toString().split("/Subtype/Form").length - 1;
    expect([forms(1), forms(50)]).toEqual([1, 1]);
  });

  test("says what it was told of itself, and no clock", async () => {
    const read = await PDFDocument.load(numbered("memory", 1).file.bytes(), { updateMetadata: false });
    expect(read.getTitle()).toBe("Numbers – and dashes");
    expect(read.getCreationDate()?.toISOString()).toBe("2026-02-10T00:00:00.000Z");
    expect(read.getModificationDate()).toBeUndefined();
  });

  test("a page without content is blank", async () => {
    const file = new PdfFile("memory", { title: "Blank" });
    file.page(new Uint8Array(0), 0, 0);
    file.finish();
    expect((await readPages(file.bytes())).map(({ text }) => text)).toEqual([""]);
  });

  test("two shared forms of one name are a bug that is thrown, not printed", () => {
    const file = new PdfFile("memory", { title: "Clash" });
    const form = sharedForm(say("one", 1), { box: [0, 0, 1, 1], faces: [] });
    file.share(form);
    expect(() => file.share({ ...form, digest: new Uint8Array(32) })).toThrow(form.name);
  });

  test.skipIf(!hasTool("qpdf"))("is sound for qpdf", () => {
    const path = join(folder, "checked.pdf");
    numbered(path, 70);
    const { status, stdout } = spawnSync("qpdf", ["--check", path], { encoding: "utf8" });
    expect(stdout).toContain("No syntax or stream encoding errors");
    expect(status).toBe(0);
  });
});

describe("every glyph is drawn", () => {
  // Text extraction stays content when a subset lost its outlines: only the picture shows it.
  test.skipIf(!hasTool("pdftoppm")).each(faceNames)("%s, common and rare", (name) => {
    const set = face(name);
    const texts = [...[...set.codes.common.values()].map(({ text }) => text), ..."ễộằ₫ŁłğİŐőČčž"].filter(
      (text) => text !== " " && (text === "•" || shapeWord(set, text).top - shapeWord(set, text).bottom > 0),
    );
    const cell = 24;
    const columns = 22;
    const file = new PdfFile("memory", { title: "Glyphs" });
    file.use(set, []);
    const content = Buffer.concat(
      texts.map((text, index) => {
        const word = shapeWord(set, text);
        file.use(set, word.rare);
        const x = 20 + (index % columns) * cell;
        const y = 740 - Math.floor(index / columns) * cell;
        return Buffer.concat([
          Buffer.from(`BT/${set.resource} 12 Tf ${x} ${y} Td[(`),
          wordBytes(word),
          Buffer.from(")]TJ ET\n"),
        ]);
      }),
    );
    file.page(content, 0, content.length);
    file.finish();
    const path = join(folder, `${name}.pdf`);
    writeFileSync(path, file.bytes());
    const { stdout } = spawnSync("pdftoppm", ["-r", "144", "-gray", path], { maxBuffer: 1 << 26 });
    const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(stdout.subarray(0, 40).toString("latin1"));
    const width = Number(header?.[1]);
    const pixels = stdout.subarray(header?.[0].length ?? 0);
    const empty = texts.filter((_, index) => {
      const left = (20 + (index % columns) * cell - 2) * 2;
      const top = (792 - (740 - Math.floor(index / columns) * cell) - 14) * 2;
      let dark = 0;
      for (let y = top; y < top + 38; y++)
        for (let x = left; x < left + cell * 2 - 2; x++) if ((pixels[y * width + x] ?? 255) < 160) dark++;
      return dark < 3;
    });
    expect(empty).toEqual([]);
    expect(texts.length).toBeGreaterThan(180);
  });
});

test("text comes back as it was: ligatures as letters, marks, quotes, no-break spaces as spaces", async () => {
  const words = [
    "office",
    "fjord",
    "Nguyễn",
    "İzmir",
    "“Łódź”",
    "a\u00a0b",
    "(x\\y)",
    "flat-fit",
    "Kealiʻi",
    "‘x’",
    "Ằ",
  ];
  const file = new PdfFile("memory", { title: "Words" });
  const content = Buffer.concat(
    words.map((word, index) => {
      file.use(serif, shapeWord(serif, word).rare);
      return say(word, 700 - 20 * index);
    }),
  );
  file.page(content, 0, content.length);
  file.finish();
  const [page] = await readPages(file.bytes());
  expect(page?.lines.map((line) => line.normalize("NFC"))).toEqual(
    words.map((word) => word.replace("\u00a0", " ")),
  );
});
