import { describe, expect, test } from "vitest";
import { rowsOf, type WorkbookXml, workbookFile, workbookParts, zipOf } from "./workbook-archive.ts";

const read = (xml: WorkbookXml | Buffer) => rowsOf(workbookFile(xml));
const cellsOf = async (xml: WorkbookXml) => (await read(xml)).rows.map(({ cells }) => cells);
const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;

// Style 0 is a number, 1 a day, 2 a code of its own, 3 what it inherits, 4 no format at all.
const styles = (code = "yyyy\\-mm\\-dd;@") =>
  `<numFmts><numFmt numFmtId="164" formatCode="${code}"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf xfId="0"/><xf/></cellXfs>';

describe("a cell", () => {
  test.each<[label: string, cell: string, says: string]>([
    ["a shared text", '<c t="s"><v>0</v></c>', "Zoë & Co"],
    ["a shared text in runs, without how it is spoken", '<c t="s"><v>1</v></c>', "Two words"],
    ["a text of its own", inline("Lopez"), "Lopez"],
    ["a text of its own in runs", '<c t="inlineStr"><is><r><t>Lo</t></r><r><t>pez</t></r></is></c>', "Lopez"],
    ["spaces at the edges", '<c t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>', " a "],
    ["CDATA", '<c t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c>', "a<b"],
    ["a comment within", inline("a<!-- no -->b"), "ab"],
    ["a character beyond the first 65,536", inline("&#x20BB7;&#128512;"), "𠮷😀"],
    ["a character that XML cannot hold", inline("a_x0009_b_x005F_x0041_"), "a\tb_x0041_"],
    ["digits as they stand", "<c><v>00123.450</v></c>", "00123.450"],
    ["more digits than a number has", "<c><v>12345678901234567890</v></c>", "12345678901234567890"],
    ["true", '<c t="b"><v>1</v></c>', "true"],
    ["false", '<c t="b"><v>0</v></c>', "false"],
    ["a formula's last text", '<c t="str"><f>A1&amp;B1</f><v>ab</v></c>', "ab"],
    ["a formula's last number", "<c><f>1+1</f><v>2</v></c>", "2"],
    ["a formula without a result", '<c t="str"><f>A1</f></c>', ""],
    ["an error", '<c t="e"><v>#N/A</v></c>', ""],
    ["a day as text", '<c t="d"><v>2021-06-10T00:47:45.700</v></c>', "2021-06-10"],
    ["a day by a known format", '<c s="1"><v>29313</v></c>', "1980-04-02"],
    ["a day with a time", '<c s="1"><v>29313.99</v></c>', "1980-04-02"],
    ["a day by a format of the file", '<c s="2"><v>29313</v></c>', "1980-04-02"],
    ["a day by the style it inherits", '<c s="3"><v>29313</v></c>', "1980-04-02"],
    ["a number in a style without a format", '<c s="4"><v>29313</v></c>', "29313"],
    ["a style that the file lacks", '<c s="99"><v>29313</v></c>', "29313"],
    ["the first day", '<c s="1"><v>1</v></c>', "1900-01-01"],
    ["the day before the one that never was", '<c s="1"><v>59</v></c>', "1900-02-28"],
    ["the day that never was", '<c s="1"><v>60</v></c>', "60"],
    ["the day after it", '<c s="1"><v>61</v></c>', "1900-03-01"],
    ["the last day", '<c s="1"><v>2958465</v></c>', "9999-12-31"],
    ["no day any more", '<c s="1"><v>2958466</v></c>', "2958466"],
  ])("%s", async (_label, cell, says) => {
    const strings =
      "<si><t>Zoë &amp; Co</t></si><si><r><t>Two </t></r><r><rPr><b/></rPr><t>words</t></r><rPh><t>no</t></rPh></si>";
    // A second cell, so that an empty first one shows.
    const [cells] = await cellsOf({
      sheets: [`<row>${cell}${inline("x")}</row>`],
      strings,
      styles: styles(),
    });
    expect(cells).toEqual([says, "x"]);
  });

  test.each<[code: string, isDay: boolean]>([
    ["m/d/yyyy", true],
    ["yyyymmdd", true],
    ["[$-409]mmmm d, yyyy;@", true],
    ["[Red]dd-mmm-yy", true],
    ["d &quot;de&quot; mmmm", true],
    ["[h]:mm:ss.00", true],
    ["h:mm AM/PM", true],
    ["0;[Red]yyyy-mm-dd", true],
    ["General", false],
    ["0.00E+00", false],
    ["#,##0.00\\ &quot;days&quot;", false],
    ["[Red]0.0%", false],
    ["00000\\-0000", false],
    ["_(* #,##0_);_(@_)", false],
    ["&quot;d&quot;", false],
  ])("the format %s is a day's: %s", async (code, isDay) => {
    const [cells] = await cellsOf({ sheets: ['<row><c s="2"><v>29313</v></c></row>'], styles: styles(code) });
    expect(cells).toEqual([isDay ? "1980-04-02" : "29313"]);
  });

  test.each(["1", "true"])("days count from 1904 if the workbook says %s", async (flag) => {
    const sheets = ['<row><c s="1"><v>27851</v></c></row>'];
    const workbookPr = `<workbookPr date1904="${flag}"/>`;
    expect(await cellsOf({ sheets, styles: styles(), workbookPr })).toEqual([["1980-04-02"]]);
  });
});

describe("places", () => {
  test("rows keep their numbers, with and without addresses", async () => {
    const sheet =
      `<row r="3">${inline("a")}</row><row r="4"><c r="A4"/></row><row>${inline("b")}</row>` +
      `<row><c r="C9" t="inlineStr"><is><t>c</t></is></c></row><row>${inline("d")}</row>`;
    expect((await read({ sheets: [sheet] })).rows).toEqual([
      { row: 3, cells: ["a"] },
      { row: 5, cells: ["b"] },
      { row: 9, cells: ["", "", "c"] },
      { row: 10, cells: ["d"] },
    ]);
  });

  test("columns by their letters; short rows are as wide as the first", async () => {
    const at = (address: string) => `<c r="${address}" t="b"><v>1</v></c>`;
    const [first, second] = await cellsOf({
      sheets: [`<row r="1">${at("B1")}${at("AB1")}</row><row r="2">${at("A2")}</row>`],
    });
    expect(first).toHaveLength(28);
    expect([first?.[1], first?.[27], first?.indexOf("true")]).toEqual(["true", "true", 1]);
    expect(second).toEqual(["true", ...Array(27).fill("")]);
  });

  test("merged cells are in the first; what follows the rows is not read", async () => {
    const sheet =
      '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1"/></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells><sheetData>';
    expect(await cellsOf({ sheets: [sheet] })).toEqual([["true"]]);
  });

  test.each<[label: string, xml: WorkbookXml]>([
    ["stored under other names", renamed("/xl/tables/One.XML")],
    ["found by a path with dots", renamed("../xl/tables/One.xml")],
    [
      "with a prefix on every element",
      {
        sheets: [""],
        parts: {
          "xl/worksheets/sheet1.xml":
            '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row><x:c t="b"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        },
      },
    ],
    [
      "in UTF-16",
      {
        sheets: [""],
        parts: {
          "xl/worksheets/sheet1.xml": Buffer.from(
            '\ufeff<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData><row><c t="b"><v>1</v></c></row></sheetData></worksheet>',
            "utf16le",
          ),
        },
      },
    ],
  ])("a sheet %s", async (_label, xml) => {
    expect(await cellsOf(xml)).toEqual([["true"]]);
  });

  test("parts that are stored and not deflated", async () => {
    expect((await read(zipOf(workbookParts({ sheets: [`<row>${inline("a")}</row>`] }), true))).rows).toEqual([
      { row: 1, cells: ["a"] },
    ]);
  });

  test("other sheets are counted if a cell says something", async () => {
    const full = `<row>${inline("a")}</row>`;
    const { rows, problems } = await read({ sheets: [full, '<row><c r="A1"/></row>', full, "", full] });
    expect(rows).toHaveLength(1);
    expect(problems).toMatchObject([{ code: "incident/workbook-other-sheets", facts: { sheets: 2 } }]);
  });
});

function renamed(target: string): WorkbookXml {
  const whole = workbookParts({ sheets: ['<row><c t="b"><v>1</v></c></row>'] });
  const { "xl/worksheets/sheet1.xml": sheet = "", "xl/_rels/workbook.xml.rels": rels = "" } = whole;
  return {
    sheets: [""],
    parts: {
      "xl/_rels/workbook.xml.rels": String(rels).replace("worksheets/sheet1.xml", target),
      "xl/tables/one.xml": sheet,
    },
  };
}

describe("texts across what is unpacked at once", () => {
  test.each(["inline", "shared"])("%s", async (kind) => {
    const names = Array.from({ length: 20_000 }, (_, i) => `Zoë 𠮷 &amp; ${i}`);
    const rows = names.map(
      (name, i) => `<row>${kind === "inline" ? inline(name) : `<c t="s"><v>${i}</v></c>`}</row>`,
    );
    const strings = names.map((name) => `<si><t>${name}</t></si>`).join("");
    const cells = await cellsOf({ sheets: [rows.join("")], ...(kind === "shared" ? { strings } : {}) });
    expect(cells.flat()).toEqual(names.map((name) => name.replace("&amp;", "&")));
  });
});

describe("what is no sound workbook", () => {
  const good = `<row r="1">${inline("a")}</row>`;
  const broken = (row?: number) => [
    {
      code: "incident/workbook-broken",
      where: row === undefined ? { file: "people.xlsx" } : { file: "people.xlsx", row },
    },
  ];

  test.each<[label: string, second: string]>([
    ["a row twice", `<row r="1">${inline("b")}</row>`],
    ["a row without a number", `<row r="x">${inline("b")}</row>`],
    ["a row beyond the last", `<row r="1048577">${inline("b")}</row>`],
    ["cells in the wrong order", '<row r="2"><c r="B2"/><c r="A2"/></row>'],
    ["a cell beyond the last column", '<row r="2"><c r="XFE2"/></row>'],
    ["an address without a column", '<row r="2"><c r="2"/></row>'],
    ["a text that the table lacks", '<row r="2"><c t="s"><v>7</v></c></row>'],
    ["a text by no number", '<row r="2"><c t="s"><v>1.5</v></c></row>'],
    ["a truth that is none", '<row r="2"><c t="b"><v>2</v></c></row>'],
    ["a day that is none", '<row r="2"><c t="d"><v>soon</v></c></row>'],
    ["a day's number that is none", '<row r="2"><c s="1"><v>soon</v></c></row>'],
    ["a type that is none", '<row r="2"><c t="q"><v>1</v></c></row>'],
  ])("%s: told with its row, after the rows before it", async (_label, second) => {
    const { rows, problems } = await read({
      sheets: [good + second],
      strings: "<si><t>a</t></si>",
      styles: styles(),
    });
    expect(rows).toEqual([{ row: 1, cells: ["a"] }]);
    expect(problems).toMatchObject(broken(2));
  });

  test.each<[label: string, data: string]>([
    ["tags that do not match", "<row><c></row></c>"],
    ["an end before the end", "</sheetData>"],
    ["an entity that nobody knows", `<row>${inline("&nobody;")}</row>`],
    ["a document type within", "<!DOCTYPE a>"],
    ["elements too deep in each other", "<a>".repeat(300) + "</a>".repeat(300)],
    ["a comment of a million characters", `<!-- ${"x".repeat(1_100_000)} -->`],
    ["a text of a million characters", `<row>${inline("x".repeat(1_100_000))}</row>`],
    [
      "a text of a million characters in runs",
      `<row><c t="inlineStr"><is>${`<r><t>${"x".repeat(600_000)}</t></r>`.repeat(2)}</is></c></row>`,
    ],
  ])("%s", async (_label, data) => {
    const { rows, problems } = await read({ sheets: [data] });
    expect(rows).toEqual([]);
    expect(problems).toMatchObject(broken());
  });

  test("a document type, and what it would blow up", async () => {
    const lol = '<!DOCTYPE sst [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
    const { problems } = await read({
      sheets: ['<row><c t="s"><v>0</v></c></row>'],
      strings: "",
      parts: { "xl/sharedStrings.xml": `${lol}<sst><si><t>&b;</t></si></sst>` },
    });
    expect(problems).toMatchObject(broken());
  });

  test("a row of a quarter of a million characters, made of one shared text", async () => {
    const { rows, problems } = await read({
      sheets: [`${good}<row r="2">${'<c t="s"><v>0</v></c>'.repeat(9)}</row>`],
      strings: `<si><t>${"x".repeat(32_000)}</t></si>`,
    });
    expect(rows).toHaveLength(1);
    expect(problems).toMatchObject([
      { code: "incident/row-too-long", where: { row: 2 }, facts: { most: 250_000 } },
    ]);
  });

  const sound = zipOf(workbookParts({ sheets: [good], strings: "<si><t>a</t></si>" }));
  const entryOf = (name: string) => sound.lastIndexOf(name) - 46;
  const spoilt = (spoil: (bytes: Buffer) => void) => {
    const bytes = Buffer.from(sound);
    spoil(bytes);
    return bytes;
  };

  test.each<[label: string, bytes: Buffer]>([
    ["cut off", sound.subarray(0, sound.length - 30)],
    ["no directory", Buffer.from("PK\x03\x04 and nothing else", "latin1")],
    ["a ZIP archive of something else", zipOf({ "readme.txt": "hello" })],
    ["a workbook without sheets", zipOf(workbookParts({ sheets: [] }))],
    [
      "a checksum that differs",
      spoilt((bytes) => bytes.writeUInt32LE(1, entryOf("xl/worksheets/sheet1.xml") + 16)),
    ],
    [
      "fewer bytes than it says",
      spoilt((bytes) => bytes.writeUInt32LE(9_999, entryOf("xl/worksheets/sheet1.xml") + 24)),
    ],
    [
      "more bytes than it says",
      spoilt((bytes) => bytes.writeUInt32LE(9, entryOf("xl/worksheets/sheet1.xml") + 24)),
    ],
    [
      "a part with a password",
      spoilt((bytes) => bytes.writeUInt16LE(1, entryOf("xl/worksheets/sheet1.xml") + 8)),
    ],
    [
      "a way of packing nobody knows",
      spoilt((bytes) => bytes.writeUInt16LE(99, entryOf("xl/worksheets/sheet1.xml") + 10)),
    ],
  ])("an archive: %s", async (_label, bytes) => {
    expect((await read(bytes)).problems).toMatchObject(broken());
  });

  test.each<[part: string, most: number]>([
    ["xl/sharedStrings.xml", 250_000_000],
    ["xl/worksheets/sheet1.xml", 4_000_000_000],
    ["xl/workbook.xml", 50_000_000],
  ])("%s claims more than is read: refused before it is", async (part, most) => {
    const { rows, problems } = await read(
      spoilt((bytes) => bytes.writeUInt32LE(most + 1, entryOf(part) + 24)),
    );
    expect(rows).toEqual([]);
    expect(problems).toMatchObject([
      { code: "incident/workbook-too-large", facts: { bytes: most + 1, most } },
    ]);
  });
});
