import type { Sector } from "./client-profile.ts";
import { pngImage, type Rgb } from "./png.ts";

/** Whether a point is inked; x and y run from -1 to 1, y downwards. */
type Shape = (x: number, y: number) => boolean;

const pixels = 300;
// Each pixel is looked at this often in each direction, so that edges are smooth.
const samples = 4;

/** A client's emblem as a PNG, an inch square when printed at 300 dots an inch: one colour on white. */
export function emblem(sector: Sector, round: number, colour: string): Uint8Array {
  const shape = shapeOf(sector, round);
  const ink = rgb(colour);
  const steps = pixels * samples;
  return pngImage(pixels, (x, y) => {
    let inked = 0;
    for (let row = 0; row < samples; row += 1) {
      for (let column = 0; column < samples; column += 1) {
        const across = ((x * samples + column + 0.5) / steps) * 2 - 1;
        const down = ((y * samples + row + 0.5) / steps) * 2 - 1;
        if (shape(across, down)) inked += 1;
      }
    }
    const share = inked / (samples * samples);
    const mix = (part: number) => Math.round(255 + (part - 255) * share);
    return [mix(ink[0]), mix(ink[1]), mix(ink[2])];
  });
}

function shapeOf(sector: Sector, round: number): Shape {
  switch (sector) {
    case "healthPlan":
      return sunOverWaves(3 + (round % 3));
    case "hospital":
      return feather(round % 5);
    case "employerPlan":
      return gear(9 + (round % 6));
    case "city":
      return riverBend(2 + (round % 3) / 2);
  }
}

function sunOverWaves(waves: number): Shape {
  return (x, y) => {
    if (Math.hypot(x, y) > 0.94) return false;
    if (Math.hypot(x, y + 0.22) < 0.34) return false;
    const depth = y - 0.24 - 0.07 * Math.sin(x * 7);
    const spacing = 0.66 / waves;
    return depth < 0 || depth % spacing > spacing * 0.42;
  };
}

function feather(barbs: number): Shape {
  return (x, y) => {
    if (Math.max(Math.abs(x), Math.abs(y)) > 0.92 || Math.hypot(cut(x), cut(y)) > 0.2) return false;
    // Turned by 45 degrees: along runs up the quill, across to its side.
    const along = (x - y) * Math.SQRT1_2;
    const across = (x + y) * Math.SQRT1_2;
    const quill = Math.abs(across) < 0.03 && along > -0.95 && along < 0.35;
    const vane =
      Math.hypot(along - 0.1, across - 0.55) < 0.85 && Math.hypot(along - 0.1, across + 0.55) < 0.85;
    const split = Math.abs(((along + Math.abs(across)) * (6 + barbs)) % 2) < 0.28 && Math.abs(across) > 0.07;
    const rib = Math.abs(across) < 0.035;
    return !(quill && along < -0.5) && !(vane && !split && !rib);
  };
  // Corners of the square are rounded by 0.2.
  function cut(value: number): number {
    return Math.max(0, Math.abs(value) - 0.72);
  }
}

function gear(teeth: number): Shape {
  return (x, y) => {
    const radius = Math.hypot(x, y);
    const tooth = Math.cos(Math.atan2(y, x) * teeth) > 0.1;
    if (radius > (tooth ? 0.94 : 0.76) || radius < 0.2) return false;
    return radius < 0.42 || radius > 0.54;
  };
}

function riverBend(bends: number): Shape {
  return (x, y) => {
    const side = y < 0.1 ? 0.84 : 0.84 * Math.sqrt(Math.max(0, 1 - ((y - 0.1) / 0.86) ** 2));
    if (y < -0.92 || Math.abs(x) > side) return false;
    if (y < -0.42) return !(Math.abs(y + 0.42) < 0.06);
    const river = 0.34 * Math.sin((y + 0.42) * bends * 1.6);
    return Math.abs(x - river) > 0.1 + 0.08 * (y + 0.42);
  };
}

function rgb(colour: string): Rgb {
  const number = Number.parseInt(colour.slice(1), 16);
  return [(number >> 16) & 0xff, (number >> 8) & 0xff, number & 0xff];
}
