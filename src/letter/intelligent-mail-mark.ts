import { type ByteSink, ownBytes, pdfNumber } from "../pdf/index.ts";
import {
  type Area,
  alwaysShows,
  type EnvelopeName,
  type EnvelopeProfile,
  envelopeProfiles,
} from "./envelope.ts";
import { intelligentMail, intelligentMailBars } from "./intelligent-mail.ts";
import { pageDesign as design } from "./page-design.ts";

/**
 * The barcode's measures in points. USPS-B-3200 asks for bars 0.015 to 0.025 inch wide, 20 to 24 of them an inch,
 * 0.134 to 0.165 inch high in all its revisions, the tracker 0.039 to 0.057 of it in the middle. DMM 202.5: white of
 * 0.125 inch beside and 0.028 above and below, to print and, wherever the insert slips, to the window's edges.
 */
export const intelligentMailMark = {
  /** Width of a bar, and of the space between two: 0.0211 inch, 23.7 bars an inch. */
  module: 1.52,
  /** 0.14 inch; ascender, tracker and descender take a third each. */
  height: 10.08,
  clearBeside: 9,
  clearAbove: 2.016,
} as const;

const columns = 2 * intelligentMailBars - 1;
const width = columns * intelligentMailMark.module;

/**
 * Where the barcode stands on the first page, below the address: points from the left and top edges. The same for
 * every letter in this envelope. Undefined if the window is too small for it and its clear zone.
 */
export function placeInWindow(profile: EnvelopeProfile): Area | undefined {
  const { clearBeside, clearAbove, height } = intelligentMailMark;
  const shows = alwaysShows(profile, profile.addressWindow);
  const last = shows.right - clearBeside - width;
  if (last < shows.left + clearBeside || shows.bottom - shows.top < height + 2 * clearAbove) return undefined;
  const left =
    Math.floor(Math.min(last, Math.max(shows.left + clearBeside, design.address.left)) * 100) / 100;
  const bottom = Math.floor((shows.bottom - clearAbove) * 100) / 100;
  return { left, top: bottom - height, right: left + width, bottom };
}

/** As `placeInWindow`, by the envelope's name. */
export function intelligentMailPlace(envelope: EnvelopeName): Area | undefined {
  return placeInWindow(envelopeProfiles[envelope]);
}

const stride = Math.ceil(columns / 8);
const closes = ownBytes("\nEI Q\n");

/** Draws the bars as an image of three rows, ascenders, trackers and descenders, with a sample a module. */
export function putIntelligentMail(out: ByteSink, digits: string, { left, bottom }: Area): void {
  const { height } = intelligentMailMark;
  const bars = intelligentMail(digits);
  // Dark is 0, as in the mark of a sheet.
  const bitmap = new Uint8Array(3 * stride).fill(0xff);
  for (let bar = 0; bar < intelligentMailBars; bar++) {
    const state = bars[bar] as number;
    const at = bar >> 2;
    const clear = ~(0x80 >> ((2 * bar) & 7));
    if (state & 1) bitmap[at] = (bitmap[at] as number) & clear;
    bitmap[stride + at] = (bitmap[stride + at] as number) & clear;
    if (state & 2) bitmap[2 * stride + at] = (bitmap[2 * stride + at] as number) & clear;
  }
  out.ascii(
    `q ${pdfNumber(width)} 0 0 ${height} ${pdfNumber(left)} ${pdfNumber(design.height - bottom)} cm BI/W ${columns}/H 3/IM true ID `,
  );
  // Every other sample is white, so that no two bytes can spell the end of an image.
  out.put(bitmap);
  out.put(closes);
}
