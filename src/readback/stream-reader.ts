import { ByteSource } from "./byte-source.ts";
import { PageContent } from "./content.ts";
import { attempt, type Outcome, Unreadable } from "./fault.ts";
import type { FullFonts } from "./full-fonts.ts";
import { type GlyphFault, glyphFaults } from "./glyph-faults.ts";
import { Library } from "./library.ts";
import type { PageText } from "./page-text.ts";
import { type Page, pageCount, walkPages } from "./page-tree.ts";
import { PdfFile } from "./pdf-file.ts";

/**
 * Opens a finished PDF for reading back. The file is read by position, never as a whole; reads are
 * synchronous, because each is a block that the next letters need. The fault says what is wrong with
 * the frame of the file; the error of the operating system is thrown if it cannot be opened.
 */
export async function openPrintStream(path: string): Promise<Outcome<StreamReader>> {
  const source = new ByteSource(path);
  const opened = attempt(path, undefined, () => {
    const file = new PdfFile(source);
    return new StreamReader(path, file, pageCount(file));
  });
  if (opened.kind === "fault") source.close();
  return opened;
}

/** A print stream that is being read; `close` it when done. */
export class StreamReader {
  readonly path: string;
  /** Bytes of the file. */
  readonly bytes: number;
  /** How many pages the file says it has; `pages` finds out whether that is true. */
  readonly pageCount: number;
  readonly #file: PdfFile;
  readonly #library: Library;

  constructor(path: string, file: PdfFile, count: number) {
    this.path = path;
    this.bytes = file.source.size;
    this.pageCount = count;
    this.#file = file;
    this.#library = new Library(file);
  }

  /**
   * The pages in order, from page `from` on. A damaged page tree ends them with a fault; so does a
   * file with another number of pages than it says.
   */
  *pages(from = 1): Generator<Outcome<Page>, undefined> {
    const walk = walkPages(this.#file, from);
    for (;;) {
      const step = attempt(this.path, undefined, () => walk.next());
      if (step.kind === "fault") {
        yield step;
        return;
      }
      if (step.value.done) return;
      yield { kind: "read", value: step.value.value };
    }
  }

  /** Page `number`, counted from 1; branches of the page tree before it are skipped. */
  page(number: number): Outcome<Page> {
    return attempt(this.path, number, () => {
      for (const page of walkPages(this.#file, number)) if (page.number === number) return page;
      throw new Unreadable("readback/page-missing");
    });
  }

  /** What the page shows: its text with places, and what else is painted. */
  pageText(page: Page): Outcome<PageText> {
    return attempt(this.path, page.number, () => new PageContent(this.#file, this.#library).read(page));
  }

  /**
   * Glyphs of the pages read so far that do not look as their letters do in the full fonts. To be asked after
   * reading: only fonts that text was set in are looked into.
   */
  glyphFaults(full: FullFonts): Outcome<readonly GlyphFault[]> {
    return attempt(this.path, undefined, () => glyphFaults(this.#library.fontsUsed(), full));
  }

  close(): void {
    this.#file.close();
  }
}
