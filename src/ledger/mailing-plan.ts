import type { Day } from "../calendar/index.ts";
import type { Individual } from "../people/index.ts";
import type { Problem } from "../problem/index.ts";

/** What a mailing does about a person; everyone of the intake has exactly one. */
export type OutcomeKind = "letter" | "email" | "substitute" | "alreadyTold" | "excluded";

/**
 * Where one person belongs in a mailing. `group`: what a shard may not mix beside client and channel
 * (variant, sheet count); `sort`: the order within the group (ZIP), equal ones in input order. Whoever was
 * told by an earlier first notice becomes `alreadyTold` whatever is said here.
 */
export type Placement = { readonly seq: number } & (
  | {
      readonly kind: "letter" | "email";
      readonly variant: string;
      readonly group: string;
      readonly sort: string;
      /** The offer whose code the person gets, or null. */
      readonly offer: string | null;
    }
  | { readonly kind: "substitute" }
  | { readonly kind: "excluded"; readonly reason: string }
);

/** `first`: nobody is ever in two of them. `again`: reprints, remails, corrections, next of kin. */
export type MailingPurpose = "first" | "again";

/** A mailing under way, handed over to the mail house (nothing may change any more), or given up before. */
export type Mailing = {
  readonly id: string;
  readonly purpose: MailingPurpose;
  readonly state: "open" | "handedOver" | "withdrawn";
  readonly inputsHash: string;
  readonly plannedAt: string;
  readonly pieces: number;
  readonly shards: number;
  readonly shardsCommitted: number;
};

/** A slice of a mailing: the pieces with sequences `first` to `last`, of one client, channel and group. */
export type Shard = {
  /** From 1, in the order of the plan. */
  readonly number: number;
  readonly client: string;
  readonly channel: "letter" | "email";
  readonly group: string;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly state: "planned" | "committed";
};

/** One piece to be made: all that a letter needs. */
export type PlannedPiece = {
  /** From 1 through the whole mailing, in print order. */
  readonly sequence: number;
  readonly variant: string;
  readonly offer: string | null;
  readonly individual: Individual;
  readonly code: string | null;
  readonly codeExpires: Day | null;
};

export type PlanRequest = {
  /** Hash of all inputs of the mailing. */
  readonly id: string;
  readonly purpose: MailingPurpose;
  readonly plannedAt: string;
  readonly piecesPerShard: number;
  /**
   * One for each person of the intake at most; with purpose `first`, for every person. Anything else is a
   * bug and throws. Left out: those that were handed to `Mailings.place`.
   */
  readonly placements?: Iterable<Placement>;
};

/** The plan is made whole, codes bound, or nothing was done and the problems (they stop) say why. */
export type PlanResult =
  | { readonly kind: "planned" | "alreadyPlanned"; readonly mailing: Mailing }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };
