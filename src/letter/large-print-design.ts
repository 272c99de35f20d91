import { type PageDesign, pageDesign } from "./page-design.ts";

/**
 * The letter in large print: nothing is set smaller than 18 points, which is what the American Printing
 * House for the Blind and most readers mean by large print; lines stand wider, and margins stay.
 */
export const largePrintDesign: PageDesign = {
  ...pageDesign,
  top: 66,
  bottom: 694,
  footerBaseline: 744,
  footer: { size: 18, colour: "#404040", draftAbove: 21 },
  body: { size: 18, leading: 25, after: 11 },
  headings: {
    1: { size: 26, leading: 32, before: 6, after: 12 },
    2: { size: 21, leading: 27, before: 14, after: 5 },
    3: { size: 18, leading: 25, before: 10, after: 3 },
  },
  callout: { size: 18, leading: 25, inset: 14, padding: 10, weight: 1.5, before: 14, after: 14 },
  list: { indent: 26, hang: 20, after: 7 },
  table: { size: 18, leading: 24, gutter: 18, padding: 4, stackWide: true },
  signature: 44,
  letterhead: { ...pageDesign.letterhead, left: 72, right: 540, imageHeight: 64, size: 18, leading: 24 },
};
