import { type Face, type FaceName, fillColour, ownBytes } from "../pdf/index.ts";
import { ourTypefaces } from "./typefaces.ts";

/** A face at a size in a colour, with the operators that switch to it. Equal styles are the same object. */
export type PrintStyle = {
  readonly face: Face;
  /** In points. */
  readonly size: number;
  readonly coloured: boolean;
  /** The same in further faces, for words that this one lacks letters of. */
  readonly others: readonly PrintStyle[];
  readonly open: Uint8Array;
  /** The space between words, in points. */
  readonly space: number;
};

const known = new Map<string, PrintStyle>();

/** The style of that face, size in points and colour (`#rrggbb`, black by default). Of several, the first that has a word's letters. */
export function printStyle(faces: FaceName | readonly Face[], size: number, colour = "#000000"): PrintStyle {
  const [chosen, ...others] = typeof faces === "string" ? ourTypefaces.of(faces) : faces;
  if (chosen === undefined) throw new Error("a style without a face");
  // Resources are named by content: equal names are equal faces.
  let key = `${chosen.resource} ${size} ${colour}`;
  for (const other of others) key += ` ${other.resource}`;
  let style = known.get(key);
  if (style === undefined) {
    const fill = fillColour(colour);
    const coloured = fill !== "0 g";
    style = {
      face: chosen,
      size,
      coloured,
      others: others.map((other) => printStyle([other], size, colour)),
      open: ownBytes(`/${chosen.resource} ${size} Tf${coloured ? ` ${fill}` : ""}`),
      space: (chosen.space * size) / 1000,
    };
    known.set(key, style);
  }
  return style;
}
