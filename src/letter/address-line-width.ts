import { type Face, face, plainLineWidth, shapeWord } from "../pdf/index.ts";
import { pageDesign } from "./page-design.ts";
import { valueWords } from "./value-words.ts";

/**
 * How wide a line of the address is when printed at its largest size, in points. Letters count by their own
 * width: a name of many i's is shorter than one of as many W's.
 */
export function addressLineWidth(line: string): number {
  const sans = face("sans");
  // Asked for everybody, and nearly always plain.
  const width = plainLineWidth(sans, line) ?? shapedWidth(sans, line);
  return (width * pageDesign.address.largest) / 1000;
}

function shapedWidth(sans: Face, line: string): number {
  let width = 0;
  for (const word of valueWords(line).words)
    width += (width === 0 ? 0 : sans.space) + shapeWord(sans, word).width;
  return width;
}
