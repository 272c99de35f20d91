import type { NoticePurpose } from "../incident/index.ts";
import type { Ledger, Mailing } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";

/** What to do about a first mailing that was made from other inputs. */
export type AboutEarlier = "refuse" | "startOver" | "nextWave";

/** A first mailing made from other inputs that was neither sent nor given up. */
function openEarlier(ledger: Ledger, current: string): Mailing | undefined {
  return ledger.mailings
    .all()
    .find(({ id, state, purpose }) => id !== current && state === "open" && purpose === "first");
}

/** Whether a run makes the current mailing anew: it was given up, or is to be, and a code of it was voided since. */
export function isToBeMadeAnew(ledger: Ledger, current: string, about: AboutEarlier): boolean {
  const state = ledger.mailings.get(current)?.state;
  return (
    (state === "withdrawn" || (state === "open" && about === "startOver")) &&
    ledger.mailings.hasVoidCodes(current)
  );
}

/**
 * Why a run may not begin beside it, unless it was said what became of it. A second letter, which goes to
 * those who were told, is refused where this folder told them: a wave writes only to people not yet told.
 */
export function earlierObstacle(
  ledger: Ledger,
  current: string,
  about: AboutEarlier,
  notice: NoticePurpose,
): readonly Problem[] {
  const sent = ledger.mailings
    .all()
    .find(
      ({ id, state, purpose }) =>
        id !== current &&
        purpose === "first" &&
        (state === "handedOver" || (state === "open" && about === "nextWave")),
    );
  if (notice !== "first" && sent !== undefined)
    return [problem("mailing/second-letter", {}, { mailing: sent.id.slice(0, 8), purpose: notice })];
  const open = openEarlier(ledger, current);
  if (open === undefined || about === "startOver") return [];
  const { id, shards, shardsCommitted: committed } = open;
  const facts = { mailing: id.slice(0, 8), shards, committed };
  if (about === "refuse") return [problem("mailing/inputs-changed", {}, facts)];
  return committed < shards ? [problem("ledger/mailing-not-complete", {}, facts)] : [];
}

/** The open mailing that `settleEarlier` would close as sent. */
export function closedAsSent(ledger: Ledger, current: string, about: AboutEarlier): string | undefined {
  return about === "nextWave" ? openEarlier(ledger, current)?.id : undefined;
}

/**
 * Gives the earlier mailing up, or closes it as sent, as was asked; to start over gives up the current one too where
 * it bears voided codes, so that it is made anew. Only when nothing stands in the way of the new one any more: its
 * letters may be in the post.
 */
export function settleEarlier(
  ledger: Ledger,
  current: string,
  about: AboutEarlier,
  at: string,
): readonly Problem[] {
  if (ledger.mailings.get(current)?.state === "open" && isToBeMadeAnew(ledger, current, about))
    return ledger.mailings.withdraw(current, { at });
  const open = openEarlier(ledger, current);
  if (open === undefined || about === "refuse") return [];
  const sent = about === "nextWave";
  return sent ? ledger.mailings.handOver(open.id, { at }) : ledger.mailings.withdraw(open.id, { at });
}
