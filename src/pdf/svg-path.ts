import { pdfNumber } from "./pdf-text.ts";

/** Where a point of the picture lies: [a b c d e f] as in PDF, (x, y) → (ax + cy + e, bx + dy + f). */
export type SvgMatrix = readonly [number, number, number, number, number, number];

type Point = readonly [number, number];

const argumentCounts: Readonly<Record<string, number>> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  C: 6,
  S: 4,
  Q: 4,
  T: 2,
  A: 7,
  Z: 0,
};

// A flag of an arc is one digit and may stand against the next number without a space.
const number = /[\s,]*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/iy;
const flag = /[\s,]*([01])/y;

/** The steps of path data (SVG 2, 9.3) with their numbers; undefined if it is malformed. */
function stepsOf(
  data: string,
): readonly { readonly letter: string; readonly args: readonly number[] }[] | undefined {
  const steps: { letter: string; args: number[] }[] = [];
  let at = 0;
  const read = (pattern: RegExp): number | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(data);
    if (found === null) return undefined;
    at = pattern.lastIndex;
    return Number(found[1]);
  };
  let letter = "";
  for (;;) {
    at += /^[\s,]*/.exec(data.slice(at))?.[0].length ?? 0;
    if (at >= data.length) return steps;
    const next = data.charAt(at);
    if (/[a-z]/i.test(next)) {
      letter = next;
      at += 1;
    } else if (letter === "M") letter = "L";
    else if (letter === "m") letter = "l";
    else if (letter === "" || letter === "z" || letter === "Z") return undefined;
    const count = argumentCounts[letter.toUpperCase()];
    if (count === undefined || (steps.length === 0 && letter.toUpperCase() !== "M")) return undefined;
    const args: number[] = [];
    for (let index = 0; index < count; index++) {
      const isFlag = letter.toUpperCase() === "A" && (index === 3 || index === 4);
      const value = read(isFlag ? flag : number);
      if (value === undefined || !Number.isFinite(value)) return undefined;
      args.push(value);
    }
    steps.push({ letter, args });
  }
}

/** Path data as PDF path operators, its points moved by the matrix; undefined if it is malformed. */
export function svgPath(data: string, [a, b, c, d, e, f]: SvgMatrix): string | undefined {
  const steps = stepsOf(data);
  if (steps === undefined) return undefined;
  let out = "";
  let here: Point = [0, 0];
  let start: Point = [0, 0];
  // The control point that a smooth curve mirrors, of a cubic and of a quadratic one.
  let cubic: Point | undefined;
  let quadratic: Point | undefined;
  const text = ([x, y]: Point) => `${pdfNumber(a * x + c * y + e)} ${pdfNumber(b * x + d * y + f)}`;
  const curve = (first: Point, second: Point, to: Point) => {
    out += `${text(first)} ${text(second)} ${text(to)} c\n`;
    here = to;
  };
  const between = (from: Point, to: Point): Point => [
    from[0] + (2 / 3) * (to[0] - from[0]),
    from[1] + (2 / 3) * (to[1] - from[1]),
  ];
  const mirrored = (control: Point | undefined): Point =>
    control === undefined ? here : [2 * here[0] - control[0], 2 * here[1] - control[1]];
  for (const { letter, args } of steps) {
    const relative = letter === letter.toLowerCase();
    const [dx, dy] = relative ? here : [0, 0];
    const point = (index: number): Point => [(args[index] ?? 0) + dx, (args[index + 1] ?? 0) + dy];
    let lastCubic: Point | undefined;
    let lastQuadratic: Point | undefined;
    switch (letter.toUpperCase()) {
      case "M":
        here = point(0);
        start = here;
        out += `${text(here)} m\n`;
        break;
      case "L":
        here = point(0);
        out += `${text(here)} l\n`;
        break;
      case "H":
        here = [(args[0] ?? 0) + dx, here[1]];
        out += `${text(here)} l\n`;
        break;
      case "V":
        here = [here[0], (args[0] ?? 0) + dy];
        out += `${text(here)} l\n`;
        break;
      case "C":
        lastCubic = point(2);
        curve(point(0), point(2), point(4));
        break;
      case "S":
        lastCubic = point(0);
        curve(mirrored(cubic), point(0), point(2));
        break;
      case "Q":
      case "T": {
        const control = letter.toUpperCase() === "Q" ? point(0) : mirrored(quadratic);
        const to = letter.toUpperCase() === "Q" ? point(2) : point(0);
        lastQuadratic = control;
        curve(between(here, control), between(to, control), to);
        break;
      }
      case "A": {
        const [rx = 0, ry = 0, turn = 0, large = 0, sweep = 0] = args;
        const to = point(5);
        const pieces = arc(here, to, rx, ry, turn, large === 1, sweep === 1);
        if (pieces.length === 0) out += `${text(to)} l\n`;
        for (const [first, second, end] of pieces) curve(first, second, end);
        here = to;
        break;
      }
      default:
        out += "h\n";
        here = start;
    }
    cubic = lastCubic;
    quadratic = lastQuadratic;
  }
  return out;
}

/** An elliptical arc as cubic curves of a quarter turn at most: SVG 2, B.2.4 and B.2.5. */
function arc(
  [x1, y1]: Point,
  [x2, y2]: Point,
  rxGiven: number,
  ryGiven: number,
  turnDegrees: number,
  large: boolean,
  sweep: boolean,
): readonly (readonly [Point, Point, Point])[] {
  let [rx, ry] = [Math.abs(rxGiven), Math.abs(ryGiven)];
  if (rx === 0 || ry === 0 || (x1 === x2 && y1 === y2)) return [];
  const turn = (turnDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [hx, hy] = [(x1 - x2) / 2, (y1 - y2) / 2];
  const [px, py] = [cos * hx + sin * hy, cos * hy - sin * hx];
  const stretch = Math.sqrt((px / rx) ** 2 + (py / ry) ** 2);
  if (stretch > 1) [rx, ry] = [rx * stretch, ry * stretch];
  const under = (rx * py) ** 2 + (ry * px) ** 2;
  const root = Math.sqrt(Math.max(0, ((rx * ry) ** 2 - under) / under)) * (large === sweep ? -1 : 1);
  const [mx, my] = [(root * rx * py) / ry, (-root * ry * px) / rx];
  const [cx, cy] = [cos * mx - sin * my + (x1 + x2) / 2, sin * mx + cos * my + (y1 + y2) / 2];
  const from = Math.atan2((py - my) / ry, (px - mx) / rx);
  let sweepBy = Math.atan2((-py - my) / ry, (-px - mx) / rx) - from;
  if (sweep && sweepBy < 0) sweepBy += 2 * Math.PI;
  if (!sweep && sweepBy > 0) sweepBy -= 2 * Math.PI;
  const count = Math.max(1, Math.ceil(Math.abs(sweepBy) / (Math.PI / 2) - 1e-9));
  const step = sweepBy / count;
  const reach = (4 / 3) * Math.tan(step / 4);
  const place = (x: number, y: number): Point => [
    cx + cos * rx * x - sin * ry * y,
    cy + sin * rx * x + cos * ry * y,
  ];
  return Array.from({ length: count }, (_, index) => {
    const [a, b] = [from + index * step, from + (index + 1) * step];
    return [
      place(Math.cos(a) - reach * Math.sin(a), Math.sin(a) + reach * Math.cos(a)),
      place(Math.cos(b) + reach * Math.sin(b), Math.sin(b) - reach * Math.cos(b)),
      index === count - 1 ? [x2, y2] : place(Math.cos(b), Math.sin(b)),
    ] as const;
  });
}
