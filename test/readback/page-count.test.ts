import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { PDFDocument } from "pdf-lib";
import { describe, expect, test } from "vitest";
import { countPages, openPrintStream } from "../../src/readback/index.ts";
import { handMadePdf, saved, temporaryFolder } from "./fixture/hand-made-pdf.ts";

const folder = temporaryFolder();

/** What reading page by page finds: the number said, and how many pages come before the first fault. */
async function readOneByOne(path: string): Promise<unknown> {
  const opened = await openPrintStream(path);
  if (opened.kind === "fault") return { fault: opened.fault.code };
  let found = 0;
  for (const page of opened.value.pages()) if (page.kind === "read") found += 1;
  opened.value.close();
  return { said: opened.value.pageCount, found };
}

function counted(path: string): unknown {
  const result = countPages(path);
  return result.kind === "fault" ? { fault: result.fault.code } : result.value;
}

/** Five pages on two levels, written as print streams are, and otherwise. */
const tree = (...pages: readonly string[]) =>
  handMadePdf([
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R 4 0 R 8 0 R]/Count 5/MediaBox[0 0 612 792]/Resources<<>>>>",
    "<</Type/Page/Parent 2 0 R/Contents 10 0 R>>",
    "<</Type/Pages/Parent 2 0 R/Kids[5 0 R 6 0 R 7 0 R]/Count 3/MediaBox 9 0 R>>",
    "<</Type/Page/Parent 4 0 R/Contents 10 0 R>>",
    pages[0] ?? "<< /Contents 10 0 R\r\n/Parent 4 0 R /Type /Page >>",
    pages[1] ?? "<</Type/Page/Parent 4 0 R/Contents[10 0 R]/MediaBox[0 0 1 1]>>",
    "<</Type/Page/Parent 2 0 R>>",
    "[0 0 612 792]",
    { data: "" },
  ]);

describe("pages are counted as reading finds them", () => {
  test.each<[string, Buffer, unknown]>([
    ["all of them", tree(), { said: 5, found: 5 }],
    ["a page of another type", tree("<</Type/Pag/Parent 4 0 R/Contents 10 0 R>>"), { said: 5, found: 2 }],
    ["a page without a type", tree("<</Parent 4 0 R/Contents 10 0 R>>"), { said: 5, found: 2 }],
    ["a page that is twice in the tree", tree("<</Kids[5 0 R]/Count 1>>"), { said: 5, found: 2 }],
    ["a page that is a number", tree("17"), { said: 5, found: 2 }],
    ["a page with a sheet that is none", tree("<</Type/Page/MediaBox[0 0]>>"), { said: 5, found: 2 }],
    ["a page that does not end", tree("<</Type/Page/Parent 4 0 R/Contents 10 0 R"), { said: 5, found: 2 }],
    [
      "no sheet for any page",
      handMadePdf([
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R>>",
      ]),
      { said: 1, found: 0 },
    ],
    ["no PDF", Buffer.from("Dear reader"), { fault: "readback/not-a-pdf" }],
  ])("%s", async (_, bytes, expected) => {
    const path = saved(folder, "pages.pdf", bytes);
    expect(counted(path)).toEqual(expected);
    expect(await readOneByOne(path)).toEqual(expected);
  });

  test("in a file that another program wrote", async () => {
    const document = await PDFDocument.create();
    for (let page = 0; page < 40; page++) document.addPage([612, 792]);
    for (const useObjectStreams of [true, false]) {
      const path = saved(folder, "other.pdf", await document.save({ useObjectStreams }));
      expect(counted(path)).toEqual({ said: 40, found: 40 });
    }
  });

  test("whatever bytes are changed", async () => {
    const whole = tree();
    const path = join(folder, "changed.pdf");
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.integer({ min: 0, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const { at, byte } of changes) bytes[at] = byte;
        writeFileSync(path, bytes);
        expect(counted(path)).toEqual(await readOneByOne(path));
      }),
      { numRuns: 1_500 },
    );
  });
});
