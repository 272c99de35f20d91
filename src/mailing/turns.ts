/** A turn in a sequence: comes when all before it have passed. */
export type Turn = {
  come(): Promise<unknown>;
  /** Lets the next one come; more than once is once. */
  pass(): void;
};

/** Puts the ends of things that are done side by side into the order in which they were begun. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  next(): Turn {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = before.then(() => promise);
    return { come: () => before, pass: resolve };
  }
}
