import { createHash } from "node:crypto";

/** What an approval is bound to. A change of any of them voids it. */
export type ApprovedParts = {
  /** The composed text with all its facts (`Notice.hash`). */
  readonly notice: string;
  /** The provisions in force that were applied (`NoticeLaw.hash`). */
  readonly law: string;
  /** Fonts, layout and stationery on paper, or the frame of the e-mail. */
  readonly layout: string;
  /** The offer with its terms, or `null`. */
  readonly offer: string;
};

/** SHA-256 (hex) over the parts: the proof hash that a reviewer's decision is recorded with. */
export function proofHash({ notice, law, layout, offer }: ApprovedParts): string {
  const parts = `notice ${notice}\nlaw ${law}\nlayout ${layout}\noffer ${offer}\n`;
  return createHash("sha256").update(parts).digest("hex");
}
