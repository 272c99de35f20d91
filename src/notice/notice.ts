import type { NoticePurpose } from "../incident/index.ts";
import type { ContentElement, ExposureClass } from "../law/index.ts";

/** What merges per person. Fields fill slots; they never decide wording. */
export const fieldNames = [
  "recipientName",
  "individualName",
  "dataElements",
  "code",
  "enrolBy",
  "pieceId",
] as const;
export type FieldName = (typeof fieldNames)[number];

/** One person's values for the slots, plain text in NFC; a notice names the fields it needs. */
export type Fields = Readonly<Partial<Record<FieldName, string>>>;

/** What may change the wording. One combination is a variant: one text that a lawyer reads. */
export type Facets = {
  readonly client: string;
  readonly notifier: "client" | "vendor";
  /** First news, what was learned since, or what the earlier letter got wrong. */
  readonly purpose: NoticePurpose;
  /** `US-CA`, `FOREIGN`, `UNKNOWN`. */
  readonly jurisdiction: string;
  /** Whether the state's own law is triggered by this reader's data and this kind of client. */
  readonly stateLaw: "applies" | "silent";
  readonly phi: boolean;
  readonly recipient: "adult" | "parentOrGuardian" | "nextOfKin";
  readonly language: string;
  /** The id of the client's offer, or null. */
  readonly offer: string | null;
  readonly channel: "letter" | "email";
  /** What wording needs to know of the data that was exposed. */
  readonly exposure: ExposureClass;
};

/**
 * What may change the wording of a notice that is posted, given to the press, or sent by a vendor to its
 * client. Nobody's name is on it, so it has no fields.
 */
export type PublicationFacets = Omit<Facets, "recipient" | "channel"> & {
  readonly recipient: "public";
  readonly channel: "website" | "media" | "covered-entity";
};

/** The facets of any text: a notice to one person, or a publication. */
export type TextFacets = Facets | PublicationFacets;

/** How a run of text looks and which content elements it belongs to (outermost first). */
export type TextStyle = {
  readonly bold: boolean;
  readonly italic: boolean;
  /** Target of a link, or null. */
  readonly link: string | null;
  readonly elements: readonly ContentElement[];
};

export type Inline =
  | { readonly kind: "text"; readonly text: string; readonly style: TextStyle }
  | { readonly kind: "slot"; readonly field: FieldName; readonly style: TextStyle }
  | { readonly kind: "break" };

export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly inlines: readonly Inline[] }
  | { readonly kind: "paragraph"; readonly inlines: readonly Inline[] }
  /** A paragraph in a frame, to be found at once: the code that is the reader's own. Stands by itself, never in a list. */
  | { readonly kind: "callout"; readonly inlines: readonly Inline[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | {
      readonly kind: "table";
      readonly header: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  /** The room where a hand signs, above the signatory's name. */
  | { readonly kind: "signature" }
  /** The enclosure starts on a new page. */
  | { readonly kind: "pageBreak" };

/** The composed text of one variant, before any person's data is in it. */
export type Notice<Of extends TextFacets = Facets> = {
  /** The variant's key, stable and readable; names no person. */
  readonly variant: string;
  readonly facets: Of;
  readonly language: string;
  /** Document title, e-mail subject. */
  readonly title: string;
  /** The day on the letter, as text. */
  readonly date: string;
  /** What the foot of a page says, with {page} and {pages}. */
  readonly pageOf: string;
  /**
   * In reading order: the date, the title (the one heading of level 1), the salutation, the text, the
   * signature, a page break, the enclosed steps. The address block is the layout’s.
   */
  readonly blocks: readonly Block[];
  /** Fields that occur in the blocks; every letter must bring each of them. */
  readonly fields: readonly FieldName[];
  /** SHA-256 (hex) over everything above and the words that fields are made of: what is approved. */
  readonly hash: string;
};
