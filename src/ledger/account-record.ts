import type { Individual } from "../people/index.ts";
import type { Problem } from "../problem/index.ts";
import type { OutcomeKind } from "./mailing-plan.ts";

/** A committed piece, with all that the finished file must agree with. */
export type PieceRecord = {
  readonly mailing: string;
  readonly sequence: number;
  readonly id: string;
  readonly shard: number;
  readonly client: string;
  readonly channel: "letter" | "email";
  readonly variant: string;
  readonly individualId: string;
  /** Absent if other people have been taken in since the mailing was planned. */
  readonly individual?: Individual;
  readonly code: string | null;
  readonly file: string;
  readonly firstPage: number;
  readonly pages: number;
  readonly sheets: number;
  readonly offset: number;
  readonly length: number;
  readonly sha256: string;
};

/** A committed file. */
export type FileRecord = {
  readonly path: string;
  readonly shard: number;
  readonly client: string;
  readonly channel: "letter" | "email";
  readonly bytes: number;
  readonly sha256: string;
  readonly pieces: number;
};

export type OutcomeCount = {
  readonly client: string;
  readonly jurisdiction: string;
  readonly kind: OutcomeKind;
  readonly count: number;
};

export type PieceCount = {
  readonly client: string;
  readonly channel: "letter" | "email";
  readonly variant: string;
  readonly pieces: number;
  readonly pages: number;
  readonly sheets: number;
};

/**
 * One mailing counted along its whole chain, each number from its own table. A complete mailing ties if
 * people = sum of outcomes, letters + emails = planned = inShards = pieces = inFiles,
 * codes = distinctCodes, and the last two are 0.
 */
export type Tally = {
  /** Of the current intake; null if that is not the mailing's, or the mailing is not a first one. */
  readonly people: number | null;
  readonly outcomes: Readonly<Record<OutcomeKind, number>>;
  readonly planned: number;
  readonly inShards: number;
  readonly pieces: number;
  readonly inFiles: number;
  readonly pages: number;
  readonly sheets: number;
  readonly codes: number;
  readonly distinctCodes: number;
  /** Pieces with a code that is not bound to their person. */
  readonly codesOutOfPlace: number;
  /** Pieces whose planned person has another outcome than this very piece. */
  readonly piecesOutOfPlace: number;
};

/** Somebody held at the press; `reason` is a problem's code. */
export type ExcludedPerson = {
  readonly client: string;
  readonly individual: string;
  readonly reason: string;
  readonly file: string;
  readonly row: number;
};

/** All the ledger knows of one person. */
export type PersonHistory = {
  readonly client: string;
  readonly id: string;
  /** Rows of the current intake that bear the id; a duplicate's person is the row it was merged into. */
  readonly rows: readonly {
    readonly file: string;
    readonly row: number;
    readonly outcome: "person" | "duplicate" | "held" | "suppressed";
    readonly reason?: string;
    readonly problems: readonly Problem[];
    readonly individual?: Individual;
  }[];
  readonly outcomes: readonly {
    readonly mailing: string;
    readonly kind: OutcomeKind;
    readonly reason?: string;
  }[];
  readonly pieces: readonly PieceRecord[];
};
