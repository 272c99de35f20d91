import type { Day } from "../calendar/index.ts";
import type { Problem } from "../problem/index.ts";

/** A file of codes of an offer; an offer may have several, of which those with the lowest ordinal are used first. */
export type PoolFile = {
  readonly client: string;
  readonly offer: string;
  /** Whom the product is for. */
  readonly for: "adult" | "minor";
  /** For problems: relative to the incident folder. */
  readonly file: string;
  /** Hex, of the file's bytes. */
  readonly sha256: string;
  /** Its place among the offer's files, from 0; 0 unless told. */
  readonly ordinal?: number;
  /** What its codes were checked against, in any words: when it reads otherwise, they must be checked anew. */
  readonly checked?: string;
};

export type PoolCode = { readonly row: number; readonly code: string; readonly expires?: Day };

/** What loading a file brought: rows = added + bound + refused. */
export type PoolLoad = {
  readonly rows: number;
  /** Codes that may be given out. */
  readonly added: number;
  /** Codes that people of the offer had already, or had until they were voided, from an earlier state of the files. */
  readonly bound: number;
  /** Codes that are there twice: in this file, in another one, or with somebody of another offer. */
  readonly refused: number;
  /** The first 20 refused codes by place; each stops the run. */
  readonly problems: readonly Problem[];
};

/** The codes of an offer: all its files together. */
export type PoolState = {
  /** Codes that its files brought and nobody had before. */
  readonly size: number;
  /** Of these, how many were given out since. */
  readonly given: number;
  readonly free: number;
  /** People who have one, from whatever file, and codes that were voided. */
  readonly bound: number;
  readonly voided: number;
  /** The first day on which one of its free codes is of no use any more, or null. */
  readonly earliestExpiry: Day | null;
};
