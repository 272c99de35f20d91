import { type ProofRole, proofRoles } from "../approval/index.ts";
import type { Ledger } from "../ledger/index.ts";
import { addressLineWidth } from "../letter/index.ts";
import type { Facets } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import { reachOf, variantOf } from "./census.ts";
import { envelopeLines } from "./envelope-lines.ts";
import type { MailingInputs } from "./inputs.ts";
import { forEachInTurns } from "./let-signals-in.ts";
import type { TextGroup } from "./text-groups.ts";

/** Somebody whom a text is shown with. */
export type ProofPerson = {
  readonly individual: Individual;
  readonly facets: Facets;
  /** How far the person goes in each role; the highest serves it. */
  readonly measures: Readonly<Partial<Record<ProofRole, number>>>;
};

/** For each role the people who serve it, the best first. */
export type ProofPeople = Readonly<Record<ProofRole, readonly ProofPerson[]>>;

// The first may be held at the press; the next then shows how far the text goes.
const kept = 3;
// One more line is more than any width: lines end at 612 points.
const lineCounts = 1_000;

function measuresOf(individual: Individual, channel: Facets["channel"]): ProofPerson["measures"] {
  const [name = "", ...address] = envelopeLines(individual);
  const { length } = individual.dataElements;
  return {
    ordinary: 0,
    longestName: addressLineWidth(name),
    // An e-mail shows no postal address.
    ...(channel === "letter"
      ? { longestAddress: address.length * lineCounts + Math.max(0, ...address.map(addressLineWidth)) }
      : {}),
    mostData: length,
    fewestData: -length,
  };
}

/** Keeps the best, in order; of equals whoever came first. */
function rank(best: ProofPerson[], person: ProofPerson, role: ProofRole): void {
  const measure = person.measures[role];
  if (measure === undefined) return;
  const at = best.findIndex((each) => (each.measures[role] ?? 0) < measure);
  if (at < 0 && best.length >= kept) return;
  best.splice(at < 0 ? best.length : at, 0, person);
  if (best.length > kept) best.pop();
}

/**
 * Chooses, for every text, the people whom its proof is made of, in one pass over everyone who is written
 * to. Memory grows with the texts, not with the people. The key of the map is the text's variant.
 */
export async function chooseProofPeople(
  inputs: MailingInputs,
  ledger: Ledger,
  groups: readonly TextGroup[],
  aborted: () => boolean,
): Promise<ReadonlyMap<string, ProofPeople> | "aborted"> {
  const texts = new Map<string, Record<ProofRole, ProofPerson[]>>();
  const byVariant = new Map<string, Record<ProofRole, ProofPerson[]>>();
  for (const { text, members } of groups) {
    const best = { ordinary: [], longestName: [], longestAddress: [], mostData: [], fewestData: [] };
    texts.set(text.variant, best);
    for (const member of members) byVariant.set(member.text.variant, best);
  }
  const consider = (individual: Individual): void => {
    const { facets, key } = variantOf(inputs, individual);
    const best = byVariant.get(key);
    if (best === undefined || reachOf(inputs, individual, facets) !== "written") return;
    const person = { individual, facets, measures: measuresOf(individual, facets.channel) };
    for (const role of proofRoles) rank(best[role], person, role);
  };
  const people = ledger.intake.people();
  const whole = await forEachInTurns(people, aborted, ({ individual }) => consider(individual));
  return whole ? texts : "aborted";
}
