import { type ProofRole, proofRoles } from "../approval/index.ts";
import { addressLineWidth } from "../letter/index.ts";
import type { Facets } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import { envelopeLines } from "./envelope-lines.ts";

/** How far a person goes in each role; the highest serves it. */
export type Measures = Readonly<Partial<Record<ProofRole, number>>>;

/** A person's place in the intake, and how far they go in a role. */
export type Ranked = { readonly seq: number; readonly measure: number };

/** For each role the people who serve it, the best first; of equals whoever comes first in the intake. */
export type ProofRanks = Readonly<Record<ProofRole, readonly Ranked[]>>;

export type GrowingRanks = Readonly<Record<ProofRole, Ranked[]>>;

// The first may be held at the press; the next then shows how far the text goes.
const kept = 3;
// One more line is more than any width: lines end at 612 points.
const lineCounts = 1_000;

export const nobodyRanked = (): GrowingRanks => ({
  ordinary: [],
  longestName: [],
  longestAddress: [],
  mostData: [],
  fewestData: [],
});

/** How far a person goes who is written to by this channel. */
export function measuresOf(individual: Individual, channel: Facets["channel"]): Measures {
  const [name = "", ...address] = envelopeLines(individual);
  const { length } = individual.dataElements;
  const measures = {
    ordinary: 0,
    longestName: addressLineWidth(name),
    mostData: length,
    fewestData: -length,
  };
  // An e-mail shows no postal address.
  if (channel === "email") return measures;
  const widest = address.reduce((width, line) => Math.max(width, addressLineWidth(line)), 0);
  return { ...measures, longestAddress: address.length * lineCounts + widest };
}

/** Puts a person among those who serve a role, if they are one of the best. */
function rank(best: Ranked[], seq: number, measure: number): void {
  let at = best.length;
  for (; at > 0; at--) {
    const before = best[at - 1];
    if (before === undefined || before.measure > measure) break;
    if (before.measure === measure && before.seq < seq) break;
  }
  if (at >= kept) return;
  best.splice(at, 0, { seq, measure });
  if (best.length > kept) best.pop();
}

/** Ranks a person in every role. */
export function rankPerson(ranks: GrowingRanks, seq: number, measures: Measures): void {
  for (const role of proofRoles) {
    const measure = measures[role];
    if (measure !== undefined) rank(ranks[role], seq, measure);
  }
}

/** Ranks those who were ranked elsewhere. */
export function addRanks(ranks: GrowingRanks, more: ProofRanks): void {
  for (const role of proofRoles) for (const { seq, measure } of more[role]) rank(ranks[role], seq, measure);
}
