import PDFKit from "pdfkit";
import { forStandardFonts, paragraphs, serifFile } from "./peer-text.ts";
import type { Way } from "./way.ts";

/** pdfkit as its documents teach: one document a letter, text flows by itself. */
async function make(from: number, letters: number, embedded: boolean): Promise<number> {
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

export const pdfKitWays: readonly Way[] = [
  {
    name: "pdfkit, standard font",
    group: "peer",
    letters: 80,
    open: async () => ({ make: (from, letters) => make(from, letters, false) }),
  },
  {
    name: "pdfkit, embedded subset",
    group: "peer",
    letters: 20,
    open: async () => ({ make: (from, letters) => make(from, letters, true) }),
  },
];
