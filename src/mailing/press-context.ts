import type { Ledger, Piece, PlannedPiece, ShardFile } from "../ledger/index.ts";
import { variantOf } from "./census.ts";
import type { Keep } from "./destination.ts";
import type { MailingInputs } from "./inputs.ts";
import type { PieceBinding } from "./make-piece.ts";
import type { PressText, Texts } from "./texts.ts";

/** What a shard is pressed with, wherever that is done: in this thread, in another, on another machine. */
export type PressContext = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  readonly texts: Texts;
  /** The mailing's id. */
  readonly mailing: string;
  /** The output folder. */
  readonly out: string;
  /** ISO 8601 with zone. */
  readonly at: string;
  readonly progress?: (pieces: number) => void;
  /** Brings a shard's finished files from `out` where they belong, once the ledger has them. */
  readonly keep?: Keep;
};

/** What pressing a shard made: its pieces in order, and the files that they are in, on the disk. */
export type Product = { readonly pieces: readonly Piece[]; readonly files: readonly ShardFile[] };

/** Names the mailing and the place in it; it says nothing of the person. */
function pieceIdOf(mailing: string, sequence: number): string {
  return `${mailing.slice(0, 8).toUpperCase()}-${String(sequence).padStart(7, "0")}`;
}

/** What the ledger binds to a planned piece. */
export function bindingOf(
  { mailing }: PressContext,
  { sequence, code, codeExpires }: PlannedPiece,
): PieceBinding {
  return { pieceId: pieceIdOf(mailing, sequence), code, codeExpires };
}

/** The text of a planned piece, which must be the one that its person gets now. */
export function textOf(
  { inputs, texts }: PressContext,
  { individual, variant, sequence }: PlannedPiece,
): PressText {
  const { facets, key } = variantOf(inputs, individual);
  if (key !== variant) throw new Error(`piece ${sequence} was planned as another variant than its person's`);
  return texts.forPress(facets, key);
}
