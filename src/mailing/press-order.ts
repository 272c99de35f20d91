import type { LedgerOptions, Shard } from "../ledger/index.ts";
import type { Problem } from "../problem/index.ts";
import type { Census } from "./census.ts";
import type { Destination } from "./destination.ts";
import type { MailingInputs } from "./inputs.ts";
import { startTaskThread, type TaskThread } from "./task-thread.ts";

/** Where another thread opens the ledger anew. */
export type LedgerPlace = { readonly path: string; readonly options?: LedgerOptions };

/** All that a press thread is given when it starts; plain data, which is copied. */
export type PressOrder = {
  readonly inputs: Omit<MailingInputs, "variants">;
  readonly census: Pick<Census, "exposed" | "populations">;
  readonly ledger: LedgerPlace;
  readonly mailing: string;
  readonly out: string;
  readonly at: string;
  /** Where finished files go from `out`, before their shard is committed; they stay unless told. */
  readonly destination?: Destination;
};

/** The part of an order that is the same on every machine. */
export type SharedOrder = Pick<PressOrder, "inputs" | "census" | "mailing" | "at">;

/** A thread that presses and commits one shard at a time. */
export type PressThread = TaskThread<Shard, readonly Problem[]>;

/** Starts a thread of its own connection to the ledger and its own texts. */
export function startPressThread(order: PressOrder): Promise<PressThread> {
  return startTaskThread(new URL("./press-thread.ts", import.meta.url), order);
}
