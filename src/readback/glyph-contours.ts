import { damagedFont, type FontTables, within } from "./font-tables.ts";

/** Closed lines around the ink, x and y in turn, in parts of the type size; curves as short straight pieces. */
export type Contours = readonly (readonly number[])[];

type Point = { readonly x: number; readonly y: number; readonly on: boolean };

// ISO/IEC 14496-22, glyf: bits of a point and of a component.
const onCurve = 1;
const repeated = 8;
const [wordArguments, areOffsets, oneScale, moreFollow, twoScales, fourScales] = [1, 2, 8, 32, 64, 128];
// Real fonts nest accents once or twice.
const deepest = 8;
const piecesOfCurve = 6;
// maxp counts the points of a glyph in 16 bits; glyphs put together of more than a few parts are in no font.
const mostPoints = 65_535;
const mostComponents = 1_024;

/** What a glyph may still have, its components' components too: each may name all others. */
type Left = { points: number; components: number };

/** The contours of a TrueType glyph (glyf and loca); none if it is blank. */
export function glyphContours(font: FontTables, glyph: number): Contours {
  const { unitsPerEm } = font;
  return within("glyf", () =>
    outlineOf(font, glyph, 0, { points: mostPoints, components: mostComponents }).map((points) => {
      const flat: number[] = [];
      flatten(points, flat, 1 / unitsPerEm);
      return flat;
    }),
  );
}

/** The bytes that alone say how a glyph looks, beside the font's unitsPerEm; undefined if it is made of others. */
export function ownOutline(font: FontTables, glyph: number): Uint8Array | undefined {
  return within("glyf", () => {
    const { glyf, start, end } = placeOf(font, glyph);
    if (end <= start) return new Uint8Array(0);
    if (glyf.getInt16(start) < 0 || end > glyf.byteLength) return undefined;
    return new Uint8Array(glyf.buffer, glyf.byteOffset + start, end - start);
  });
}

function placeOf(font: FontTables, glyph: number) {
  const [glyf, loca, head] = [font.table("glyf"), font.table("loca"), font.table("head")];
  if (glyf === undefined || loca === undefined || head === undefined) throw damagedFont("glyf");
  const long = head.getInt16(50) === 1;
  const offset = (index: number) => (long ? loca.getUint32(4 * index) : 2 * loca.getUint16(2 * index));
  return { glyf, start: offset(glyph), end: offset(glyph + 1) };
}

function outlineOf(
  font: FontTables,
  glyph: number,
  depth: number,
  left: Left,
): readonly (readonly Point[])[] {
  const { glyf, start, end } = placeOf(font, glyph);
  if (depth > deepest) throw damagedFont("glyf");
  if (end <= start) return [];
  const contours = glyf.getInt16(start);
  return contours >= 0
    ? simpleOutline(glyf, start + 10, contours, left)
    : compositeOutline(font, glyf, start + 10, depth, left);
}

function simpleOutline(
  glyf: DataView,
  start: number,
  contours: number,
  left: Left,
): readonly (readonly Point[])[] {
  const ends = Array.from({ length: contours }, (_, index) => glyf.getUint16(start + 2 * index));
  const count = (ends.at(-1) ?? -1) + 1;
  left.points -= count;
  if (left.points < 0) throw damagedFont("glyf");
  let at = start + 2 * contours;
  at += 2 + glyf.getUint16(at);
  const flags: number[] = [];
  while (flags.length < count) {
    const flag = glyf.getUint8(at++);
    flags.push(flag);
    if ((flag & repeated) !== 0) for (let more = glyf.getUint8(at++); more > 0; more--) flags.push(flag);
  }
  const coordinates = (shortBit: number, sameBit: number) => {
    let value = 0;
    return flags.slice(0, count).map((flag) => {
      if ((flag & shortBit) !== 0)
        value += (flag & sameBit) !== 0 ? glyf.getUint8(at++) : -glyf.getUint8(at++);
      else if ((flag & sameBit) === 0) {
        value += glyf.getInt16(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = coordinates(2, 16);
  const ys = coordinates(4, 32);
  return ends.map((end, index) => {
    const points: Point[] = [];
    for (let point = index === 0 ? 0 : (ends[index - 1] ?? 0) + 1; point <= end; point++)
      points.push({ x: xs[point] ?? 0, y: ys[point] ?? 0, on: ((flags[point] ?? 0) & onCurve) !== 0 });
    return points;
  });
}

function compositeOutline(
  font: FontTables,
  glyf: DataView,
  start: number,
  depth: number,
  left: Left,
): readonly (readonly Point[])[] {
  const found: (readonly Point[])[] = [];
  for (let at = start, flags = moreFollow; (flags & moreFollow) !== 0; ) {
    left.components -= 1;
    if (left.components < 0) throw damagedFont("glyf");
    flags = glyf.getUint16(at);
    const glyph = glyf.getUint16(at + 2);
    at += 4;
    const isWide = (flags & wordArguments) !== 0;
    // Points that match instead of an offset are in no font that is in use; they are not guessed.
    if ((flags & areOffsets) === 0) throw damagedFont("glyf");
    const [e, f] = isWide
      ? [glyf.getInt16(at), glyf.getInt16(at + 2)]
      : [glyf.getInt8(at), glyf.getInt8(at + 1)];
    at += isWide ? 4 : 2;
    const scale = () => {
      at += 2;
      return glyf.getInt16(at - 2) / 16_384;
    };
    let [a, b, c, d] = [1, 0, 0, 1];
    if ((flags & oneScale) !== 0) a = d = scale();
    else if ((flags & twoScales) !== 0) [a, d] = [scale(), scale()];
    else if ((flags & fourScales) !== 0) [a, b, c, d] = [scale(), scale(), scale(), scale()];
    for (const points of outlineOf(font, glyph, depth + 1, left))
      found.push(points.map(({ x, y, on }) => ({ x: a * x + c * y + e, y: b * x + d * y + f, on })));
  }
  return found;
}

/** Two off-curve points in a row have an on-curve point halfway between them. */
function flatten(points: readonly Point[], flat: number[], scale: number): void {
  const halfway = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, on: true });
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return;
  const start = first.on ? first : last.on ? last : halfway(first, last);
  let [from, control]: [Point, Point | undefined] = [start, undefined];
  const curveTo = (to: Point) => {
    for (let piece = 1; piece <= piecesOfCurve; piece++) {
      const t = control === undefined ? 1 : piece / piecesOfCurve;
      const [p, q, r] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
      const middle = control ?? to;
      flat.push(
        (p * from.x + q * middle.x + r * to.x) * scale,
        (p * from.y + q * middle.y + r * to.y) * scale,
      );
      if (control === undefined) break;
    }
    [from, control] = [to, undefined];
  };
  for (const point of points) {
    if (point.on) curveTo(point);
    else {
      if (control !== undefined) curveTo(halfway(control, point));
      control = point;
    }
  }
  curveTo(start);
}
