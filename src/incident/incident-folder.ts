import type { Client } from "./client.ts";
import type { Incident } from "./incident.ts";

/** A file of the incident folder. */
export type InputFile = {
  /** Relative to the incident folder, with forward slashes: `clients/a/people.csv`. */
  readonly name: string;
  /** Absolute, for opening it. */
  readonly path: string;
  readonly bytes: number;
};

/** An input file and what was in it: together they are the identity of a mailing. */
export type HashedFile = InputFile & { readonly sha256: string };

/** A letterhead picture, whole; its kind is told from its first bytes. */
export type LetterheadImage = {
  readonly file: InputFile;
  readonly kind: "png" | "jpeg" | "svg" | "pdf";
  readonly bytes: Uint8Array;
};

/** A font file, whole; whether it is one is for whoever sets letters in it. */
export type FontFile = { readonly file: InputFile; readonly bytes: Uint8Array };

/** A client's own fonts, as far as their files are there. */
export type ClientFonts = {
  readonly text?: {
    readonly regular: FontFile;
    readonly bold?: FontFile;
    readonly italic?: FontFile;
    readonly boldItalic?: FontFile;
  };
  readonly headings?: { readonly bold: FontFile; readonly regular?: FontFile };
};

/** A font for other scripts: a file, or the name of a font package. */
export type FallbackFont =
  | { readonly kind: "file"; readonly font: FontFile }
  | { readonly kind: "package"; readonly name: string };

/** A template that replaces one of ours, for the whole incident or for one client. */
export type TemplateOverride = {
  /** The client's id, or null if it holds for every client. */
  readonly client: string | null;
  /** Relative to its templates/ folder, with forward slashes: `en/letter.md`. */
  readonly template: string;
  readonly file: InputFile;
  readonly text: string;
};

export type ClientFolder = {
  readonly client: Client;
  /** Absolute. */
  readonly dir: string;
  /** people*.csv, .tsv, .txt and .xlsx, sorted by name. */
  readonly peopleFiles: readonly InputFile[];
  /** Offer id → its files of codes, in the order of use; an offer whose first one is not there is missing here. */
  readonly pools: ReadonlyMap<string, readonly InputFile[]>;
  readonly letterhead?: LetterheadImage;
  readonly fonts?: ClientFonts;
};

/** Everything in an incident folder but the people and the codes themselves, which stream. */
export type IncidentFolder = {
  /** Absolute. */
  readonly dir: string;
  readonly incident: Incident;
  /** Sorted by id. */
  readonly clients: readonly ClientFolder[];
  /** Fonts for names in other scripts, in the order in which they are tried. */
  readonly fallbackFonts: readonly FallbackFont[];
  readonly templateOverrides: readonly TemplateOverride[];
  /** Every input file, sorted by name; hash them with `hashFiles`. */
  readonly files: readonly InputFile[];
};
