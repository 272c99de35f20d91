import { type Face, type FaceName, face, fillColour, ownBytes } from "../pdf/index.ts";

/** A face at a size in a colour, with the operators that switch to it. Equal styles are the same object. */
export type PrintStyle = {
  readonly face: Face;
  /** In points. */
  readonly size: number;
  readonly coloured: boolean;
  readonly open: Uint8Array;
  /** The space between words, in points. */
  readonly space: number;
};

const known = new Map<string, PrintStyle>();

/** The style of that face, size in points and colour (`#rrggbb`, black by default). */
export function printStyle(name: FaceName, size: number, colour = "#000000"): PrintStyle {
  const key = `${name} ${size} ${colour}`;
  let style = known.get(key);
  if (style === undefined) {
    const chosen = face(name);
    const fill = fillColour(colour);
    const coloured = fill !== "0 g";
    style = {
      face: chosen,
      size,
      coloured,
      open: ownBytes(`/${chosen.resource} ${size} Tf${coloured ? ` ${fill}` : ""}`),
      space: (chosen.space * size) / 1000,
    };
    known.set(key, style);
  }
  return style;
}
