import { describe, expect, test } from "vitest";
import {
  type LetterRead,
  type PieceSpan,
  placesOf,
  plainText,
  readLetters,
  writtenLetters,
} from "../../src/readback/index.ts";
import { handMadePdf, saved, temporaryFolder } from "./fixture/hand-made-pdf.ts";
import { handMadeStream, lettersOwn } from "./fixture/hand-made-stream.ts";
import { reading } from "./fixture/reading.ts";

const folder = temporaryFolder();
const letters = 400;
const paths = {
  content: saved(folder, "content.pdf", handMadeStream(letters, "content")),
  form: saved(folder, "form.pdf", handMadeStream(letters, "form")),
};
const span = (index: number, more: Partial<PieceSpan> = {}) => ({
  pieceId: `L${index}`,
  firstPage: index * 3 + 1,
  pages: 3,
  ...more,
});
const index = Array.from({ length: letters }, (_, at) => span(at));

async function readWith<P extends PieceSpan>(path: string, pieces: Iterable<P>): Promise<LetterRead<P>[]> {
  const reader = await reading(path);
  const all: LetterRead<P>[] = [];
  for await (const read of readLetters(reader, pieces)) all.push(read);
  reader.close();
  return all;
}

describe.each(["content", "form"] as const)("a stream that shares its static text as %s", (sharing) => {
  test("each letter has its own name, code and number, and the shared text around them", async () => {
    const all = await readWith(paths[sharing], index);
    expect(all).toHaveLength(letters);
    all.forEach((read, at) => {
      if (read.kind !== "letter") throw new Error(read.kind);
      expect(read.faults).toEqual([]);
      const [first, second, third] = read.pages.map((page) => page.lines.map((line) => line.text));
      expect(first?.slice(0, 4)).toEqual(lettersOwn(at));
      expect(first).toHaveLength(4 + 40 + 1);
      expect(second).toHaveLength(41);
      expect(third?.at(-1)).toBe(`Page 3 of 3   L${at}`);
      expect(placesOf(`C${at}-QZ`, read.pages)).toHaveLength(1);
    });
  });

  test("a page read alone says the same as in its turn", async () => {
    const reader = await reading(paths[sharing]);
    for (const number of [1, 10, 11, 600, 1_200]) {
      const page = reader.page(number);
      if (page.kind === "fault") throw new Error(page.fault.code);
      const text = reader.pageText(page.value);
      if (text.kind === "fault") throw new Error(text.fault.code);
      expect(text.value.runs.at(-1)?.text).toBe(
        `Page ${((number - 1) % 3) + 1} of 3   L${Math.floor((number - 1) / 3)}`,
      );
    }
    const from = [...reader.pages(1_198)].map((page) => page.kind === "read" && page.value.number);
    expect(from).toEqual([1_198, 1_199, 1_200]);
    reader.close();
  });
});

describe("every page is accounted for", () => {
  const kinds = async (pieces: Iterable<PieceSpan>) =>
    (await readWith(paths.content, pieces)).map((read) => {
      if (read.kind === "letter") return read.piece.pieceId;
      if (read.kind === "unread") return `${read.piece.pieceId} unread`;
      if (read.kind === "unclaimed") return `${read.pages} unclaimed from ${read.firstPage}`;
      return read.kind === "overlap" ? `${read.piece.pieceId} overlaps` : read.fault.code;
    });
  const all = index.map((piece) => piece.pieceId);

  test.each([
    ["claimed once each", index, all],
    ["the index misses the first letter", index.slice(1), ["3 unclaimed from 1", ...all.slice(1)]],
    [
      "the index misses one in the middle",
      index.toSpliced(200, 1),
      [...all.slice(0, 200), "3 unclaimed from 601", ...all.slice(201)],
    ],
    ["the index misses the last two", index.slice(0, -2), [...all.slice(0, -2), "6 unclaimed from 1195"]],
    ["an empty index", [], ["1200 unclaimed from 1"]],
    ["a piece twice", index.toSpliced(5, 0, span(4)), [...all.slice(0, 5), "L4 overlaps", ...all.slice(5)]],
    [
      "a piece of no pages",
      index.toSpliced(5, 0, span(5, { pages: 0 })),
      [...all.slice(0, 5), "L5 overlaps", ...all.slice(5)],
    ],
    ["a piece beyond the end", [...index, span(400)], [...all, "readback/page-missing"]],
    [
      "a last piece with a page too many",
      [...index.slice(0, -1), span(399, { pages: 4 })],
      [...all.slice(0, -1), "readback/page-missing"],
    ],
  ])("%s", async (_, pieces, expected) => {
    expect(await kinds(pieces)).toEqual(expected);
  });

  test("the caller's own row comes back with its letter, from an asynchronous index too", async () => {
    const reader = await reading(paths.content);
    async function* rows() {
      yield { ...span(0), code: "C0-QZ" };
      yield { ...span(1), code: "C1-QZ" };
    }
    const codes: string[] = [];
    for await (const read of readLetters(reader, rows()))
      if (read.kind === "letter") codes.push(read.piece.code);
    reader.close();
    expect(codes).toEqual(["C0-QZ", "C1-QZ"]);
  });

  test("a page that cannot be read is named, and the letters after it are read", async () => {
    const bytes = handMadeStream(3, "content");
    const at = bytes.indexOf("BT /F 11", bytes.indexOf("BT /F 11") + 1);
    bytes.write("BT /G 11", at, "latin1");
    const all = await readWith(saved(folder, "damaged.pdf", bytes), index.slice(0, 3));
    expect(
      all.map(
        (read) =>
          read.kind === "letter" && [read.pages.length, read.faults.map((fault) => [fault.code, fault.page])],
      ),
    ).toEqual([
      [2, [["readback/font-missing", 2]]],
      [3, []],
      [3, []],
    ]);
  });

  test("a file with more pages than it says ends in a fault", async () => {
    const page = "<</Type/Page/MediaBox[0 0 9 9]>>";
    const bytes = handMadePdf([
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Count 1/Kids[3 0 R 4 0 R]>>",
      page,
      page,
    ]);
    const [first, second, third] = await readWith(saved(folder, "more.pdf", bytes), [
      { pieceId: "A", firstPage: 1, pages: 1 },
    ]);
    expect(first?.kind).toBe("letter");
    expect(second).toEqual({ kind: "unclaimed", firstPage: 2, pages: 1 });
    expect(third).toMatchObject({
      kind: "fault",
      fault: { code: "readback/page-count-differs", facts: { found: 2, said: 1 } },
    });
  });
});

describe("places of a text", () => {
  const page = (number: number, ...texts: string[]) => ({
    number,
    box: { left: 0, bottom: 0, right: 612, top: 792 },
    runs: [],
    marks: [],
    blankGlyphs: 0,
    lines: texts.map((text, at) => ({
      text,
      letters: writtenLetters(text),
      x: 72,
      right: 540,
      y: 700 - 14 * at,
      size: 11,
    })),
  });
  const pages = [
    page(7, "Dear Maria Lo", "pez, your code is AB-", "12. Use AB-12."),
    page(8, "AB-12", "cafe\u0301 office"),
  ];
  test.each([
    ["once on a line", "office", ["8:1"]],
    ["across a line end", "Maria Lopez", ["7:0"]],
    ["several times", "AB-12", ["7:1", "7:2", "8:0"]],
    ["across pages", "AB-12.AB-12", ["7:2"]],
    ["with other spaces", "M aria\u00A0Lopez", ["7:0"]],
    ["nowhere", "AB-13", []],
    ["nothing is nowhere", " ", []],
  ])("%s", (_, wanted, expected) => {
    expect(placesOf(wanted, pages).map((place) => `${place.page}:${place.lineIndex}`)).toEqual(expected);
  });

  test("plain text keeps the lines", () => {
    expect(plainText(page(1, "a", "b").lines)).toBe("a\nb");
  });
});
