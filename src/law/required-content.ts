import type { ContentElement } from "./content-element.ts";

/** One thing the law asks (or bans) in the notice to a person of this kind. */
export type ContentRule = {
  readonly element: ContentElement;
  readonly requirement: "required" | "forbidden";
  readonly jurisdiction: string;
  readonly provision: string;
  readonly citation: string;
};

/** Title, headings in order and smallest type that a law fixes for the letter. */
export type FormRule = {
  readonly title?: string;
  readonly headings: readonly string[];
  readonly atLeastPoints?: number;
  readonly jurisdiction: string;
  readonly provision: string;
  readonly citation: string;
};

/** Everything the law in force says about the content of one variant's notice. */
export type NoticeLaw = {
  readonly content: readonly ContentRule[];
  readonly form: readonly FormRule[];
  /** Months of monitoring owed to this reader, if any, with the citation. */
  readonly services: { readonly months: number; readonly citation: string } | null;
  /** Hash of the provisions' texts that were used: changes when any of them changes. */
  readonly hash: string;
};
