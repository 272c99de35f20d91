import type { Problem, ProblemCode } from "../problem/index.ts";

/** Problems by code: all are counted, the first of each are kept. */
export class ProblemTally {
  readonly #kept: Problem[] = [];
  readonly #counts = new Map<ProblemCode, number>();
  readonly #keepOfEach: number;

  /** `keepOfEach` bounds the memory: a file with a million bad rows is still read. */
  constructor(keepOfEach = 1000) {
    this.#keepOfEach = keepOfEach;
  }

  /** A tally of problems that are already few. */
  static of(problems: readonly Problem[]): ProblemTally {
    const tally = new ProblemTally(problems.length);
    tally.add(problems);
    return tally;
  }

  /** This tally and another, as one. */
  including(other: ProblemTally): ProblemTally {
    const both = new ProblemTally(this.#keepOfEach);
    for (const { kept, counts } of [this, other]) {
      both.#kept.push(...kept);
      for (const [code, count] of counts) both.#counts.set(code, (both.#counts.get(code) ?? 0) + count);
    }
    return both;
  }

  add(problems: readonly Problem[]): void {
    for (const p of problems) {
      const count = (this.#counts.get(p.code) ?? 0) + 1;
      this.#counts.set(p.code, count);
      if (count <= this.#keepOfEach) this.#kept.push(p);
    }
  }

  get kept(): readonly Problem[] {
    return this.#kept;
  }

  get counts(): ReadonlyMap<ProblemCode, number> {
    return this.#counts;
  }
}
