import { create, type Font } from "fontkit";
import { PDFDocument, StandardFonts } from "pdf-lib";
import { forStandardFonts, paragraphs, serifFile } from "./peer-text.ts";
import type { Way } from "./way.ts";

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
async function make(from: number, letters: number, embedded: boolean): Promise<number> {
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

export const pdfLibWays: readonly Way[] = [
  {
    name: "pdf-lib, standard font",
    group: "peer",
    letters: 60,
    open: async () => ({ make: (from, letters) => make(from, letters, false) }),
  },
  {
    name: "pdf-lib, embedded subset",
    group: "peer",
    letters: 8,
    open: async () => ({ make: (from, letters) => make(from, letters, true) }),
  },
];
