import { createHash } from "node:crypto";
import type { Store } from "./store.ts";

/** What is needed to press shards on a machine that has no incident folder; holds nobody's data. */
export type PressOrderContent = {
  /** The program that wrote it: another one might make other bytes of it. */
  readonly program: string;
  readonly content: Uint8Array;
};

/** `stamp`: SHA-256 (hex) over program and content; tells one order from the next. */
export type KeptOrder = PressOrderContent & { readonly stamp: string };

const stampBytes = 32;

/** The orders by which workers on other machines press the shards of a mailing. */
export class PressOrders {
  readonly #store: Store;

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
  }

  /** Keeps the order of a mailing; one kept before is replaced. */
  keep(mailing: string, { program, content }: PressOrderContent): void {
    const stamp = createHash("sha256").update(`${program}\n`).update(content).digest();
    this.#store.write(() => {
      this.#store.run("DELETE FROM press_order WHERE mailing = ?", mailing);
      this.#store.run(
        "INSERT INTO press_order (mailing, program, content) VALUES (?, ?, ?)",
        mailing,
        program,
        Buffer.concat([stamp, content]),
      );
    });
  }

  of(mailing: string): KeptOrder | undefined {
    const kept = this.#store.get<PressOrderContent>(
      "SELECT program, content FROM press_order WHERE mailing = ?",
      mailing,
    );
    if (kept === undefined) return undefined;
    return {
      program: kept.program,
      content: kept.content.subarray(stampBytes),
      stamp: hex(kept.content.subarray(0, stampBytes)),
    };
  }

  /** Only the stamp: asked for every shard, where the order itself may have megabytes. */
  stampOf(mailing: string): string | undefined {
    const kept = this.#store.get<{ stamp: Uint8Array }>(
      `SELECT substr(content, 1, ${stampBytes}) AS stamp FROM press_order WHERE mailing = ?`,
      mailing,
    );
    return kept && hex(kept.stamp);
  }

  /** Called when the mailing is whole: nobody presses it any more. */
  forget(mailing: string): void {
    this.#store.write(() => this.#store.run("DELETE FROM press_order WHERE mailing = ?", mailing));
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
