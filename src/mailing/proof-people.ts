import { type ProofRole, proofRoles } from "../approval/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { Facets } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import type { VariantCount } from "./census.ts";
import { addRanks, type Measures, measuresOf, nobodyRanked, type Ranked } from "./proof-ranks.ts";

/** Somebody whom a text is shown with. */
export type ProofPerson = {
  readonly individual: Individual;
  readonly facets: Facets;
  /** How far the person goes in each role; the highest serves it. */
  readonly measures: Measures;
};

/** For each role the people who serve it, the best first. */
export type ProofPeople = Readonly<Record<ProofRole, readonly ProofPerson[]>>;

/**
 * The people whom a text's proof is made of: the best of its variants' best, whom the census noted. They are read
 * from the ledger, whose people must be those of the census.
 */
export function chooseProofPeople(ledger: Ledger, members: readonly VariantCount[]): ProofPeople {
  const ranks = nobodyRanked();
  const facetsAt = new Map<number, Facets>();
  for (const member of members) {
    addRanks(ranks, member.ranks);
    for (const role of proofRoles) for (const { seq } of member.ranks[role]) facetsAt.set(seq, member.facets);
  }
  const people = new Map<number, ProofPerson>();
  const personOf = ({ seq }: Ranked): ProofPerson => {
    const known = people.get(seq);
    if (known !== undefined) return known;
    const individual = ledger.intake.personAt(seq);
    const facets = facetsAt.get(seq);
    if (individual === undefined || facets === undefined)
      throw new Error("a person of the census is not in the ledger");
    const person = { individual, facets, measures: measuresOf(individual, facets.channel) };
    people.set(seq, person);
    return person;
  };
  return {
    ordinary: ranks.ordinary.map(personOf),
    longestName: ranks.longestName.map(personOf),
    longestAddress: ranks.longestAddress.map(personOf),
    mostData: ranks.mostData.map(personOf),
    fewestData: ranks.fewestData.map(personOf),
  };
}
