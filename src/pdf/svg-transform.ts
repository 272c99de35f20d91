import type { SvgMatrix } from "./svg-path.ts";

const identity: SvgMatrix = [1, 0, 0, 1, 0, 0];

/** The inner matrix seen through the outer one. */
export function within([a, b, c, d, e, f]: SvgMatrix, [g, h, i, j, k, l]: SvgMatrix): SvgMatrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function one(name: string, args: readonly number[]): SvgMatrix | undefined {
  const [p = 0, q = 0, r = 0, s = 0, t = 0, u = 0] = args;
  const { length } = args;
  const turn = (p * Math.PI) / 180;
  switch (name) {
    case "matrix":
      return length === 6 ? [p, q, r, s, t, u] : undefined;
    case "translate":
      return length === 1 || length === 2 ? [1, 0, 0, 1, p, q] : undefined;
    case "scale":
      return length === 1 ? [p, 0, 0, p, 0, 0] : length === 2 ? [p, 0, 0, q, 0, 0] : undefined;
    case "rotate": {
      const about: SvgMatrix = [Math.cos(turn), Math.sin(turn), -Math.sin(turn), Math.cos(turn), 0, 0];
      if (length === 1) return about;
      return length === 3 ? within(within([1, 0, 0, 1, q, r], about), [1, 0, 0, 1, -q, -r]) : undefined;
    }
    case "skewX":
      return length === 1 ? [1, 0, Math.tan(turn), 1, 0, 0] : undefined;
    case "skewY":
      return length === 1 ? [1, Math.tan(turn), 0, 1, 0, 0] : undefined;
    default:
      return undefined;
  }
}

/** A `transform` attribute (CSS Transforms 1, 8) as one matrix; undefined if it is malformed. */
export function svgTransform(text: string): SvgMatrix | undefined {
  let result = identity;
  let rest = text.trim();
  while (rest !== "") {
    const found = /^(\w+)\s*\(([^()]*)\)[\s,]*/.exec(rest);
    if (found === null) return undefined;
    const [whole, name = "", inside = ""] = found;
    const args = inside
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    if (!args.every(Number.isFinite)) return undefined;
    const matrix = one(name, args);
    if (matrix === undefined) return undefined;
    result = within(result, matrix);
    rest = rest.slice(whole.length);
  }
  return result;
}
