import type { Day } from "../calendar/index.ts";
import { pdfTextString } from "./pdf-text.ts";

/** What the file says of itself. Days are given, never taken from the clock. */
export type PdfAbout = {
  readonly title: string;
  readonly author?: string;
  readonly createdOn?: Day;
  /** BCP 47, `en` by default. */
  readonly language?: string;
  /** Tells the viewer's print dialogue to print both sides. */
  readonly duplex?: boolean;
};

/** The information dictionary of a file. */
export function information({ title, author, createdOn }: PdfAbout): string {
  const day = createdOn === undefined ? "" : `/CreationDate(D:${createdOn.replaceAll("-", "")}000000Z)`;
  const by = author === undefined ? "" : `/Author${pdfTextString(author)}`;
  return `<</Title${pdfTextString(title)}${by}/Producer(Noticepress)${day}>>`;
}
