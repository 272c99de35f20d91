import { createHash, type Hash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import type { Day } from "../calendar/index.ts";
import { embedFace } from "./embed-face.ts";
import type { Face } from "./face.ts";
import type { ImageObject } from "./image-object.ts";
import { NumberList } from "./number-list.ts";
import type { ObjectWriter } from "./object-writer.ts";
import { pagesPerLeaf, writePageTree } from "./page-tree.ts";
import { pdfTextString } from "./pdf-text.ts";
import type { SharedForm } from "./shared-form.ts";

/** What the file says of itself. Days are given, never taken from the clock. */
export type PdfAbout = {
  readonly title: string;
  readonly author?: string;
  readonly createdOn?: Day;
  /** BCP 47, `en` by default. */
  readonly language?: string;
  /** Tells the viewer's print dialogue to print both sides. */
  readonly duplex?: boolean;
};

export type FinishedPdf = { readonly bytes: number; readonly sha256: string; readonly pages: number };

/** Where the bytes go: a file (path or descriptor), or memory. */
export type PdfTarget = string | number | "memory";

const chunk = 1 << 20;
const resourcesObject = 1;
const pageRootObject = 2;

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
    for (const image of form.images) this.#shareImage(image);
    for (const { face, rare } of form.faces) this.use(face, rare);
    const number = this.stream(
      `/Type/XObject/Subtype/Form/BBox[${form.box.join(" ")}]/Resources ${resourcesObject} 0 R/Filter/FlateDecode`,
      form.deflated,
    );
    this.#xObjects.set(form.name, number);
  }

  #shareImage(image: ImageObject): void {
    if (this.#xObjects.has(image.name)) return;
    const mask =
      image.mask === undefined ? "" : `/SMask ${this.stream(image.mask.entries, image.mask.bytes)} 0 R`;
    this.#xObjects.set(image.name, this.stream(`${image.entries}${mask}`, image.bytes));
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

  /** Adds a page whose content is `bytes[from..to)`, uncompressed; an empty range is a blank page. */
  page(bytes: Uint8Array, from: number, to: number): void {
    // A leaf of the page tree holds 64 pages; its number must be known before its pages are written.
    if (this.#pages.length % pagesPerLeaf === 0) {
      this.#parent = this.reserve();
      this.#leaves.push(this.#parent);
    }
    let contents = 0;
    if (to > from) {
      contents = this.reserve();
      this.#begin(contents);
      this.#text("<</Length ");
      this.#text(String(to - from));
      this.#text(">>stream\n");
      this.#put(bytes, from, to);
      this.#text("\nendstream\nendobj\n");
    }
    const number = this.reserve();
    this.#begin(number);
    this.#text("<</Type/Page/Parent ");
    this.#text(String(this.#parent));
    if (contents === 0) this.#text(" 0 R>>\nendobj\n");
    else {
      this.#text(" 0 R/Contents ");
      this.#text(String(contents));
      this.#text(" 0 R>>\nendobj\n");
    }
    this.#pages.push(number);
  }

  /**
   * Writes fonts, page tree, catalogue and cross-reference table, and closes the file.
   * The file is handed to the operating system; a caller who needs it on the disk opens it and fsyncs.
   */
  finish(): FinishedPdf {
    const info = this.object(this.#information());
    const fonts = [...this.#faces]
      .sort(([a], [b]) => (a.resource < b.resource ? -1 : 1))
      .map(
        ([face, rare]) =>
          `/${face.resource} ${embedFace(
            this,
            face,
            [...rare].sort((a, b) => a - b),
          )} 0 R`,
      );
    const shared = [...this.#xObjects].map(([name, number]) => `/${name} ${number} 0 R`);
    this.object(`<</Font<<${fonts.join("")}>>/XObject<<${shared.join("")}>>>>`, resourcesObject);
    const inherited = `/MediaBox[0 0 612 792]/Resources ${resourcesObject} 0 R`;
    writePageTree(this, this.#pages, this.#leaves, pageRootObject, inherited);
    const catalogue = this.object(
      `<</Type/Catalog/Pages ${pageRootObject} 0 R/Lang${pdfTextString(this.#about.language ?? "en")}` +
        `/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None${
          this.#about.duplex === true ? "/Duplex/DuplexFlipLongEdge" : ""
        }>>>>`,
    );
    this.#crossReference(`/Root ${catalogue} 0 R/Info ${info} 0 R`);
    this.#flush();
    this.#close();
    return { bytes: this.#flushed, sha256: this.#hash.digest("hex"), pages: this.#pages.length };
  }

  /** Closes the file unfinished; what is on disk is no PDF and is the caller's to remove. */
  abandon(): void {
    this.#close();
  }

  /** The whole file, if it was written to memory. */
  bytes(): Uint8Array {
    return Buffer.concat(this.#kept ?? []);
  }

  #information(): string {
    const { title, author, createdOn } = this.#about;
    const day = createdOn === undefined ? "" : `/CreationDate(D:${createdOn.replaceAll("-", "")}000000Z)`;
    const by = author === undefined ? "" : `/Author${pdfTextString(author)}`;
    return `<</Title${pdfTextString(title)}${by}/Producer(Noticepress)${day}>>`;
  }

  #crossReference(entries: string): void {
    const start = this.position;
    const count = this.#offsets.length;
    this.#text(`xref\n0 ${count}\n0000000000 65535 f \n`);
    for (let number = 1; number < count; number++)
      this.#text(`${String(this.#offsets.at(number)).padStart(10, "0")} 00000 n \n`);
    // ISO 32000-1 14.4 wants an identifier made from the contents; ours is made from nothing else.
    this.#flush();
    const id = this.#hash.copy().digest("hex").slice(0, 32);
    this.#text(`trailer\n<</Size ${count}${entries}/ID[<${id}><${id}>]>>\nstartxref\n${start}\n%%EOF\n`);
  }

  #begin(number: number): void {
    this.#offsets.set(number, this.position);
    this.#text(String(number));
    this.#text(" 0 obj\n");
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
    // copy() takes a range; set() would want a view made for every page.
    if (Buffer.isBuffer(bytes)) bytes.copy(this.#buffer, this.#at, from, to);
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

  #close(): void {
    if (this.#ownsFd) closeSync(this.#fd);
  }
}
