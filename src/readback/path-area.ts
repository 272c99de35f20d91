import type { Box } from "./box.ts";
import type { GraphicsState, Matrix } from "./graphics-state.ts";
import { number, numbers } from "./operands.ts";
import type { PdfValue } from "./pdf-value.ts";

/** Whether the operator paints the path, forgets it, or neither (ISO 32000-1, 8.5.3). */
export function endsPath(operator: string): "paints" | "forgets" | undefined {
  switch (operator) {
    case "f":
    case "F":
    case "f*":
    case "B":
    case "B*":
    case "b":
    case "b*":
    case "S":
    case "s":
      return "paints";
    case "n":
      return "forgets";
    default:
      return undefined;
  }
}

/** The box around the path so far and what this operator adds; unchanged if it adds nothing. */
export function withPath(
  operator: string,
  operands: readonly PdfValue[],
  state: GraphicsState,
  box: Box | undefined,
): Box | undefined {
  switch (operator) {
    case "re": {
      const [x = 0, y = 0, width = 0, height = 0] = numbers(operator, operands, 4);
      return around([x, y, x + width, y, x, y + height, x + width, y + height], state.ctm, box);
    }
    case "m":
    case "l":
      return around(numbers(operator, operands, 2), state.ctm, box);
    case "v":
    case "y":
      return around(numbers(operator, operands, 4), state.ctm, box);
    case "c":
      // A curve stays within its control points.
      return around(numbers(operator, operands, 6), state.ctm, box);
    default:
      return box;
  }
}

/** An image fills the unit square (ISO 32000-1, 8.9.5). */
export function imageBox(ctm: Matrix): Box {
  return around([0, 0, 1, 0, 0, 1, 1, 1], ctm, undefined);
}

function around(points: readonly number[], [a, b, c, d, e, f]: Matrix, box: Box | undefined): Box {
  let { left, bottom, right, top } = box ?? nowhere;
  for (let at = 0; at + 1 < points.length; at += 2) {
    const x = number("path", points[at]);
    const y = number("path", points[at + 1]);
    const px = a * x + c * y + e;
    const py = b * x + d * y + f;
    left = Math.min(left, px);
    right = Math.max(right, px);
    bottom = Math.min(bottom, py);
    top = Math.max(top, py);
  }
  return { left, bottom, right, top };
}

const nowhere: Box = {
  left: Number.POSITIVE_INFINITY,
  bottom: Number.POSITIVE_INFINITY,
  right: Number.NEGATIVE_INFINITY,
  top: Number.NEGATIVE_INFINITY,
};
