import type { Store } from "./store.ts";

/** What was counted of an intake, so that it need not be counted again; holds nobody's data. */
export type CountedIntake = {
  /** The program that counted: another one might count otherwise. */
  readonly program: string;
  readonly content: Uint8Array;
};

/** The census of the intake that the ledger holds. A new intake forgets it. */
export class KeptCensus {
  readonly #store: Store;

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
  }

  /** Keeps the census of the intake with this hash, which must be done; one kept before is replaced. */
  keep(inputsHash: string, { program, content }: CountedIntake): void {
    this.#store.write(() => {
      const done = this.#store.get(
        "SELECT only_one FROM intake WHERE inputs_hash = ? AND state = 'done'",
        inputsHash,
      );
      if (done === undefined) throw new Error("a census was kept of an intake that is not done");
      this.#store.run("DELETE FROM census");
      this.#store.run(
        "INSERT INTO census (only_one, inputs_hash, program, content) VALUES (1, ?, ?, ?)",
        inputsHash,
        program,
        content,
      );
    });
  }

  /** Undefined if none was kept of this intake. */
  of(inputsHash: string): CountedIntake | undefined {
    return this.#store.get<CountedIntake>(
      "SELECT program, content FROM census WHERE inputs_hash = ?",
      inputsHash,
    );
  }
}
