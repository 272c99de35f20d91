import type { EnvelopeName } from "./envelope.ts";
import type { LetterheadPage } from "./letterhead-page.ts";
import type { GivenFonts } from "./typefaces.ts";

/** What a client's letter carries at the top right of its first page. */
export type Letterhead = {
  /** PNG, JPEG or SVG, as read from the client's folder. */
  readonly image?: Uint8Array;
  /** A page of a PDF instead. */
  readonly page?: LetterheadPage;
  /** What the image shows, for readers who do not see it; without it, the first line. */
  readonly alt?: string;
  /** Name and address lines beside or instead of the image; at most five. */
  readonly lines: readonly string[];
  /** `#rrggbb`: headings and the rule under the letterhead. */
  readonly colour: string;
};

/** Everything on the paper that is not the notice: one per client and mail-house profile. */
export type Stationery = {
  readonly letterhead?: Letterhead;
  /** The client's own fonts and those for other scripts. */
  readonly fonts?: GivenFonts;
  /** Two to four neutral lines that show in the upper window; no health words. */
  readonly returnAddress: readonly string[];
  readonly envelope: EnvelopeName;
  /** A letter starts on a front: an odd page count is padded with a blank back. */
  readonly duplex: boolean;
  /** A Data Matrix on the front of every sheet of a print stream, for the inserter. */
  readonly sheetMark?: boolean;
  /** An Intelligent Mail barcode below the address, where it has room. */
  readonly intelligentMail?: boolean;
  /** Marks every page DRAFT. */
  readonly draft: boolean;
};
