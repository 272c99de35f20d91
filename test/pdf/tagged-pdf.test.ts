import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  face,
  ownBytes,
  readImage,
  type StructureElement,
  type StructureKid,
  type StructureRole,
  shapeWord,
  sharedForm,
  type TaggedDocument,
  TaggedPage,
  taggedPdf,
} from "../../src/pdf/index.ts";
import { cmykJpeg, transparentPng } from "./fixture/pictures.ts";
import { readPages } from "./fixture/read-pages.ts";

/** A page that says the words, one a mark. */
function pageOf(...words: readonly string[]): TaggedPage {
  const page = new TaggedPage();
  words.forEach((word, index) => {
    const shaped = shapeWord(face("sans"), word);
    page.use(face("sans"), shaped.rare);
    page.marked("P", (out) => {
      out.ascii(`BT/E 12 Tf 72 ${700 - 20 * index} Td[(`);
      out.put(shaped.bytes, shaped.from, shaped.to);
      out.ascii(")]TJ ET\n");
    });
  });
  return page;
}

const content = (mark: number, page = 0): StructureKid => ({ kind: "content", page, mark });
const element = (role: StructureRole, ...kids: readonly StructureKid[]): StructureElement => ({
  kind: "element",
  role,
  kids,
});
const cell = (...kids: readonly StructureKid[]): StructureElement => ({
  ...element("TH", ...kids),
  scope: "Row",
});

function documentOf(
  root: StructureElement,
  pages: readonly TaggedPage[] = [pageOf("One", "Two")],
): TaggedDocument {
  return { about: { title: "A letter", language: "en" }, pages, root };
}
const sound = documentOf(element("Document", element("H1", content(0)), element("P", content(1))));

function withPicture(image: Uint8Array): TaggedDocument {
  const page = pageOf("One", "Two");
  const object = readImage(image);
  if (object === undefined) throw new Error("no picture");
  page.share(
    sharedForm(ownBytes(`/${object.name} Do\n`), { box: [0, 0, 612, 792], faces: [], images: [object] }),
  );
  return { ...sound, pages: [page] };
}

const link = (contents: string): StructureKid => ({
  kind: "link",
  page: 0,
  box: [72, 690, 100, 710],
  target: "https://example.org/a(b)\\ü",
  contents,
});
const both = ["PDF/UA-1", "PDF/A-2u"];
const archive = ["PDF/A-2u"];

describe("the standards that a file names", () => {
  test.each<[string, TaggedDocument, readonly string[], readonly string[]]>([
    ["both for a sound document", sound, both, []],
    ["both with a picture that lets light through", withPicture(transparentPng), both, []],
    ["no archive with a picture in CMYK", withPicture(cmykJpeg), ["PDF/UA-1"], ["6.2.4.3"]],
    ["no title", { ...sound, about: { title: " ", language: "en" } }, archive, ["7.1"]],
    ["no language", { ...sound, about: { title: "A", language: "English!" } }, archive, ["7.2"]],
    ["a mark of no element", documentOf(element("Document", element("P", content(0)))), archive, ["7.1"]],
    [
      "a mark of two elements",
      documentOf(element("Document", element("P", content(0), content(1)), element("P", content(1)))),
      archive,
      ["7.1"],
    ],
    [
      "a mark that is not there",
      documentOf(element("Document", element("P", content(0), content(1), content(2)))),
      archive,
      ["7.1"],
    ],
    [
      "a first heading of level 2",
      documentOf(element("Document", element("H2", content(0)), element("P", content(1)))),
      archive,
      ["7.4.2"],
    ],
    [
      "a heading level left out",
      documentOf(element("Document", element("H1", content(0)), element("H3", content(1)))),
      archive,
      ["7.4.2"],
    ],
    [
      "a figure without text",
      documentOf(element("Document", element("Figure", content(0)), element("P", content(1)))),
      archive,
      ["7.3"],
    ],
    [
      "an item outside of a list",
      documentOf(element("Document", element("LI", element("LBody", content(0))), element("P", content(1)))),
      archive,
      ["7.2"],
    ],
    [
      "a paragraph among the rows of a table",
      documentOf(element("Document", element("Table", element("P", content(0), content(1))))),
      archive,
      ["7.2"],
    ],
    [
      "rows of different lengths",
      documentOf(
        element(
          "Document",
          element("Table", element("TR", cell(content(0))), element("TR", cell(content(1)), cell())),
        ),
      ),
      archive,
      ["7.5"],
    ],
    [
      "a head cell that names nothing",
      documentOf(element("Document", element("Table", element("TR", element("TH", content(0), content(1)))))),
      archive,
      ["7.5"],
    ],
    [
      "a link that leads nowhere",
      documentOf(element("Document", element("P", element("Link", content(0)), content(1)))),
      archive,
      ["7.18.5"],
    ],
    [
      "a link that says nothing",
      documentOf(element("Document", element("P", element("Link", content(0), link(" ")), content(1)))),
      archive,
      ["7.18.5"],
    ],
  ])("%s", (_, document, standards, clauses) => {
    const made = taggedPdf(document);
    expect(made.faults.map(({ clause }) => clause)).toEqual(clauses);
    expect(made.standards).toEqual(standards);
    const text = Buffer.from(made.bytes).toString("latin1");
    expect(text.includes("<pdfuaid:part>1<")).toBe(standards.includes("PDF/UA-1"));
    expect(text.includes("<pdfaid:part>2<")).toBe(standards.includes("PDF/A-2u"));
  });
});

test("a glyph that stands for no text keeps a file from both", () => {
  const sans = face("sans");
  const nameless = Array.from({ length: sans.font.numGlyphs }, (_, id) => id).find(
    (id) => id > 0 && !sans.codes.meanings.has(id),
  );
  const page = pageOf("One", "Two");
  page.use(sans, [nameless ?? 0]);
  const { standards, faults } = taggedPdf({ ...sound, pages: [page] });
  expect(standards).toEqual([]);
  expect(faults.map(({ clause }) => clause)).toEqual(["7.21.7", "6.2.11.7.2"]);
});

describe("a page", () => {
  test("keeps marks and artifacts apart", () => {
    const page = new TaggedPage();
    expect(() => page.marked("P", () => page.artifact("layout", () => {}))).toThrow("nested");
  });

  test("is read by others", async () => {
    const [page] = await readPages(taggedPdf(sound).bytes);
    expect(page?.lines).toEqual(["One", "Two"]);
  });
});

test("an address of the web is written in ASCII, its parentheses escaped", () => {
  const made = taggedPdf(
    documentOf(element("Document", element("P", element("Link", content(0), link("Go")), content(1)))),
  );
  expect(Buffer.from(made.bytes).toString("latin1")).toContain(
    "/URI(https://example.org/a\\(b\\)\\\\%C3%BC)",
  );
});

test("the same document gives the same bytes", () => {
  const again = documentOf(sound.root);
  expect(taggedPdf(again).sha256).toBe(taggedPdf(sound).sha256);
});

describe("the sRGB profile", () => {
  const text = Buffer.from(taggedPdf(sound).bytes).toString("latin1");
  const number = /DestOutputProfile (\d+) 0 R/.exec(text)?.[1];
  const start = text.indexOf(`\n${number} 0 obj`);
  const length = Number(/Length (\d+)/.exec(text.slice(start))?.[1]);
  const from = text.indexOf("stream\n", start) + 7;
  const profile = inflateSync(Buffer.from(text.slice(from, from + length), "latin1"));
  const tags = Array.from({ length: profile.readUInt32BE(128) }, (_, index) => {
    const at = 132 + 12 * index;
    return {
      name: profile.toString("latin1", at, at + 4),
      offset: profile.readUInt32BE(at + 4),
      length: profile.readUInt32BE(at + 8),
    };
  });
  const xyz = (name: string) => {
    const at = (tags.find((tag) => tag.name === name)?.offset ?? 0) + 8;
    return [0, 4, 8].map((step) => profile.readInt32BE(at + step) / 65_536);
  };

  test("is a display profile of its own length, its elements inside it at multiples of four", () => {
    expect(profile.readUInt32BE(0)).toBe(profile.length);
    expect(profile.toString("latin1", 12, 24)).toBe("mntrRGB XYZ ");
    expect(profile.toString("latin1", 36, 40)).toBe("acsp");
    for (const { offset, length: size } of tags) {
      expect(offset % 4).toBe(0);
      expect(offset + size).toBeLessThanOrEqual(profile.length);
    }
  });

  test("has primaries that add up to its white", () => {
    const sum = [0, 1, 2].map((axis) =>
      ["rXYZ", "gXYZ", "bXYZ"].reduce((total, name) => total + (xyz(name)[axis] ?? 0), 0),
    );
    xyz("wtpt").forEach((value, axis) => {
      expect(sum[axis]).toBeCloseTo(value, 3);
    });
  });
});
