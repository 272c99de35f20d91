import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";
import { PDFDocument, StandardFonts } from "pdf-lib";
import PDFKit from "pdfkit";
import type { Block, Inline } from "../src/notice/index.ts";
import { referenceBlocks, referenceLetter, variantCount } from "./reference-letter.ts";

const serifFile = readFileSync(
  createRequire(import.meta.url).resolve(
    "@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf",
  ),
);

type Para = { readonly text: string; readonly size: number; readonly newPage: boolean };

/** The same letter as plain paragraphs, which is what peers are given. */
function paragraphs(n: number): readonly Para[] {
  const letter = referenceLetter(n);
  const out: Para[] = [];
  let newPage = false;
  const say = (inlines: readonly Inline[], size: number) => {
    const text = inlines
      .map((i) => (i.kind === "text" ? i.text : i.kind === "break" ? "\n" : (letter.fields[i.field] ?? "")))
      .join("");
    out.push({ text, size, newPage });
    newPage = false;
  };
  const visit = (block: Block): void => {
    if (block.kind === "heading") say(block.inlines, 12);
    else if (block.kind === "paragraph") say(block.inlines, 11);
    else if (block.kind === "list") for (const item of block.items) item.forEach(visit);
    else if (block.kind === "table") for (const row of block.rows) for (const cell of row) say(cell, 10);
    else if (block.kind === "pageBreak") newPage = true;
  };
  out.push({ text: letter.addressLines.join("\n"), size: 10, newPage: false });
  referenceBlocks(n % variantCount).forEach(visit);
  return out;
}

/** Standard fonts know Windows-1252 only: other letters are replaced, which a real letter could not do. */
const forStandardFonts = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[Łł]/g, "L")
    .replace(/[^\x20-\x7e\n–—‘’“”•]/g, "?");

// pdf-lib asks fontkit 1 for a subset as a stream; fontkit 2 gives it at once.
const fontkitForPdfLib = {
  create(bytes: Uint8Array) {
    const font = create(bytes);
    const createSubset = font.createSubset.bind(font);
    return Object.assign(font, {
      createSubset() {
        const subset = createSubset();
        const stream = {
          on(event: string, then: (bytes?: Uint8Array) => void) {
            if (event === "data") then(subset.encode());
            if (event === "end") then();
            return stream;
          },
        };
        return Object.assign(subset, { encodeStream: () => stream });
      },
    }) as Font;
  },
};

/** pdf-lib as its documents teach: one document a letter, drawText with a width. */
export async function pdfLib(from: number, letters: number, embedded: boolean): Promise<number> {
  let bytes = 0;
  for (let n = from; n < from + letters; n++) {
    const doc = await PDFDocument.create();
    if (embedded)
      doc.registerFontkit(fontkitForPdfLib as unknown as Parameters<typeof doc.registerFontkit>[0]);
    const font = embedded
      ? await doc.embedFont(serifFile, { subset: true })
      : await doc.embedFont(StandardFonts.TimesRoman);
    let page = doc.addPage([612, 792]);
    let y = 720;
    for (const { text, size, newPage } of paragraphs(n)) {
      const said = embedded ? text : forStandardFonts(text);
      const leading = size * 1.3;
      const lines = said
        .split("\n")
        .reduce((sum, line) => sum + Math.max(1, Math.ceil(font.widthOfTextAtSize(line, size) / 440)), 0);
      if (newPage || y - lines * leading < 72) {
        page = doc.addPage([612, 792]);
        y = 720;
      }
      page.drawText(said, { x: 72, y, size, font, maxWidth: 468, lineHeight: leading });
      y -= lines * leading + 7;
    }
    bytes += (await doc.save()).length;
  }
  return bytes;
}

/** pdfkit as its documents teach: one document a letter, text flows by itself. */
export async function pdfKit(from: number, letters: number, embedded: boolean): Promise<number> {
  let bytes = 0;
  for (let n = from; n < from + letters; n++) {
    const doc = new PDFKit({ size: "LETTER", margin: 72 });
    const done = new Promise<void>((resolve) => {
      doc.on("data", (chunk: Uint8Array) => {
        bytes += chunk.length;
      });
      doc.on("end", () => resolve());
    });
    if (embedded) doc.font(serifFile as unknown as string);
    else doc.font("Times-Roman");
    for (const { text, size, newPage } of paragraphs(n)) {
      if (newPage) doc.addPage();
      doc.fontSize(size).text(embedded ? text : forStandardFonts(text), { paragraphGap: 7 });
    }
    doc.end();
    await done;
  }
  return bytes;
}

/** Words of the n-th reference letter. */
export function wordsOfLetter(n: number): number {
  return paragraphs(n).reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
}
