import { deflateSync } from "node:zlib";
import { type PDFContext, PDFDocument, PDFName, type PDFObject, PDFRawStream, type PDFRef } from "pdf-lib";
import { expect, test } from "vitest";
import { type PageFault, type PageForm, readPageForm } from "../../src/pdf/index.ts";

const drawing = Buffer.from("0 0 1 rg 72 700 100 20 re f\n");
const hex = (bytes: Uint8Array) => Buffer.from(`${Buffer.from(bytes).toString("hex")}>`);

/** A page with this content. */
async function pageWith(contents: (context: PDFContext) => PDFObject): Promise<PageForm | PageFault> {
  const document = await PDFDocument.create();
  const page = document.addPage([612, 792]);
  page.node.set(PDFName.of("Contents"), contents(document.context));
  return readPageForm(await document.save({ useObjectStreams: false }));
}

function packed(context: PDFContext, bytes: Uint8Array, ...filters: readonly string[]): PDFRef {
  const dict = context.obj({ Filter: filters, Length: bytes.length });
  return context.register(PDFRawStream.of(dict, bytes));
}

const withoutSum = (deflated: Buffer) => deflated.fill(0, deflated.length - 4);
const megabytes = (count: number) => Buffer.alloc(count * 1_048_576, 32);

test.each<[string, (context: PDFContext) => PDFObject]>([
  ["deflated", (context) => packed(context, deflateSync(drawing), "FlateDecode")],
  [
    "deflated, with a sum that is wrong",
    (context) => packed(context, withoutSum(deflateSync(drawing)), "FlateDecode"),
  ],
  ["cut off", (context) => packed(context, deflateSync(drawing).subarray(0, -5), "FlateDecode")],
  [
    "packed twice over",
    (context) => packed(context, hex(deflateSync(drawing)), "ASCIIHexDecode", "FlateDecode"),
  ],
  ["in run lengths", (context) => packed(context, Buffer.from([27, ...drawing, 128]), "RunLengthDecode")],
])("a page is read whose content is %s", async (_, contents) => {
  const read = await pageWith(contents);
  expect(read.kind === "fault" ? read.what : read.kind).toBe("pageForm");
});

test.each<[string, string, (context: PDFContext) => PDFObject]>([
  [
    "in one stream",
    "it unpacks to more than 64 MB",
    (context) => packed(context, deflateSync(megabytes(65)), "FlateDecode"),
  ],
  [
    "packed twice over",
    "it unpacks to more than 64 MB",
    (context) => packed(context, deflateSync(deflateSync(megabytes(65))), "FlateDecode", "FlateDecode"),
  ],
  [
    "in run lengths",
    "it unpacks to more than 64 MB",
    (context) => packed(context, Buffer.alloc(2 * 530_000, Buffer.from([129, 32])), "RunLengthDecode"),
  ],
  [
    "in one small stream that is named often",
    "it unpacks to more than 64 MB",
    (context) => {
      const one = packed(context, deflateSync(megabytes(8)), "FlateDecode");
      return context.obj(Array.from({ length: 9 }, () => one));
    },
  ],
  [
    "packed nine times over",
    "it is packed more than eight times over",
    (context) => packed(context, drawing, ...Array.from({ length: 9 }, () => "FlateDecode")),
  ],
  ["damaged", "its content is damaged", (context) => packed(context, drawing, "FlateDecode")],
])("a page is refused whose content is too much: %s", async (_, what, contents) => {
  expect(await pageWith(contents)).toEqual({ kind: "fault", what });
});
