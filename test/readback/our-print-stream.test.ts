import { join } from "node:path";
import { expect, test } from "vitest";
import { compiledVariants, referenceLetter } from "../../bench/reference-letter.ts";
import { openPrintStream as writePrintStream } from "../../src/letter/index.ts";
import { placesOf, readLetters } from "../../src/readback/index.ts";
import { temporaryFolder } from "./fixture/hand-made-pdf.ts";
import { reading } from "./fixture/reading.ts";

const folder = temporaryFolder();

test("each letter of our own streams says its name, address, code and piece id, and only those", async () => {
  const path = join(folder, "stream.pdf");
  const variants = compiledVariants();
  const out = writePrintStream(path, { title: "Read back", duplex: true });
  const pieces = Array.from({ length: 120 }, (_, at) => {
    const compiled = variants[at % variants.length];
    if (compiled === undefined) throw new Error("no variant");
    const letter = referenceLetter(at);
    const placed = out.add(compiled, letter);
    if (placed.kind !== "placed") throw new Error(`letter ${at} was refused`);
    return { pieceId: placed.pieceId, firstPage: placed.firstPage, pages: placed.pages, letter };
  });
  const finished = out.finish();

  const reader = await reading(path);
  expect(reader).toMatchObject({ pageCount: finished.pages, bytes: finished.bytes });
  const codes = pieces.map((piece) => piece.letter.fields.code ?? "");
  let count = 0;
  for await (const read of readLetters(reader, pieces)) {
    if (read.kind !== "letter") throw new Error(read.kind);
    const { pages, piece } = read;
    expect(read.faults).toEqual([]);
    const { fields, addressLines } = piece.letter;
    const places = (text: string) => placesOf(text, pages).length;
    expect(places(`Dear ${fields.recipientName}:`)).toBe(1);
    expect(places(addressLines.join(" "))).toBe(1);
    expect(codes.filter((code) => places(code) > 0)).toEqual([fields.code]);
    expect(places(`held your ${fields.dataElements}.`)).toBe(1);
    const printed = pages.filter((page) => page.lines.length > 0);
    expect(placesOf(piece.pieceId, pages).map((place) => place.page)).toEqual(
      printed.map((page) => page.number),
    );
    const runs = pages.flatMap((page) => page.runs);
    expect(runs.every((run) => run.blankGlyphs === 0 && !run.text.includes("\uFFFD"))).toBe(true);
    count++;
  }
  reader.close();
  expect(count).toBe(pieces.length);
});
