import { SaxesParser } from "saxes";
import { BrokenWorkbook } from "./broken-workbook.ts";

export type Attributes = Readonly<Record<string, string>>;

/** What is told of a document on the way; names come without their namespace's prefix. */
export type XmlEvents = {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

// Excel's longest cell has 32,767 characters: neither a text nor a comment of a workbook is longer than this.
const longestToken = 1_000_000;
// A sheet is eight deep.
const deepest = 256;

const localName = (name: string) => {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
};

/**
 * Reads an XML document in UTF-8 or UTF-16 as its bytes come, and yields after each piece, so that what the
 * events gathered can be taken. Memory stays flat. Throws `BrokenWorkbook` if it is not well-formed, if it has
 * a document type (ECMA-376 part 2, 6.2.5 forbids one, and entities come with it) or a text without end.
 */
export async function* readXml(chunks: AsyncIterable<Buffer>, events: XmlEvents): AsyncGenerator<void> {
  // Without positions it is faster, and where an error stands is told by the row.
  const parser = new SaxesParser({ position: false });
  let sinceEvent = 0;
  let depth = 0;
  parser.on("error", (error) => {
    throw new BrokenWorkbook(`the XML is not well-formed: ${error.message}`);
  });
  parser.on("doctype", () => {
    throw new BrokenWorkbook("the XML has a document type");
  });
  parser.on("opentag", ({ name, attributes }) => {
    sinceEvent = 0;
    if (++depth > deepest) throw new BrokenWorkbook("elements too deep in each other");
    events.open(localName(name), attributes as Attributes);
  });
  const { close, text } = events;
  parser.on("closetag", ({ name }) => {
    sinceEvent = 0;
    depth--;
    close?.(localName(name));
  });
  if (text !== undefined) {
    parser.on("text", text);
    parser.on("cdata", text);
  }

  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    const piece = decoder.decode(chunk, { stream: true });
    sinceEvent += piece.length;
    parser.write(piece);
    if (sinceEvent > longestToken) throw new BrokenWorkbook("a text without end");
    yield;
  }
  parser.close();
  yield;
}

/** XML 1.0, 4.3.3: UTF-16 bears its mark, all else that a workbook may hold is UTF-8. */
function encodingOf(head: Buffer): "utf-16le" | "utf-16be" | "utf-8" {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : "utf-8";
}
