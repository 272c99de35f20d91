import { BrokenWorkbook } from "./broken-workbook.ts";
import { readXml } from "./read-xml.ts";

/** The text with this number, or undefined if there is none. */
export type SharedStrings = (index: number) => string | undefined;

// Excel's longest has 32,767 characters.
const longestText = 1_000_000;

/** Joins what the `t` elements of a string say (ECMA-376 part 1, 18.4.8, 18.3.1.53); how it is spoken is left out. */
export function textGatherer() {
  let text = "";
  let isText = false;
  let isSpoken = false;
  return {
    open: (name: string) => {
      if (name === "t") isText = true;
      else if (name === "rPh") isSpoken = true;
    },
    close: (name: string) => {
      if (name === "t") isText = false;
      else if (name === "rPh") isSpoken = false;
    },
    text: (piece: string) => {
      if (!isText || isSpoken) return;
      text += piece;
      if (text.length > longestText) throw new BrokenWorkbook("a text too long");
    },
    take: () => {
      const taken = withoutEscapes(text);
      text = "";
      return taken;
    },
  };
}

/** ECMA-376 part 1, 22.9.2.19: `_x000D_` stands for a character that XML cannot hold. */
export function withoutEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

// Cells beside each other say the same states and cities over and over.
const remembered = 1 << 12;

/**
 * Reads the table of strings into one buffer, which is smaller than the part itself: `bytes` of the part
 * bounds the memory, and nothing of it is the collector's to copy.
 */
export async function readSharedStrings(chunks: AsyncIterable<Buffer>): Promise<SharedStrings> {
  let bytes = Buffer.allocUnsafe(1 << 16);
  let starts = new Uint32Array(1 << 12);
  let count = 0;
  let end = 0;
  const add = (text: string) => {
    // Three bytes are the most that a UTF-16 unit takes in UTF-8.
    const room = end + text.length * 3;
    if (room > bytes.length) bytes = Buffer.concat([bytes], Math.max(room, bytes.length * 2));
    if (count + 2 > starts.length) {
      const more = new Uint32Array(starts.length * 2);
      more.set(starts);
      starts = more;
    }
    starts[count] = end;
    end += bytes.write(text, end, "utf8");
    count += 1;
    starts[count] = end;
  };
  const gatherer = textGatherer();
  const reading = readXml(chunks, {
    open: gatherer.open,
    close: (name) => {
      gatherer.close(name);
      if (name === "si") add(gatherer.take());
    },
    text: gatherer.text,
  });
  for await (const _ of reading);

  const indexes = new Int32Array(remembered).fill(-1);
  const texts = new Array<string>(remembered).fill("");
  return (index) => {
    if (!Number.isInteger(index) || index < 0 || index >= count) return undefined;
    const place = index & (remembered - 1);
    if (indexes[place] === index) return texts[place];
    const text = bytes.toString("utf8", starts[index], starts[index + 1]);
    indexes[place] = index;
    texts[place] = text;
    return text;
  };
}
