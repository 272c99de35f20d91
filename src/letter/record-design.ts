import { type PageDesign, pageDesign } from "./page-design.ts";

/** A page for the file, read at a desk: smaller type than a letter's, so that its tables stand on one page. */
export const recordDesign: PageDesign = {
  ...pageDesign,
  left: 54,
  right: 558,
  top: 48,
  bottom: 736,
  footerBaseline: 762,
  body: { size: 9, leading: 11.6, after: 4.5 },
  headings: {
    1: { size: 17, leading: 21, before: 0, after: 3 },
    2: { size: 10.5, leading: 13, before: 6, after: 1.5 },
    3: { size: 9, leading: 11.6, before: 4, after: 1 },
  },
  list: { indent: 13, hang: 10, after: 2 },
  table: { size: 7.6, leading: 9.2, gutter: 9, padding: 1.3, stackWide: false },
};
