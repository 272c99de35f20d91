/** Every measure of the letter's look, in points. One place, so that it can be weighed as a whole. */
export const pageDesign = {
  width: 612,
  height: 792,
  left: 72,
  right: 540,
  /** Top of the text on the pages after the first. */
  top: 70,
  /** Bottom of the text on every page, from the top edge. */
  bottom: 716,
  /** First page: the text starts this far below the guard area. */
  belowGuard: 14,
  footerBaseline: 754,
  footer: { size: 8, colour: "#404040", draftAbove: 0 },
  body: { size: 11, leading: 14.3, after: 6.5 },
  headings: {
    1: { size: 17, leading: 21, before: 4, after: 7 },
    2: { size: 12, leading: 15, before: 8, after: 2.5 },
    3: { size: 11, leading: 14, before: 5, after: 1.5 },
  },
  callout: { size: 11, leading: 14.3, inset: 10, padding: 5, weight: 1, before: 7, after: 7 },
  list: { indent: 16, hang: 12, after: 3 },
  table: { size: 10, leading: 12.6, gutter: 14, padding: 2.6, stackWide: false },
  signature: 34,
  letterhead: { left: 346, right: 556, top: 44, imageHeight: 52, size: 9, leading: 11.6 },
  address: { largest: 10.5, smallest: 8, left: 72, farLeft: 46.8 },
  returnBlock: { largest: 9, smallest: 7 },
} as const;

type Widened<T> = T extends boolean
  ? boolean
  : T extends number
    ? number
    : T extends string
      ? string
      : { readonly [K in keyof T]: Widened<T[K]> };
/** The measures of one look of the letter. */
export type PageDesign = Widened<typeof pageDesign>;

/** Version of the layout: part of what an approval binds to. Raise it when letters come out differently. */
export const layoutVersion = 4;
