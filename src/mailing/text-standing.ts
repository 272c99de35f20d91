import type { CurrentText, ProofSet } from "../approval/index.ts";
import type { ApprovalState, Ledger } from "../ledger/index.ts";
import type { TextGroup } from "./text-groups.ts";

type Kind = ApprovalState["kind"];

/** How the texts stand: each counts once, with the gravest state of its variants. */
export type TextStanding = {
  readonly texts: number;
  readonly variants: number;
  readonly approved: number;
  /** Approved once, but text, law, facts or layout have changed since. */
  readonly voided: number;
  readonly rejected: number;
  readonly undecided: number;
  /** Whether the proof set on disk shows every text that is not approved, as it is now. */
  readonly proofsShowThem: boolean;
};

const gravestFirst: readonly Kind[] = ["rejected", "voided", "undecided", "approved"];

/** Counts approvals by text. Without a ledger nothing was ever approved. */
export function textStanding(
  ledger: Ledger | undefined,
  groups: readonly TextGroup[],
  proofs: ProofSet | undefined,
): TextStanding {
  const shown = new Set(
    proofs?.texts.flatMap(({ variants }) =>
      variants.map(({ variant, proofHash }) => `${variant} ${proofHash}`),
    ),
  );
  const counts: Record<Kind, number> = { approved: 0, voided: 0, rejected: 0, undecided: 0 };
  let proofsShowThem = true;
  for (const { members } of groups) {
    const states = members.map(({ text }) => stateOf(ledger, text));
    const gravest = gravestFirst.find((kind) => states.includes(kind)) ?? "undecided";
    counts[gravest] += 1;
    if (gravest !== "approved")
      proofsShowThem &&= members.every(({ text }) => shown.has(`${text.variant} ${text.proofHash}`));
  }
  return {
    texts: groups.length,
    variants: groups.reduce((sum, { members }) => sum + members.length, 0),
    ...counts,
    proofsShowThem,
  };
}

function stateOf(
  ledger: Ledger | undefined,
  { variant, proofHash }: Pick<CurrentText, "variant" | "proofHash">,
): Kind {
  return ledger?.approvals.stateOf(variant, proofHash).kind ?? "undecided";
}
