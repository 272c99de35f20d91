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

/**
 * Gives the earlier mailing up, or closes it as sent, as was asked. Only when nothing stands in the way of
 * the new one any more: its letters may be in the post.
 */
export function settleEarlier(
  ledger: Ledger,
  current: string,
  about: AboutEarlier,
  at: string,
): readonly Problem[] {
  const open = openEarlier(ledger, current);
  if (open === undefined || about === "refuse") return [];
  const sent = about === "nextWave";
  return sent ? ledger.mailings.handOver(open.id, { at }) : ledger.mailings.withdraw(open.id, { at });
}
