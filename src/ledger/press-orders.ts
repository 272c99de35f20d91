import type { Store } from "./store.ts";

/** What is needed to press shards on a machine that has no incident folder; holds nobody's data. */
export type KeptOrder = {
  /** The program that wrote it: another one might make other bytes of it. */
  readonly program: string;
  readonly content: Uint8Array;
};

/** The orders by which workers on other machines press the shards of a mailing. */
export class PressOrders {
  readonly #store: Store;

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
  }

  /** Keeps the order of a mailing; one kept before is replaced. */
  keep(mailing: string, { program, content }: KeptOrder): void {
    this.#store.write(() => {
      this.#store.run("DELETE FROM press_order WHERE mailing = ?", mailing);
      this.#store.run(
        "INSERT INTO press_order (mailing, program, content) VALUES (?, ?, ?)",
        mailing,
        program,
        content,
      );
    });
  }

  of(mailing: string): KeptOrder | undefined {
    return this.#store.get<KeptOrder>("SELECT program, content FROM press_order WHERE mailing = ?", mailing);
  }

  /** Called when the mailing is whole: nobody presses it any more. */
  forget(mailing: string): void {
    this.#store.write(() => this.#store.run("DELETE FROM press_order WHERE mailing = ?", mailing));
  }
}
