import { type Place, type Problem, problem } from "../problem/index.ts";

/** One count of a total, and where it was counted. */
export type Side = { readonly from: string; readonly count: number };

/** A total that was counted in several places; it ties if all counts are equal. */
export type Tie = {
  readonly what: string;
  /** The part of the mailing that it is the total of; absent if it is of the whole. */
  readonly of?: Place;
  readonly sides: readonly Side[];
  readonly ties: boolean;
};

/** Counts by place, in the order in which they are to be shown. */
export type Sides = Readonly<Record<string, number>>;

/** The totals of a mailing while they are compared. Of parts, only those that differ are kept. */
export class Ties {
  readonly whole: Tie[] = [];
  readonly #differing: Tie[] = [];
  #compared = 0;

  /** A total of the whole mailing. */
  tie(what: string, sides: Sides): void {
    this.whole.push(this.#compare(what, sides));
  }

  /** The same total of one part: a client, a jurisdiction, a variant, a file. */
  part(what: string, of: Place, sides: Sides): void {
    this.#compare(what, sides, of);
  }

  /** How many totals were compared, parts and whole. */
  get compared(): number {
    return this.#compared;
  }

  /** Totals that do not tie, of parts and of the whole. */
  get differing(): readonly Tie[] {
    return this.#differing;
  }

  #compare(what: string, counts: Sides, of?: Place): Tie {
    const sides = Object.entries(counts).map(([from, count]) => ({ from, count }));
    const ties = sides.every(({ count }) => count === sides[0]?.count);
    const tie = { what, ...(of === undefined ? {} : { of }), sides, ties };
    this.#compared += 1;
    if (!ties) this.#differing.push(tie);
    return tie;
  }
}

/** What differs, as a problem that names the total and every count of it. */
export function tieProblem({ what, of, sides }: Tie): Problem {
  const counts = sides.map(({ from, count }) => `${count} (${from})`).join(", ");
  return problem("mailing/total-does-not-tie", of ?? {}, { what, counts });
}
