import { migrations } from "./schema.ts";
import type { Store } from "./store.ts";

/** Lifts a ledger of this version (0: nothing is there) to the newest. Inside a transaction. */
export function migrate(store: Store, from: number): void {
  for (const step of migrations.slice(from).flat())
    if (typeof step === "string") store.execute(step);
    else step(store);
}
