import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { asciiFont, coded, handMadePdf, onePage, saved, temporaryFolder } from "./fixture/hand-made-pdf.ts";
import { readAll, reading, readOne } from "./fixture/reading.ts";

const folder = temporaryFolder();
const says = (text: string) => `BT /F 10 Tf 72 700 Td ${coded(text)} Tj ET`;

/** An update appended to a file: the objects again, and a table that names its predecessor. */
function updated(bytes: Buffer, changed: Readonly<Record<number, string>>): Buffer {
  let tail = "";
  let table = "";
  for (const [number, body] of Object.entries(changed)) {
    table += `${number} 1\n${String(bytes.length + tail.length).padStart(10, "0")} 00000 n \n`;
    tail += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const previous = /startxref\n(\d+)/.exec(bytes.subarray(-40).toString("latin1"))?.[1];
  const start = bytes.length + tail.length;
  return Buffer.concat([
    bytes,
    Buffer.from(
      `${tail}xref\n${table}trailer\n<</Size 12/Root 1 0 R/Prev ${previous}>>\nstartxref\n${start}\n%%EOF\n`,
      "latin1",
    ),
  ]);
}

/** The same objects (no streams) in a compressed object stream with a compressed, predicted table. */
function compressed(objects: readonly string[], stream: string): Buffer {
  const contents = objects.length + 1;
  let header = "";
  let body = "";
  objects.forEach((object, at) => {
    header += `${at + 1} ${body.length} `;
    body += `${object}\n`;
  });
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n")];
  const offsets = new Map<number, number>();
  const put = (number: number, dict: string, data: Buffer) => {
    offsets.set(number, Buffer.concat(parts).length);
    parts.push(
      Buffer.from(`${number} 0 obj\n<<${dict}/Length ${data.length}>>\nstream\r\n`),
      data,
      Buffer.from("\nendstream\nendobj\n"),
    );
  };
  put(contents, "", Buffer.from(stream));
  put(
    contents + 1,
    `/Type/ObjStm/N ${objects.length}/First ${header.length}/Filter/FlateDecode`,
    deflateSync(header + body),
  );
  const table = contents + 2;
  const start = Buffer.concat(parts).length;
  const rows = Array.from({ length: table + 1 }, (_, number) => {
    if (number === 0) return [0, 0, 0, 0];
    if (number < contents) return [2, 0, contents + 1, number - 1];
    const place = offsets.get(number) ?? start;
    return [1, place >> 8, place & 255, 0];
  });
  // PNG's "up" on each row.
  const predicted = rows.flatMap((row, at) => [
    2,
    ...row.map((byte, column) => (byte - (rows[at - 1]?.[column] ?? 0)) & 255),
  ]);
  put(
    table,
    `/Type/XRef/W[1 2 1]/Size ${table + 1}/Root 1 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>`,
    deflateSync(Buffer.from(predicted)),
  );
  return Buffer.concat([...parts, Buffer.from(`startxref\n${start}\n%%EOF\n`)]);
}

describe("the frame of a file", () => {
  test("what was written last counts; the rest stays", async () => {
    const page = "<</Type/Page/Parent 2 0 R/Contents 10 0 R/Rotate 450/MediaBox[10 20 5 6]>>";
    const read = await readOne(folder, updated(onePage(says("first")), { 3: page }));
    expect(read).toMatchObject({ rotate: 90, box: { left: 5, bottom: 6, right: 10, top: 20 } });
    expect(read.runs[0]?.text).toBe("first");
  });

  test("objects and table in compressed streams", async () => {
    const font =
      "<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 65/Widths[600 600]/Encoding/WinAnsiEncoding>>";
    const bytes = compressed(
      [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 612 792]>>",
        "<</Type/Page/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>",
        font,
      ],
      "BT /F 10 Tf (AB) Tj ET",
    );
    expect((await readOne(folder, bytes)).runs).toMatchObject([{ text: "AB", width: 12 }]);
  });

  test("a length that is an object of its own", async () => {
    const content = says("AB");
    const bytes = onePage([{ data: content, length: "/Length 10 0 R" }], [String(content.length)]);
    expect((await readOne(folder, bytes)).runs).toMatchObject([{ text: "AB" }]);
  });

  test("an object larger than what is read at once", async () => {
    const note = `/Note(${"x".repeat(100_000)})`;
    const bytes = updated(onePage(says("AB")), { 3: `<<${note}/Type/Page/Contents 10 0 R>>` });
    expect((await readOne(folder, bytes)).runs).toMatchObject([{ text: "AB" }]);
  });

  test("an object that what is read at once ends in, at whichever of its characters", async () => {
    const head = "<</Type/Page/Contents 10 0 R/Note(";
    const tail = ")/More<</A<</B[10 0 R 10.5 -.5 true]/C<4142>/D/E>>>>>>";
    const found: unknown[] = [];
    for (let cut = 0; cut <= tail.length + "\nendobj\n".length; cut++) {
      const note = "x".repeat(1_024 - "3 0 obj\n".length - head.length - cut);
      const bytes = updated(onePage(says("AB")), { 3: `${head}${note}${tail}` });
      found.push((await readOne(folder, bytes)).runs[0]?.text);
    }
    expect(found).toEqual(found.map(() => "AB"));
  });

  test("a stream that what is read at once ends in, at whichever character before its data", async () => {
    const content = says("AB");
    const head = `<</Length ${content.length}/Note(`;
    const tail = ")>>\r\nstream\r\n";
    const found: unknown[] = [];
    for (let cut = 0; cut <= tail.length; cut++) {
      const note = "x".repeat(1_024 - "10 0 obj\n".length - head.length - cut);
      const stream = `${head}${note}${tail}${content}\r\nendstream`;
      found.push((await readOne(folder, updated(onePage(content), { 10: stream }))).runs[0]?.text);
    }
    expect(found).toEqual(found.map(() => "AB"));
  });

  test("objects across the edges of the blocks in which the file is read", async () => {
    const bytes = handMadePdf([
      "<</Type/Catalog/Pages 2 0 R>>",
      `<</Type/Pages/Count 1500/MediaBox[0 0 9 9]/Resources 4 0 R/Kids[${Array.from({ length: 1_500 }, (_, at) => `${10 + 2 * at} 0 R`).join(" ")}]>>`,
      "null",
      "<</Font<</F 5 0 R>>>>",
      ...asciiFont(5),
      "null",
      ...Array.from({ length: 1_500 }, (_, at) => [
        `<</Type/Page/Contents ${11 + 2 * at} 0 R>>`,
        { data: `${says(`page ${at + 1}`)}${" ".repeat(at % 701)}` },
      ]).flat(),
    ]);
    expect(bytes.length).toBeGreaterThan(2 * 262_144);
    const pages = await readAll(folder, bytes);
    expect(pages.map((page) => page.runs[0]?.text)).toEqual(pages.map((_, at) => `page ${at + 1}`));
    expect(pages).toHaveLength(1_500);
  });

  test("what the reader says of the file, and nothing after it is closed", async () => {
    const bytes = onePage(says("AB"));
    const path = saved(folder, "closed.pdf", bytes);
    const reader = await reading(path);
    expect(reader).toMatchObject({ path, bytes: bytes.length, pageCount: 1 });
    reader.close();
    expect(() => [...reader.pages()]).toThrow();
  });
});
