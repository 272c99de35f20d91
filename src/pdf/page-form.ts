import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, type PDFPage, PDFStream } from "pdf-lib";
import { contentName } from "./content-name.ts";
import { type CopiedObject, Copies, writeCopied } from "./copied-object.ts";
import { decodedStream, mostUnpacked } from "./decoded-stream.ts";
import type { ObjectWriter } from "./object-writer.ts";
import { PageCheck } from "./page-check.ts";
import { Refused, refuse } from "./refused.ts";

/** A page of another PDF as something to draw: paths and pictures, no text. Its name comes from its content. */
export type PageForm = {
  readonly kind: "pageForm";
  readonly name: string;
  /** In points. */
  readonly width: number;
  readonly height: number;
  /** Whether it keeps PDF/A-2: no CMYK or spot colours, no transparency. */
  readonly archival: boolean;
  /** Left, bottom, right, top of what is shown, in the page's own coordinates. */
  readonly box: readonly [number, number, number, number];
  readonly deflated: Uint8Array;
  readonly resources: CopiedObject;
};

/** Why a PDF cannot serve as a picture. */
export type PageFault = { readonly kind: "fault"; readonly what: string };

const name = (key: string) => PDFName.of(key);

/**
 * Reads the only page of a PDF, as letterheads are delivered. Refused and named: more pages, encryption,
 * scripts, annotations, forms, attachments, layers, turned pages, text (which must be outlines: what the letter
 * says is proved character by character), shadings and inline pictures (whose place is not told by paths).
 */
export async function readPageForm(bytes: Uint8Array): Promise<PageForm | PageFault> {
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
    return formOf(document, bytes);
  } catch (error) {
    if (error instanceof Refused) return { kind: "fault", what: error.message };
    if (error instanceof Error && /encrypted/i.test(error.message))
      return { kind: "fault", what: "it is encrypted" };
    // The library throws whatever it stumbles over; that the file is damaged is all that we can tell.
    return { kind: "fault", what: "it is no sound PDF" };
  }
}

function formOf(document: PDFDocument, bytes: Uint8Array): PageForm {
  const { catalog, context } = document;
  for (const key of ["OpenAction", "AA", "AcroForm", "OCProperties", "Collection"])
    if (catalog.has(name(key))) refuse(`it has /${key}`);
  const names = catalog.lookupMaybe(name("Names"), PDFDict);
  for (const key of ["JavaScript", "EmbeddedFiles"]) if (names?.has(name(key))) refuse(`it has /${key}`);
  if (document.getPageCount() !== 1) refuse(`it has ${document.getPageCount()} pages`);
  const page = document.getPage(0);
  if (page.getRotation().angle !== 0) refuse("its page is turned");
  if ((page.node.Annots()?.size() ?? 0) > 0) refuse("it has annotations");
  if (page.node.has(name("AA"))) refuse("it has /AA");
  const box = page.getCropBox();
  if (!(box.width > 0 && box.height > 0)) refuse("its page has no size");
  const content = contentOf(page);
  const resources = page.node.Resources() ?? context.obj({});
  const check = new PageCheck();
  check.content(content);
  check.resources(resources);
  if (page.node.has(name("Group"))) check.group(page.node.lookup(name("Group"), PDFDict));
  const copied = new Copies(context).of(resources, []);
  const digest = createHash("sha256").update(bytes).digest();
  return {
    kind: "pageForm",
    name: `P${contentName(digest)}`,
    width: box.width,
    height: box.height,
    archival: check.archival,
    box: [box.x, box.y, box.x + box.width, box.y + box.height],
    deflated: new Uint8Array(deflateSync(content, { level: 9 })),
    resources: copied,
  };
}

/** Writes the form and all it needs, its lower left corner at 0,0; returns its object number. */
export function writePageForm(file: ObjectWriter, { box, deflated, resources }: PageForm): number {
  const inside = writeCopied(resources, file, new Map());
  const matrix = `1 0 0 1 ${plainNumber(-box[0])} ${plainNumber(-box[1])}`;
  return file.stream(
    `/Type/XObject/Subtype/Form/BBox[${box.map(plainNumber).join(" ")}]/Matrix[${matrix}]` +
      `/Resources ${inside}/Filter/FlateDecode`,
    deflated,
  );
}

const plainNumber = (value: number) => String(Number(value.toFixed(4)));

function contentOf(page: PDFPage): Uint8Array {
  const contents = page.node.Contents();
  const parts: readonly PDFObject[] =
    contents instanceof PDFArray
      ? contents.asArray().map((part) => page.node.context.lookup(part) as PDFObject)
      : contents === undefined
        ? []
        : [contents];
  let length = 0;
  const bytes = parts.map((part) => {
    const own = part instanceof PDFStream ? decodedStream(part) : refuse("its content is missing");
    length += own.length;
    // The same stream may be named again and again.
    return length > mostUnpacked ? refuse("it unpacks to more than 64 MB") : own;
  });
  // ISO 32000-1 7.8.2: parts divide between words only.
  return Buffer.concat(bytes.flatMap((part) => [part, Buffer.from("\n")]));
}
