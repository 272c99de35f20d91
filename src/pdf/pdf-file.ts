import { createHash, type Hash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { crossReferenceEntries, placeBytes } from "./cross-reference-entries.ts";
import { embedFace } from "./embed-face.ts";
import type { Face } from "./face.ts";
import { writeImage } from "./image-object.ts";
import { NumberList } from "./number-list.ts";
import type { ObjectWriter } from "./object-writer.ts";
import { ownBytes } from "./own-bytes.ts";
import { writePageForm } from "./page-form.ts";
import { pagesPerLeaf, writePageTree } from "./page-tree.ts";
import { information, type PdfAbout } from "./pdf-about.ts";
import { pdfTextString } from "./pdf-text.ts";
import type { SharedForm } from "./shared-form.ts";

export type FinishedPdf = { readonly bytes: number; readonly sha256: string; readonly pages: number };

/** Where the bytes go: a file (path or descriptor), or memory. */
export type PdfTarget = string | number | "memory";

const chunk = 1 << 20;
/** The object with everything that pages draw with; a page inherits it, or names it itself. */
export const resourcesObject = 1;
const pageRootObject = 2;

const lineEnd = 0x0a;
// What a page is made of, as bytes once for all.
const beforeObject = ownBytes(" 0 obj\n");
const beforeLength = ownBytes("<</Length ");
const beforeStream = ownBytes(">>stream\n");
const afterStream = ownBytes("\nendstream\nendobj\n");
const beforeParent = ownBytes("<</Type/Page/Parent ");
const beforeContents = ownBytes("/Contents ");
const reference = ownBytes(" 0 R");
const afterPage = ownBytes(">>\nendobj\n");

/**
 * A PDF 1.7 file while it is written, front to back, once. Memory stays flat: a buffer of 1 MB and
 * eight bytes an object. Equal calls give equal bytes. After `finish` or `abandon` it is closed.
 */
export class PdfFile implements ObjectWriter {
  readonly #fd: number;
  readonly #ownsFd: boolean;
  readonly #kept: Uint8Array[] | undefined;
  #buffer: Buffer = Buffer.allocUnsafeSlow(chunk);
  #at = 0;
  #flushed = 0;
  #hash: Hash = createHash("sha256");
  readonly #offsets = new NumberList();
  readonly #pages = new NumberList();
  readonly #about: PdfAbout;
  readonly #faces = new Map<Face, Set<number>>();
  readonly #xObjects = new Map<string, number>();
  readonly #forms = new Map<string, SharedForm>();
  readonly #leaves: number[] = [];
  #parent = 0;

  /** Opens the target for writing; an existing file is replaced. `memory` keeps the bytes for `bytes()`. */
  constructor(target: PdfTarget, about: PdfAbout) {
    this.#about = about;
    this.#kept = target === "memory" ? [] : undefined;
    this.#ownsFd = typeof target === "string" && target !== "memory";
    this.#fd = typeof target === "number" ? target : this.#ownsFd ? openSync(target, "w") : -1;
    this.#offsets.set(pageRootObject, 0);
    // ISO 32000-1 7.5.2: four bytes above 127 tell transfer programs that the file is binary.
    this.#text("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
  }

  /** Bytes written so far: the offset of what comes next. */
  get position(): number {
    return this.#flushed + this.#at;
  }

  get pageCount(): number {
    return this.#pages.length;
  }

  /** Writes an object; returns its number. */
  object(body: string, number = this.reserve()): number {
    this.#begin(number);
    this.#text(`${body}\nendobj\n`);
    return number;
  }

  /** Takes an object number now for an object written later. */
  reserve(): number {
    const number = this.#offsets.length;
    this.#offsets.set(number, 0);
    return number;
  }

  /** Writes a stream as it is (compress before, and say so in `entries`); returns its object number. */
  stream(entries: string, bytes: Uint8Array): number {
    const number = this.reserve();
    this.#begin(number);
    this.#text(`<<${entries}/Length ${bytes.length}>>stream\n`);
    this.#put(bytes, 0, bytes.length);
    this.#text("\nendstream\nendobj\n");
    return number;
  }

  /** Makes a shared form drawable on the pages that follow; the second time costs nothing. */
  share(form: SharedForm): void {
    const known = this.#forms.get(form.name);
    if (known !== undefined) {
      if (known !== form && !Buffer.from(known.digest).equals(form.digest))
        throw new Error(`Two shared forms are both named ${form.name}`);
      return;
    }
    this.#forms.set(form.name, form);
    for (const image of form.images) this.#draws(image.name, () => writeImage(this, image));
    for (const page of form.pages) this.#draws(page.name, () => writePageForm(this, page));
    for (const { face, rare } of form.faces) this.use(face, rare);
    const number = this.stream(
      `/Type/XObject/Subtype/Form/BBox[${form.box.join(" ")}]/Resources ${resourcesObject} 0 R/Filter/FlateDecode`,
      form.deflated,
    );
    this.#xObjects.set(form.name, number);
  }

  #draws(name: string, write: () => number): void {
    if (!this.#xObjects.has(name)) this.#xObjects.set(name, write());
  }

  /** Has the face embedded, and those of its rare glyphs. */
  use(face: Face, rare: readonly number[]): void {
    let glyphs = this.#faces.get(face);
    if (glyphs === undefined) {
      glyphs = new Set();
      this.#faces.set(face, glyphs);
    }
    for (const glyph of rare) glyphs.add(glyph);
  }

  /**
   * Adds a page whose content is `bytes[from..to)`, uncompressed; an empty range is a blank page.
   * `entries` go into its dictionary. Returns its object number.
   */
  page(bytes: Uint8Array, from: number, to: number, entries = ""): number {
    // A leaf of the page tree holds 64 pages; its number must be known before its pages are written.
    if (this.#pages.length % pagesPerLeaf === 0) {
      this.#parent = this.reserve();
      this.#leaves.push(this.#parent);
    }
    let contents = 0;
    if (to > from) {
      contents = this.reserve();
      // The line end that the content has already is the one before endstream.
      const ended = bytes[to - 1] === lineEnd;
      this.#begin(contents);
      this.#put(beforeLength, 0, beforeLength.length);
      this.#digits(ended ? to - from - 1 : to - from);
      this.#put(beforeStream, 0, beforeStream.length);
      this.#put(bytes, from, to);
      this.#put(afterStream, ended ? 1 : 0, afterStream.length);
    }
    const number = this.reserve();
    this.#begin(number);
    this.#put(beforeParent, 0, beforeParent.length);
    this.#digits(this.#parent);
    this.#put(reference, 0, reference.length);
    if (entries !== "") this.#text(entries);
    if (contents !== 0) {
      this.#put(beforeContents, 0, beforeContents.length);
      this.#digits(contents);
      this.#put(reference, 0, reference.length);
    }
    this.#put(afterPage, 0, afterPage.length);
    this.#pages.push(number);
    return number;
  }

  /**
   * Writes fonts, page tree, catalogue (with the entries given) and cross-reference table, and closes the file.
   * The file is handed to the operating system; a caller who needs it on the disk opens it and fsyncs.
   */
  finish(entries = ""): FinishedPdf {
    const info = this.object(information(this.#about));
    const fonts = [...this.#faces]
      .sort(([a], [b]) => (a.resource < b.resource ? -1 : 1))
      .map(([face, rare]) => {
        const font = embedFace(
          this,
          face,
          [...rare].sort((a, b) => a - b),
        );
        return `/${face.resource} ${font} 0 R`;
      });
    const shared = [...this.#xObjects].map(([name, number]) => `/${name} ${number} 0 R`);
    this.object(`<</Font<<${fonts.join("")}>>/XObject<<${shared.join("")}>>>>`, resourcesObject);
    const inherited = `/MediaBox[0 0 612 792]/Resources ${resourcesObject} 0 R`;
    writePageTree(this, this.#pages, this.#leaves, pageRootObject, inherited);
    const catalogue = this.object(
      `<</Type/Catalog/Pages ${pageRootObject} 0 R/Lang${pdfTextString(this.#about.language ?? "en")}` +
        `/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None${
          this.#about.duplex === true ? "/Duplex/DuplexFlipLongEdge" : ""
        }>>${entries}>>`,
    );
    this.#crossReference(`/Root ${catalogue} 0 R/Info ${info} 0 R`);
    this.#flush();
    if (this.#ownsFd) closeSync(this.#fd);
    return { bytes: this.#flushed, sha256: this.#hash.digest("hex"), pages: this.#pages.length };
  }

  /** Closes the file unfinished; what is on disk is no PDF and is the caller's to remove. */
  abandon(): void {
    if (this.#ownsFd) closeSync(this.#fd);
  }

  /** The whole file, if it was written to memory. */
  bytes(): Uint8Array {
    return Buffer.concat(this.#kept ?? []);
  }

  /** A cross-reference stream (ISO 32000-1 7.5.8), plain: five or six bytes an object where a table takes 20. */
  #crossReference(entries: string): void {
    const number = this.reserve();
    const start = this.position;
    const count = this.#offsets.length;
    const width = placeBytes(start);
    // 14.4 wants an identifier made from the contents; ours is made from nothing else.
    this.#flush();
    const id = this.#hash.copy().digest("hex").slice(0, 32);
    this.#begin(number);
    const size = `/Size ${count}/W[1 ${width} 0]/Length ${count * (1 + width)}`;
    this.#text(`<</Type/XRef${size}${entries}/ID[<${id}><${id}>]>>stream\n`);
    for (const part of crossReferenceEntries(this.#offsets, width)) this.#put(part, 0, part.length);
    this.#text(`\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`);
  }

  #begin(number: number): void {
    this.#offsets.set(number, this.position);
    this.#digits(number);
    this.#put(beforeObject, 0, beforeObject.length);
  }

  /** A whole number below 2^31, in digits. */
  #digits(number: number): void {
    if (this.#at + 10 > chunk) this.#flush();
    let digits = 1;
    for (let limit = 10; digits < 10 && number >= limit; limit *= 10) digits++;
    const buffer = this.#buffer;
    let left = number | 0;
    for (let at = this.#at + digits - 1; at >= this.#at; at--) {
      const tens = (left / 10) | 0;
      buffer[at] = 0x30 + left - tens * 10;
      left = tens;
    }
    this.#at += digits;
  }

  #text(text: string): void {
    if (this.#at + text.length > chunk) this.#flush();
    if (text.length > chunk) {
      const bytes = Buffer.from(text, "latin1");
      this.#put(bytes, 0, bytes.length);
      return;
    }
    // For short texts a loop beats the call into native code.
    if (text.length < 48) {
      const buffer = this.#buffer;
      let at = this.#at;
      for (let i = 0; i < text.length; i++) buffer[at++] = text.charCodeAt(i);
      this.#at = at;
    } else this.#at += this.#buffer.write(text, this.#at, "latin1");
  }

  #put(bytes: Uint8Array, from: number, to: number): void {
    if (this.#at + to - from > chunk) this.#flush();
    if (to - from > chunk) {
      this.#emit(bytes.subarray(from, to));
      return;
    }
    // For a few bytes a loop beats the call into native code.
    if (to - from < 48) {
      const buffer = this.#buffer;
      let at = this.#at;
      for (let i = from; i < to; i++) buffer[at++] = bytes[i] as number;
    }
    // copy() takes a range; set() would want a view made for every page.
    else if (Buffer.isBuffer(bytes)) bytes.copy(this.#buffer, this.#at, from, to);
    else this.#buffer.set(bytes.subarray(from, to), this.#at);
    this.#at += to - from;
  }

  #flush(): void {
    if (this.#at === 0) return;
    this.#emit(this.#buffer.subarray(0, this.#at));
    this.#at = 0;
  }

  #emit(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#flushed += bytes.length;
    if (this.#kept !== undefined) this.#kept.push(Uint8Array.from(bytes));
    else for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at, bytes.length - at);
  }
}
