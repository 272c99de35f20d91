import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  canPrintWith,
  compileLetter,
  type GivenFont,
  type GivenFonts,
  readTypefaces,
  type Stationery,
  singleLetter,
} from "../../src/letter/index.ts";
import { openPrintStream as openToRead, placesOf, readLetters } from "../../src/readback/index.ts";
import { hanFont, inconsolata, liberation, withRights } from "../pdf/fixture/fonts.ts";
import { readPages, squeezed } from "../pdf/fixture/read-pages.ts";
import { letterOf, stationery } from "./fixture/letters.ts";
import { h, noticeOf, p, table, usualNotice } from "./fixture/notice.ts";
import { printed } from "./fixture/print.ts";

const folder = mkdtempSync(join(tmpdir(), "client-fonts-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, bytes: Uint8Array): GivenFont => ({ file: `clients/a/fonts/${name}`, bytes });
const sansFonts: GivenFonts = {
  text: {
    regular: file("Regular.ttf", liberation.regular()),
    bold: file("Bold.ttf", liberation.bold()),
    italic: file("Italic.ttf", liberation.italic()),
  },
  headings: { bold: file("Bold.ttf", liberation.bold()), regular: file("Regular.ttf", liberation.regular()) },
};
const cffFonts: GivenFonts = {
  text: { regular: file("Mono.otf", inconsolata()), bold: file("Mono.otf", inconsolata()) },
};
const hanFonts: GivenFonts = { fallback: [file("Han.ttf", hanFont())] };
const paper = (fonts: GivenFonts): Stationery => ({ ...stationery, fonts });

// Set SHOW=1 to keep the files for a look.
const show = process.env.SHOW === "1" ? "/tmp/client-fonts" : folder;
mkdirSync(show, { recursive: true });

const notice = noticeOf([
  h(1, "Notice of Data Breach"),
  p("Dear {recipientName}:"),
  p("The files held your **{dataElements}**. Please read all of it."),
  h(2, "What You Can Do"),
  table(["Bureau", "Phone"], ["Example One", "1-800-555-0101"]),
  p("Enter the code {code} until {enrolBy}."),
]);

/** What our own reader makes of a stream of these letters: texts, fonts, glyphs without ink. */
async function readBack(bytes: Uint8Array, pages: number) {
  const path = join(show, "stream.pdf");
  writeFileSync(path, bytes);
  const stream = await openToRead(path);
  if (stream.kind === "fault") throw new Error(stream.fault.code);
  try {
    for await (const read of readLetters(stream.value, [{ pieceId: "A", firstPage: 1, pages }])) {
      if (read.kind !== "letter") throw new Error(read.kind);
      const runs = read.pages.flatMap((page) => page.runs);
      return {
        pages: read.pages,
        fontOf: (text: string) => runs.find((run) => squeezed(run.text).includes(squeezed(text)))?.fontName,
        blanks: runs.reduce((sum, { blankGlyphs }) => sum + blankGlyphs, 0),
      };
    }
  } finally {
    stream.value.close();
  }
  throw new Error("no letter");
}

describe.each<[string, GivenFonts, string, string]>([
  ["TrueType of 2048 units", sansFonts, "LiberationSans", "LiberationSans-Bold"],
  ["PostScript outlines", cffFonts, "Inconsolata", "SourceSans3-SemiBold"],
])("letters in a client's fonts: %s", (name, fonts, text, heading) => {
  const names = ["Maria Lopez", "Ana Ünsal"];

  test("are read back, each word in its font, with ink", async () => {
    const letters = names.map((recipientName, index) => letterOf(`HVC-${index}`, { recipientName }));
    const { bytes, placements } = await printed(notice, letters, paper(fonts));
    expect(placements.map(({ kind }) => kind)).toEqual(["placed", "placed"]);
    writeFileSync(join(show, `${name.split(" ")[0]}.pdf`), bytes);
    const read = await readBack(bytes, 2);
    expect(read.blanks).toBe(0);
    expect(placesOf("Dear Maria Lopez:", read.pages)).toHaveLength(1);
    expect(read.fontOf("The files held")).toBe(text);
    expect(read.fontOf("What You Can Do")).toBe(heading);
    // Mail machines read the address, and it fits its window whatever the client's font.
    expect(read.fontOf("12 SAMPLE ST APT 4")).toBe("SourceSans3-Regular");
  });

  test("set a name that the font lacks letters of in ours, the whole word", async () => {
    const letter = letterOf("HVC-1", { recipientName: "Nguyễn Thị Ánh" });
    const { bytes, placements } = await printed(notice, [letter], paper(cffFonts));
    expect(placements[0]?.kind).toBe("placed");
    const read = await readBack(bytes, 2);
    expect(read.fontOf("Nguyễn")).toBe("SourceSerif4-Regular");
    expect(read.fontOf("Ánh:")).toBe("Inconsolata");
    expect(read.blanks).toBe(0);
  });

  test("meet the standards by themselves, and are the same twice", async () => {
    const letter = letterOf("HVC-1", { recipientName: "Nguyễn Thị Ánh" });
    const make = () => singleLetter(notice, paper(fonts), letter, { author: "Harbor Valley Clinic" });
    const { value, problems } = make();
    expect(problems.filter(({ severity }) => severity !== "warns")).toEqual([]);
    expect(value?.standards).toEqual(["PDF/UA-1", "PDF/A-2u"]);
    expect(make().value?.sha256).toBe(value?.sha256);
    writeFileSync(join(show, `single-${name.split(" ")[0]}.pdf`), value?.pdf ?? new Uint8Array());
    const pages = await readPages(value?.pdf ?? new Uint8Array());
    expect(squeezed(pages.map((page) => page.text).join(" "))).toContain(squeezed("Dear Nguyễn Thị Ánh:"));
  });

  test("are another layout to approve", () => {
    const hash = (stationery: Stationery) => compileLetter(notice, stationery).value.hash;
    expect(hash(paper(fonts))).not.toBe(hash(stationery));
    expect(hash(paper(fonts))).toBe(hash(paper({ ...fonts })));
  });
});

describe("what is wrong with a client's fonts", () => {
  const regular = file("Regular.ttf", liberation.regular());
  test.each<[string, GivenFonts, readonly string[]]>([
    ["nothing", sansFonts, ["letter/font-lacks-letters"]],
    [
      "no font",
      { text: { regular: file("a.ttf", Buffer.from("no font, only words")) } },
      ["letter/font-unusable", "letter/font-style-missing"],
    ],
    [
      "restricted",
      { headings: { bold: file("a.ttf", withRights(liberation.bold(), 2)) } },
      ["letter/font-not-allowed"],
    ],
    ["no bold, and the text has bold", { text: { regular } }, ["letter/font-style-missing"]],
    ["not installed", { fallback: [{ package: "noto-sans-nowhere" }] }, ["letter/font-package-missing"]],
    ["a path as a package", { fallback: [{ package: "../../etc" }] }, ["letter/font-package-missing"]],
  ])("%s", (_, fonts, codes) => {
    const found = compileLetter(notice, paper(fonts)).problems.map(({ code }) => code);
    expect(
      [...new Set(found)].filter((code) => codes[0] === code || code !== "letter/font-lacks-letters"),
    ).toEqual(codes);
  });

  test("each problem names its file, and no letter of anybody", () => {
    const { problems } = readTypefaces({ text: { regular: file("a.otf", Buffer.from("OTTO")) } });
    expect(problems).toMatchObject([
      {
        severity: "stops",
        where: { file: "clients/a/fonts/a.otf" },
        facts: { what: "its tables are damaged" },
      },
    ]);
  });

  test("text that the client's font lacks is told and set in ours", async () => {
    const greek = noticeOf([p("Ask for the Ễlan office.")]);
    const { problems } = compileLetter(greek, paper(cffFonts));
    expect(problems.find(({ code }) => code === "letter/font-lacks-text")?.facts).toEqual({
      characters: "Ễ",
    });
    const { bytes } = await printed(greek, undefined, paper(cffFonts));
    expect((await readBack(bytes, 2)).fontOf("Ễlan")).toBe("SourceSerif4-Regular");
  });
});

describe("names in other scripts", () => {
  const letter = letterOf("HVC-1", {
    recipientName: "王小明",
    addressLines: ["王小明", "12 北京 ST APT 4", "SPRINGFIELD TX 75001-0123"],
  });

  test("are refused without a font for them", async () => {
    const { placements } = await printed(notice, [letter]);
    expect(placements[0]?.problems.map(({ code }) => code)).toContain("letter/name-cannot-be-printed");
  });

  test("are printed in text, address and bold with one, beside words in ours", async () => {
    const { bytes, placements } = await printed(notice, [letter], paper(hanFonts));
    expect(placements[0]).toMatchObject({ kind: "placed", problems: [] });
    writeFileSync(join(show, "han.pdf"), bytes);
    const read = await readBack(bytes, 2);
    expect(placesOf("Dear 王小明:", read.pages)).toHaveLength(1);
    expect(placesOf("12 北京 ST APT 4", read.pages)).toHaveLength(1);
    expect(read.fontOf("北京")).toBe("LiberationSans");
    expect(read.fontOf("SPRINGFIELD TX")).toBe("SourceSans3-Regular");
    expect(read.blanks).toBe(0);
  });

  test.each<[string, "normal" | "large"]>([
    ["a single letter", "normal"],
    ["large print", "large"],
  ])("%s has them and meets the standards", async (_, print) => {
    const { value } = singleLetter(notice, paper(hanFonts), letter, { print });
    expect(value?.standards).toEqual(["PDF/UA-1", "PDF/A-2u"]);
    const pages = await readPages(value?.pdf ?? new Uint8Array());
    expect(squeezed(pages.map((page) => page.text).join(" "))).toContain(squeezed("12 北京 ST APT 4"));
  });

  test("are held at intake by what letters can print", () => {
    expect(canPrintWith(undefined)("王小明 Lopez")).toEqual(["王", "小", "明"]);
    expect(canPrintWith(hanFonts)("王小明 Lopez")).toEqual([]);
    expect(canPrintWith(hanFonts)("王水")).toEqual(["水"]);
  });
});

test("without fonts of the client's own nothing of the usual letter changes", () => {
  const usual = usualNotice();
  expect(compileLetter(usual, { ...stationery }).value.typefaces.hashes).toEqual([]);
});
