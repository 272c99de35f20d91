import type { Contours } from "./glyph-contours.ts";

/** Ink of one glyph on a grid: 1 where the centre of a pixel is inside. */
export type GlyphInk = { readonly pixels: Uint8Array; readonly dark: number };

// 96 pixels to the em: the stems of a text face are seven wide, and l and I differ by some twenty pixels.
const pixelsToEm = 96;
// From half an em left of the origin to two right of it, from one below the baseline to one and a half above.
const [left, bottom, width, height] = [-0.5, -1, 2.5 * pixelsToEm, 2.5 * pixelsToEm];

/** Fills the contours by their winding number, as every renderer of TrueType and CFF outlines does. */
export function glyphInk(contours: Contours): GlyphInk {
  const pixels = new Uint8Array(width * height);
  let dark = 0;
  if (contours.length === 0) return { pixels, dark };
  const crossings: { readonly x: number; readonly winding: number }[][] = Array.from(
    { length: height },
    () => [],
  );
  for (const contour of contours) {
    for (let at = 0; at < contour.length; at += 2) {
      const next = (at + 2) % contour.length;
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = [
        contour[at],
        contour[at + 1],
        contour[next],
        contour[next + 1],
      ];
      if (y0 === y1) continue;
      const winding = y1 > y0 ? 1 : -1;
      const [low, high] = [Math.min(y0, y1), Math.max(y0, y1)];
      const row = (y: number) => Math.ceil((y - bottom) * pixelsToEm - 0.5);
      for (let line = Math.max(0, row(low)); line < Math.min(height, row(high)); line++) {
        const y = (line + 0.5) / pixelsToEm + bottom;
        crossings[line]?.push({ x: x0 + ((y - y0) / (y1 - y0)) * (x1 - x0), winding });
      }
    }
  }
  for (const [line, found] of crossings.entries()) {
    found.sort((a, b) => a.x - b.x);
    let winding = 0;
    for (const [index, { x, winding: turn }] of found.entries()) {
      winding += turn;
      const next = found[index + 1];
      if (winding === 0 || next === undefined) continue;
      const column = (at: number) => Math.ceil((at - left) * pixelsToEm - 0.5);
      for (let place = Math.max(0, column(x)); place < Math.min(width, column(next.x)); place++) {
        const pixel = line * width + place;
        if (pixels[pixel] === 0) dark += 1;
        pixels[pixel] = 1;
      }
    }
  }
  return { pixels, dark };
}

// Rounding of coordinates moves an edge by less than a pixel here and there; a letter for another moves hundreds.
const mostStray = 0.01;

/** Whether two glyphs look the same. */
export function isSameInk(a: GlyphInk, b: GlyphInk): boolean {
  let differing = 0;
  for (let pixel = 0; pixel < a.pixels.length; pixel++)
    if (a.pixels[pixel] !== b.pixels[pixel]) differing += 1;
  return differing <= mostStray * Math.max(a.dark, b.dark);
}
