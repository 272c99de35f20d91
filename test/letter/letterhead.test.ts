import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cmyk, degrees, PDFDocument, PDFName, type PDFPage, PDFString, rgb, StandardFonts } from "pdf-lib";
import { afterAll, describe, expect, test } from "vitest";
import {
  compileLetter,
  envelopeProfiles,
  guardArea,
  type Letterhead,
  readLetterheadPage,
  type Stationery,
  singleLetter,
} from "../../src/letter/index.ts";
import { openPrintStream } from "../../src/readback/index.ts";
import { readPages } from "../pdf/fixture/read-pages.ts";
import { letterOf, stationery } from "./fixture/letters.ts";
import { usualNotice } from "./fixture/notice.ts";
import { printed } from "./fixture/print.ts";

const folder = mkdtempSync(join(tmpdir(), "letterhead-"));
afterAll(() => rmSync(folder, { recursive: true }));
// Set SHOW=1 to keep the files for a look.
const show = process.env.SHOW === "1" ? "/tmp/letterheads" : folder;
mkdirSync(show, { recursive: true });

const svg = new TextEncoder().encode(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><circle cx="20" cy="20" r="18" fill="#1f6f5f"/>' +
    '<path d="M12 20h16M20 12v16" stroke="#fff" stroke-width="4"/><rect x="46" y="12" width="70" height="16" rx="4" fill="#1f3a5f"/></svg>',
);

const paper = (head: Partial<Letterhead>, rest: Partial<Stationery> = {}): Stationery => ({
  ...stationery,
  ...rest,
  letterhead: { lines: ["Harbor Valley Clinic"], colour: "#1f3a5f", alt: "Harbor Valley Clinic", ...head },
});

let files = 0;
async function pageOf(
  draw: (page: PDFPage, document: PDFDocument) => unknown,
  size: [number, number] = [612, 792],
) {
  const document = await PDFDocument.create();
  await draw(document.addPage(size), document);
  return readOne(await document.save({ useObjectStreams: files % 2 === 0 }));
}

function readOne(bytes: Uint8Array) {
  const path = join(folder, `${++files}.pdf`);
  writeFileSync(path, bytes);
  const hash = createHash("sha256").update(bytes).digest("hex");
  return readLetterheadPage("clients/a/head.pdf", path, bytes, hash);
}

/** A mark at the top right and a band at the very foot: clear of windows, text, foot line and sheet mark. */
const brand = (page: PDFPage) => {
  page.drawRectangle({ x: 400, y: 700, width: 120, height: 40, color: rgb(0.1, 0.4, 0.4) });
  page.drawRectangle({ x: 0, y: 0, width: 612, height: 12, color: rgb(0.1, 0.4, 0.4) });
};

async function marksOf(bytes: Uint8Array) {
  const path = join(show, `stream-${++files}.pdf`);
  writeFileSync(path, bytes);
  const stream = await openPrintStream(path);
  if (stream.kind === "fault") throw new Error(stream.fault.code);
  const page = stream.value.page(1);
  if (page.kind === "fault") throw new Error(page.fault.code);
  const text = stream.value.pageText(page.value);
  stream.value.close();
  if (text.kind === "fault") throw new Error(text.fault.code);
  return text.value.marks.map(({ box }) => box);
}

describe("a letterhead in SVG", () => {
  test("is drawn as paths at the top right, clear of the windows", async () => {
    const { bytes, placements } = await printed(usualNotice(), [letterOf("HVC-1")], paper({ image: svg }));
    expect(placements[0]).toMatchObject({ kind: "placed", problems: [] });
    const marks = await marksOf(bytes);
    const guard = guardArea(envelopeProfiles["us-letter-10-double-window"]);
    const ofHead = marks.filter(({ bottom }) => bottom > 600);
    expect(ofHead).toHaveLength(3);
    for (const box of ofHead) expect(box.left).toBeGreaterThan(guard.right);
  });

  test.each(["normal", "large"] as const)("is a figure with its words in a single letter: %s", (print) => {
    const { value, problems } = singleLetter(usualNotice(), paper({ image: svg }), letterOf("HVC-1"), {
      print,
    });
    expect(problems).toEqual([]);
    expect(value?.standards).toEqual(["PDF/UA-1", "PDF/A-2u"]);
    writeFileSync(join(show, `svg-${print}.pdf`), value?.pdf ?? new Uint8Array());
    expect(Buffer.from(value?.pdf ?? []).toString("latin1")).toMatch(/\/S\s*\/Figure/);
  });

  test("with text is refused, and says what to do", () => {
    const image = new TextEncoder().encode('<svg viewBox="0 0 9 9"><text>Clinic</text></svg>');
    const { problems } = compileLetter(usualNotice(), paper({ image }));
    expect(problems).toMatchObject(
      [
        { code: "letter/letterhead-svg-unusable", severity: "stops", facts: { what: /turn it into paths/ } },
      ].map((wanted) => ({ ...wanted, facts: { what: expect.stringMatching(wanted.facts.what) } })),
    );
  });
});

describe("a letterhead of a PDF page", () => {
  test("of letter size lies under the whole first page, and on no other", async () => {
    const { value: page, problems } = await pageOf(brand);
    expect(problems).toEqual([]);
    expect(page).toMatchObject({ whole: true, form: { archival: true } });
    if (page === undefined) return;
    const { bytes, placements } = await printed(
      usualNotice(),
      [letterOf("HVC-1"), letterOf("HVC-2")],
      paper({ page, lines: [] }),
    );
    expect(placements.map((placement) => placement.problems)).toEqual([[], []]);
    const marks = await marksOf(bytes);
    expect(marks).toContainEqual({ left: 400, bottom: 700, right: 520, top: 740 });
    expect(marks).toContainEqual({ left: 0, bottom: 0, right: 612, top: 12 });
    // Once in the file, however many letters.
    expect(
      Buffer.from(bytes)
        .toString("latin1")
        .match(/\/Matrix\[1 0 0 1 0 0\]/g),
    ).toHaveLength(1);
  });

  test("of another size stands beside the windows as a picture", async () => {
    const { value: page } = await pageOf(
      (drawn) => drawn.drawRectangle({ x: 10, y: 10, width: 180, height: 30, color: rgb(0, 0, 0.5) }),
      [200, 50],
    );
    if (page === undefined) throw new Error("not read");
    expect(page.whole).toBe(false);
    const { bytes } = await printed(usualNotice(), [letterOf("HVC-1")], paper({ page }));
    const [mark] = await marksOf(bytes);
    // 346 and 44 from the left and top edges, 210 wide: 1.04 (52 of 50 high) to 1.
    expect(mark?.left).toBeCloseTo(346 + 10 * 1.04, 1);
    expect(mark?.top).toBeCloseTo(792 - 44 - 10 * 1.04, 1);
  });

  test("keeps the standards in single letters, or says that it is left out", async () => {
    const plain = (await pageOf(brand)).value;
    const inks = (
      await pageOf((page) =>
        page.drawRectangle({ x: 400, y: 700, width: 50, height: 20, color: cmyk(1, 0, 0, 0) }),
      )
    ).value;
    const clear = (
      await pageOf((page) => page.drawRectangle({ x: 400, y: 700, width: 50, height: 20, opacity: 0.4 }))
    ).value;
    if (plain === undefined || inks === undefined || clear === undefined) throw new Error("not read");
    const make = (page: NonNullable<typeof plain>, print: "normal" | "large" = "normal") =>
      singleLetter(usualNotice(), paper({ page, lines: [] }), letterOf("HVC-1"), { print });
    expect(make(plain)).toMatchObject({ problems: [], value: { standards: ["PDF/UA-1", "PDF/A-2u"] } });
    writeFileSync(join(show, "pdf-single.pdf"), make(plain).value?.pdf ?? new Uint8Array());
    for (const made of [make(inks), make(clear), make(plain, "large")]) {
      expect(made.problems.map(({ code }) => code)).toEqual(["letter/letterhead-left-out"]);
      expect(made.value?.standards).toEqual(["PDF/UA-1", "PDF/A-2u"]);
      const [first] = await readPages(made.value?.pdf ?? new Uint8Array());
      expect(first?.text).toContain("Harbor Valley Clinic");
    }
    const { bytes } = await printed(usualNotice(), [letterOf("HVC-1")], paper({ page: inks, lines: [] }));
    expect(await marksOf(bytes)).toContainEqual({ left: 400, bottom: 700, right: 450, top: 720 });
  });

  test.each<[string, Parameters<PDFPage["drawRectangle"]>[0], string]>([
    ["the windows", { x: 60, y: 650, width: 20, height: 20 }, "the windows"],
    ["a white background", { x: 0, y: 0, width: 612, height: 792, color: rgb(1, 1, 1) }, "the windows"],
    ["the text", { x: 300, y: 300, width: 20, height: 20 }, "the text"],
    ["the page number", { x: 450, y: 30, width: 60, height: 20 }, "the foot of the page"],
    ["the sheet mark", { x: 34, y: 40, width: 10, height: 10 }, "the sheet mark"],
  ])("must leave white: %s", async (_, rectangle, place) => {
    const { value: page } = await pageOf((drawn) => drawn.drawRectangle(rectangle));
    if (page === undefined) throw new Error("not read");
    const { problems } = compileLetter(usualNotice(), paper({ page, lines: [] }));
    expect(problems[0]?.severity).toBe("stops");
    expect(problems.map(({ code, facts }) => `${code} ${facts.place ?? ""}`)).toContain(
      `letter/letterhead-page-in-the-way ${place}`,
    );
  });

  test.each<[string, (page: PDFPage, document: PDFDocument) => unknown, string]>([
    ["two pages", (_, document) => document.addPage(), "it has 2 pages"],
    [
      "text",
      async (page, document) =>
        page.drawText("Clinic", { font: await document.embedFont(StandardFonts.Helvetica) }),
      "it has text: have the program turn it into outlines",
    ],
    ["a turned page", (page) => page.setRotation(degrees(90)), "its page is turned"],
    ["a script", (_, document) => document.addJavaScript("a", "app.alert(1)"), "it has /JavaScript"],
    [
      "an attachment",
      (_, document) => document.attach(Buffer.from("a"), "a.txt", {}),
      "it has /EmbeddedFiles",
    ],
    [
      "a form field",
      (page, document) => document.getForm().createTextField("a").addToPage(page),
      "it has /AcroForm",
    ],
    [
      "an annotation",
      (page, document) =>
        page.node.set(
          PDFName.of("Annots"),
          document.context.obj([{ Type: "Annot", Subtype: "Text", Contents: PDFString.of("a") }]),
        ),
      "it has annotations",
    ],
    [
      "lists that name one another twice, 36 deep",
      (page, document) => {
        let list = document.context.register(document.context.obj([1]));
        for (let depth = 0; depth < 36; depth++)
          list = document.context.register(document.context.obj([list, list]));
        page.node.set(PDFName.of("Resources"), document.context.obj({ Properties: { A: list } }));
      },
      "it is too complex",
    ],
  ])("is refused: %s", async (_, draw, what) => {
    const { value, problems } = await pageOf(async (page, document) => {
      brand(page);
      await draw(page, document);
    });
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([
      { code: "letter/letterhead-page-unusable", where: { file: "clients/a/head.pdf" }, facts: { what } },
    ]);
  });

  test.each<[string, Uint8Array]>([
    ["no PDF", Buffer.from("%PDF-1.7\nnothing more")],
    [
      "half a PDF",
      Buffer.from("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\ntrailer<</Root 1 0 R>>"),
    ],
  ])("is refused: %s", async (_, bytes) => {
    expect((await readOne(bytes)).value).toBeUndefined();
  });

  test("is another layout to approve, and survives the way to another thread", async () => {
    const { value: page } = await pageOf(brand);
    if (page === undefined) throw new Error("not read");
    const hash = (of: Stationery) => compileLetter(usualNotice(), of).value.hash;
    expect(hash(paper({ page }))).not.toBe(hash(paper({})));
    const copy = structuredClone(page);
    const one = await printed(usualNotice(), [letterOf("HVC-1")], paper({ page }));
    const two = await printed(usualNotice(), [letterOf("HVC-1")], paper({ page: copy }));
    expect(Buffer.from(two.bytes).equals(one.bytes)).toBe(true);
  });
});
