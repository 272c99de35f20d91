import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { type Fault, type FaultCode, faultText, openPrintStream } from "../../src/readback/index.ts";
import {
  type Body,
  coded,
  handMadePdf,
  onePage,
  packed,
  saved,
  temporaryFolder,
} from "./fixture/hand-made-pdf.ts";

const folder = temporaryFolder();

/** Reads everything a file has, or up to what is wrong with it. */
async function firstFault(path: string): Promise<Fault | undefined> {
  const opened = await openPrintStream(path);
  if (opened.kind === "fault") return opened.fault;
  const reader = opened.value;
  try {
    for (const page of reader.pages()) {
      if (page.kind === "fault") return page.fault;
      const text = reader.pageText(page.value);
      if (text.kind === "fault") return text.fault;
    }
    return undefined;
  } finally {
    reader.close();
  }
}

const letter = () => onePage(`BT /F 11 Tf 72 700 Td ${coded("Dear reader")} Tj ET`);
const text = (content: string) => onePage(`BT /F 11 Tf ${content} ET`);
const withRoot = (pages: string, ...more: Body[]) =>
  handMadePdf([`<</Type/Catalog/Pages 2 0 R>>`, pages, ...more]);
const edited = (bytes: Buffer, from: string, to: string) => {
  const at = bytes.lastIndexOf(from);
  if (at < 0) throw new Error(`the fixture has no ${from}`);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(to, "latin1"), bytes.subarray(at + from.length)]);
};
const withFont = (...font: Body[]) =>
  handMadePdf([
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 612 792]/Resources<</Font<</F 5 0 R>>>>>>",
    "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
    { data: "BT /F 11 Tf (A) Tj ET" },
    ...font,
  ]);
const descendant = (more: string) => `<</Type/Font/Subtype/CIDFontType2/BaseFont/X${more}>>`;
const composite = (encoding = "/Identity-H") =>
  `<</Type/Font/Subtype/Type0/BaseFont/X/Encoding ${encoding}/DescendantFonts[6 0 R]>>`;

/** A file whose table is a stream; `objects` are inside object stream 4 as numbers 1, 2, 3. */
function withObjectStream(objects: readonly string[], length: string, index = "/Index[0 6]"): Buffer {
  let header = "";
  let body = "";
  objects.forEach((object, at) => {
    header += `${at + 1} ${body.length} `;
    body += `${object} `;
  });
  const data = header + body;
  const start = "%PDF-1.7\n";
  const four = `4 0 obj\n<<${length.replace("LENGTH", String(data.length))}/Type/ObjStm/N ${objects.length}/First ${header.length}>>stream\n${data}\nendstream\nendobj\n`;
  const five = start.length + four.length;
  const row = (kind: number, place: number, at: number) => [kind, place >> 8, place & 255, at];
  const rows = [
    row(0, 0, 0),
    row(2, 4, 0),
    row(2, 4, 1),
    row(2, 4, 2),
    row(1, start.length, 0),
    row(1, five, 0),
  ].flat();
  const table = Buffer.from(rows);
  return Buffer.concat([
    Buffer.from(
      `${start}${four}5 0 obj\n<</Type/XRef/W[1 2 1]/Size 6${index}/Root 1 0 R/Length ${table.length}>>stream\n`,
    ),
    table,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${five}\n%%EOF\n`),
  ]);
}

const nestedForms = (count: number, draw: (next: number) => string): Buffer => {
  const forms = Array.from(
    { length: count },
    (_, at): Body => packed(draw(at + 1), "/Type/XObject/Subtype/Form"),
  );
  const names = forms.map((_, at) => `/X${at} ${10 + at} 0 R`).join("");
  return onePage("/X0 Do", forms, `/XObject<<${names}>>`);
};

type Case = readonly [label: string, bytes: () => Uint8Array];

/** Every fault, and files that have it: a code without a case does not compile. */
const cases: { readonly [code in Exclude<FaultCode, "readback/page-missing">]: readonly [Case, ...Case[]] } =
  {
    "readback/not-a-pdf": [
      ["an empty file", () => Buffer.alloc(0)],
      ["a web page", () => Buffer.from("<!doctype html><title>Print stream</title>")],
      ["a PDF behind other bytes", () => Buffer.concat([Buffer.from("From: mail"), letter()])],
    ],
    "readback/ends-early": [
      ["a string of content that never closes", () => onePage("BT /F 11 Tf (Dear reader Tj ET")],
      ["a hexadecimal string that never closes", () => onePage("BT /F 11 Tf <0041 Tj ET")],
      ["an array that never closes", () => onePage("BT /F 11 Tf [(A) 20 (B)")],
      ["an object that never closes", () => withRoot("<</Type/Pages/Kids[]/Count 0/Note (to the end")],
    ],
    "readback/no-cross-reference": [
      ["a file cut in the middle", () => letter().subarray(0, 700)],
      ["a file cut before its last line", () => letter().subarray(0, letter().length - 8)],
      ["nothing but the first line", () => Buffer.from("%PDF-1.7\n")],
    ],
    "readback/cross-reference-damaged": [
      ["a start beyond the end", () => edited(letter(), "startxref\n", "startxref\n9")],
      [
        "entries of 19 bytes",
        () => Buffer.from(letter().toString("latin1").replaceAll(" n \n", " n\n"), "latin1"),
      ],
      ["letters where digits belong", () => edited(letter(), "0000000009 00000 n", "00000000O9 00000 n")],
      [
        "more entries than the file has room for",
        () => edited(letter(), "xref\n0 11\n", "xref\n0 99999999\n"),
      ],
      [
        "a first number of a thousand million",
        () => edited(letter(), "xref\n0 11\n", "xref\n999999999 11\n"),
      ],
      ["a table stream shorter than it says", () => withObjectStream(["1"], "/Length LENGTH", "/Index[0 7]")],
    ],
    "readback/cross-reference-cyclic": [
      [
        "a table that is its own predecessor",
        () => {
          const bytes = letter();
          return edited(bytes, "/Root 1 0 R", `/Root 1 0 R/Prev ${bytes.lastIndexOf("xref\n0")}`);
        },
      ],
    ],
    "readback/encrypted": [
      ["an encrypted file", () => handMadePdf(["<<>>"], "/Encrypt<</Filter/Standard>>")],
    ],
    "readback/object-missing": [
      ["a catalogue that does not exist", () => edited(letter(), "/Root 1 0 R", "/Root 99 0 R")],
      ["a page that does not exist", () => withRoot("<</Type/Pages/Kids[7 0 R]/Count 1>>")],
      ["content that does not exist", () => edited(letter(), "/Contents[10 0 R]", "/Contents[77 0 R]")],
      ["an object with a negative number", () => withRoot("<</Type/Pages/Kids[-3 0 R]/Count 1>>")],
    ],
    "readback/object-not-there": [
      [
        "a table that points to another object",
        () => {
          const bytes = letter();
          const other = String(bytes.indexOf("3 0 obj")).padStart(10, "0");
          return edited(bytes, "0000000009 00000 n", `${other} 00000 n`);
        },
      ],
      [
        "a start in the middle of an object",
        () =>
          Buffer.from(
            letter()
              .toString("latin1")
              .replace(/startxref\n\d+/, "startxref\n20"),
            "latin1",
          ),
      ],
      ["a table that points into text", () => edited(letter(), "0000000009 00000 n", "0000000012 00000 n")],
      [
        "an object stream that has another object there",
        () => withObjectStream(["<</Type/Catalog/Pages 2 0 R>>"], "/Length LENGTH"),
      ],
    ],
    "readback/object-malformed": [
      ["a key without a value", () => withRoot("<</Type/Pages/Kids[]/Count>>")],
      ["a value where a key belongs", () => withRoot("<</Type/Pages 5 6/Kids[]/Count 0>>")],
      ["a bracket too many", () => withRoot("]")],
      ["a parenthesis too many", () => onePage("BT ) ET")],
      ["a number with letters", () => onePage("BT 12pt 0 Td ET")],
      ["a dictionary closed by an array's bracket", () => withRoot("<</Type/Pages/Kids[3 0 R>>]")],
      ["an object that does not end", () => withRoot("<</Type/Pages/Kids[]/Count 0>> 17")],
    ],
    "readback/object-wrong-kind": [
      ["a catalogue that is a number", () => handMadePdf(["17"])],
      ["a page tree that is a string", () => withRoot("(pages)")],
      ["content that is a dictionary", () => edited(letter(), "/Contents[10 0 R]", "/Contents[1 0 R ]")],
      ["a form that is no stream", () => onePage("/X Do", [], "/XObject<</X 1 0 R>>")],
      ["a font that is a number", () => onePage("BT /G 9 Tf ET", ["9"], "/Font<</G 10 0 R>>")],
    ],
    "readback/object-cyclic": [
      [
        "an object stream whose length is inside it",
        () => withObjectStream(["<</Type/Catalog/Pages 2 0 R>>", "<<>>", "70"], "/Length 3 0 R"),
      ],
    ],
    "readback/nested-too-deeply": [
      ["a hundred thousand arrays in content", () => onePage("[".repeat(100_000))],
      [
        "a thousand dictionaries in an object",
        () => withRoot(`${"<</A".repeat(1_000)} 1 ${">>".repeat(1_000)}`),
      ],
      [
        "a page tree of forty levels",
        () => {
          const levels = Array.from({ length: 40 }, (_, at) => `<</Type/Pages/Count 1/Kids[${at + 3} 0 R]>>`);
          return handMadePdf([
            "<</Type/Catalog/Pages 2 0 R>>",
            ...levels,
            "<</Type/Page/MediaBox[0 0 9 9]>>",
          ]);
        },
      ],
    ],
    "readback/stream-length-missing": [
      ["no length", () => onePage([{ data: "q Q", length: "" }])],
      ["a negative length", () => onePage([{ data: "q Q", length: "/Length -3" }])],
      ["a length that is a name", () => onePage([{ data: "q Q", length: "/Length/Three" }])],
      ["a length with a fraction", () => onePage([{ data: "q Q", length: "/Length 2.5" }])],
    ],
    "readback/stream-length-wrong": [
      ["a length one too short", () => onePage([{ data: "q Q n", length: "/Length 4" }])],
      ["a length one too long", () => onePage([{ data: "q Q n", length: "/Length 7" }])],
      ["a length beyond the file", () => onePage([{ data: "q Q n", length: "/Length 99999999999" }])],
    ],
    "readback/stream-damaged": [
      ["no deflate at all", () => onePage([{ dict: "/Filter/FlateDecode", data: "not compressed" }])],
      [
        "deflate cut short",
        () =>
          onePage([{ dict: "/Filter/FlateDecode", data: deflateSync("q Q ".repeat(99)).subarray(0, 12) }]),
      ],
      [
        "a row filter that PNG does not know",
        () => onePage([packed(Buffer.from([9, 1, 2]), "/DecodeParms<</Predictor 12/Columns 2>>")]),
      ],
      [
        "rows of no bytes",
        () => onePage([packed(Buffer.from([0, 1, 2]), "/DecodeParms<</Predictor 12/Columns 0>>")]),
      ],
    ],
    "readback/stream-too-large": [
      ["70 MB of zeros in 68 kB", () => onePage([packed(Buffer.alloc(70_000_000))])],
    ],
    "readback/filter-unknown": [
      ["a photograph as content", () => onePage([{ dict: "/Filter/DCTDecode", data: "x" }])],
      ["TIFF prediction", () => onePage([packed("q Q", "/DecodeParms<</Predictor 2>>")])],
      ["a filter that is a number", () => onePage([{ dict: "/Filter 5", data: "x" }])],
    ],
    "readback/page-tree-cyclic": [
      ["a page tree that contains itself", () => withRoot("<</Type/Pages/Kids[2 0 R]/Count 1>>")],
      [
        "two nodes that contain each other",
        () => withRoot("<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"),
      ],
      [
        "a page that comes twice",
        () => withRoot("<</Type/Pages/MediaBox[0 0 9 9]/Kids[3 0 R 3 0 R]/Count 2>>", "<</Type/Page>>"),
      ],
    ],
    "readback/page-tree-malformed": [
      ["kids that are a number", () => withRoot("<</Type/Pages/Kids 3/Count 1>>")],
      ["a kid that is no reference", () => withRoot("<</Type/Pages/Kids[<</Type/Page>>]/Count 1>>")],
      ["a kid that is a font", () => withRoot("<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Font>>")],
      ["a page without a size", () => withRoot("<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page>>")],
      ["no count", () => withRoot("<</Type/Pages/Kids[]>>")],
      ["half a page", () => withRoot("<</Type/Pages/Kids[]/Count 0.5>>")],
    ],
    "readback/page-count-differs": [
      [
        "a page fewer than said",
        () => withRoot("<</Type/Pages/MediaBox[0 0 9 9]/Kids[3 0 R]/Count 2>>", "<</Type/Page>>"),
      ],
      [
        "a page more than said",
        () => withRoot("<</Type/Pages/MediaBox[0 0 9 9]/Kids[3 0 R]/Count 0>>", "<</Type/Page>>"),
      ],
    ],
    "readback/content-malformed": [
      ["a state restored that was not saved", () => onePage("q Q Q")],
      ["a state saved and not restored", () => onePage("q")],
      ["text outside of a text object", () => onePage("/F 9 Tf <0041> Tj")],
      ["a text object that is not closed", () => onePage("BT")],
      ["a text object that was not opened", () => onePage("ET")],
      ["a text object inside another", () => onePage("BT BT ET ET")],
      ["a size that is a name", () => onePage("BT /F /Large Tf ET")],
      ["a font that is a number", () => onePage("BT 5 9 Tf ET")],
      ["a matrix of five numbers", () => onePage("BT 1 0 0 1 72 Tm ET")],
      ["half a two-byte code", () => text("<004100> Tj")],
      ["a show operator with nothing to show", () => text("Tj 5 TJ")],
      ["operands without an operator", () => onePage("q Q 1 2 3")],
      ["a hundred operands", () => onePage(`${"1 ".repeat(100)} n`)],
      ["an inline image without an end", () => onePage("BI /W 1 /H 1 ID \u0001\u0002")],
      ["an inline image without data", () => onePage("BI /W 1 /H 1")],
    ],
    "readback/content-unbounded": [
      ["a form that draws itself", () => nestedForms(1, () => "/X0 Do")],
      ["two forms that draw each other", () => nestedForms(2, (next) => `/X${next % 2} Do`)],
      [
        "forms that each draw the next a hundred times, elsewhere",
        () =>
          nestedForms(10, (next) =>
            next > 9
              ? ""
              : Array.from({ length: 100 }, (_, at) => `q 1 0 0 1 ${at} 0 cm /X${next} Do Q`).join(" "),
          ),
      ],
      [
        "forms that each draw the next ten times, all at one place",
        () => nestedForms(10, (next) => (next > 9 ? "0 0 1 1 re f" : `/X${next} Do `.repeat(10))),
      ],
      ["17 MB of content", () => onePage([packed("q Q ".repeat(4_250_000))])],
      ["300,000 words", () => onePage([packed(`BT /F 9 Tf ${"<0041> Tj ".repeat(300_000)} ET`)])],
    ],
    "readback/font-missing": [
      ["a font that the resources do not have", () => onePage("BT /G 9 Tf ET")],
      ["text before any font", () => onePage("BT (A) Tj ET")],
    ],
    "readback/font-encoding-unknown": [
      ["vertical writing", () => withFont(composite("/Identity-V"), descendant(""))],
      ["a font of drawings", () => withFont("<</Type/Font/Subtype/Type3>>")],
      [
        "codes of three bytes",
        () =>
          withFont(composite("7 0 R"), descendant(""), {
            data: "1 begincodespacerange <000000> <FFFFFF> endcodespacerange",
          }),
      ],
      [
        "an encoding built on one we do not have",
        () => withFont(composite("7 0 R"), descendant(""), { data: "/UniGB-UTF16-H usecmap" }),
      ],
      [
        "an encoding that says everything a hundred times",
        () =>
          withFont(composite("7 0 R"), descendant(""), {
            data: `${"<0000> <FFFF> 0 ".repeat(100)} endcidrange`,
          }),
      ],
    ],
    "readback/font-without-widths": [
      ["Helvetica, left to the printer", () => withFont("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")],
    ],
    "readback/font-damaged": [
      ["a width that is a name", () => withFont(composite(), descendant("/W[1[/Wide]]"))],
      ["a table of widths that breaks off", () => withFont(composite(), descendant("/W[1 5]"))],
      [
        "widths for everything a hundred times",
        () => withFont(composite(), descendant(`/W[${"0 65535 500 ".repeat(100)}]`)),
      ],
      [
        "a font file that is no font",
        () =>
          withFont(composite(), descendant("/FontDescriptor 7 0 R"), "<</FontFile2 8 0 R>>", {
            data: "OTTO",
          }),
      ],
      [
        "a font file whose directory is cut",
        () =>
          withFont(composite(), descendant("/FontDescriptor 7 0 R"), "<</FontFile2 8 0 R>>", {
            data: "\0\u0001\0\0\0\u0009\0\0\0\0\0\0head",
          }),
      ],
    ],
  };

test("the file that all of these are made from has nothing wrong", async () => {
  expect(await firstFault(saved(folder, "sound.pdf", letter()))).toBeUndefined();
});

test.each(
  Object.entries(cases).flatMap(([code, each]) =>
    each.map(([label, bytes]) => [code, label, bytes] as const),
  ),
)("%s: %s", async (code, label, bytes) => {
  const path = saved(folder, `${code}-${label}.pdf`.replace(/[^\w.-]/g, "-"), bytes());
  // Of the processor, not of the clock: other work on the machine must not fail this.
  const began = process.cpuUsage();
  const fault = await firstFault(path);
  expect(fault?.code).toBe(code);
  expect(fault?.file).toBe(path);
  expect(process.cpuUsage(began).user / 1_000, "milliseconds").toBeLessThan(8_000);
  expect(faultText(fault as Fault)).toMatch(/^[A-Z].*[.)]$/);
});

test("readback/page-missing: a page beyond the end, and page 0", async () => {
  const opened = await openPrintStream(saved(folder, "one.pdf", letter()));
  if (opened.kind === "fault") throw new Error(opened.fault.code);
  expect(opened.value.page(1)).toMatchObject({ kind: "read", value: { number: 1 } });
  for (const number of [2, 0, -1, 1.5])
    expect(opened.value.page(number)).toMatchObject({
      kind: "fault",
      fault: { code: "readback/page-missing", page: number },
    });
  opened.value.close();
});

test("a file that cannot be opened is the disk's error, not the file's fault", async () => {
  await expect(openPrintStream(`${folder}/nowhere.pdf`)).rejects.toThrow(/ENOENT/);
});

test("cut at any byte, a file is a fault or is what it was", async () => {
  const whole = letter();
  for (let length = 0; length < whole.length; length += 7) {
    const fault = await firstFault(saved(folder, "cut.pdf", whole.subarray(0, length)));
    expect(fault?.code, `cut at ${length}`).toMatch(/^readback\/(not-a-pdf|no-cross-reference)$/);
  }
});

test("with any byte changed, a file is read or has a fault: nothing is thrown and nothing hangs", async () => {
  const whole = letter();
  for (let at = 0; at < whole.length; at += 5)
    for (const byte of [0, 0x28, 0x3c, 0x39]) {
      const changed = Buffer.from(whole);
      changed[at] = byte;
      const fault = await firstFault(saved(folder, "changed.pdf", changed));
      if (fault !== undefined) expect(fault.code).toMatch(/^readback\//);
    }
});
