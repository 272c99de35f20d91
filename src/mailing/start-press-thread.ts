import { Worker } from "node:worker_threads";
import type { LedgerOptions, Shard } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { Census } from "./census.ts";
import type { Destination } from "./destination.ts";
import type { MailingInputs } from "./inputs.ts";
import { threadMemory } from "./thread-memory.ts";

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

export type ToThread = { readonly kind: "press"; readonly shard: Shard } | { readonly kind: "end" };

export type FromThread =
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly pieces: number }
  | { readonly kind: "pressed"; readonly problems: readonly Problem[] };

/** A thread that is no more: it ended by itself, or its memory did not suffice. */
export class PressThreadLost extends Error {
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.code);
    this.problem = found;
  }
}

/** A thread that presses and commits one shard at a time. */
export type PressThread = {
  /** Throws what ended the thread: its error, or `PressThreadLost`. */
  press(shard: Shard, progress?: (pieces: number) => void): Promise<readonly Problem[]>;
  end(): Promise<void>;
};

type Waiting = {
  readonly done: (problems: readonly Problem[]) => void;
  readonly fail: (error: unknown) => void;
  readonly progress?: ((pieces: number) => void) | undefined;
};

/** Starts a thread of its own connection to the ledger and its own texts. */
export async function startPressThread(order: PressOrder): Promise<PressThread> {
  const worker = new Worker(new URL("./press-thread.ts", import.meta.url), {
    workerData: order,
    resourceLimits: threadMemory,
  });
  let waiting: Waiting | undefined;
  let ending: unknown;
  const take = (): Waiting | undefined => {
    const taken = waiting;
    waiting = undefined;
    return taken;
  };
  const ready = new Promise<void>((resolve, reject) => {
    waiting = { done: () => resolve(), fail: reject };
  });
  worker.on("message", (message: FromThread) => {
    switch (message.kind) {
      case "progress":
        waiting?.progress?.(message.pieces);
        break;
      case "pressed":
        take()?.done(message.problems);
        break;
      case "ready":
        take()?.done([]);
        break;
      default:
        message satisfies never;
    }
  });
  worker.on("error", (error: NodeJS.ErrnoException) => {
    ending =
      error.code === "ERR_WORKER_OUT_OF_MEMORY"
        ? new PressThreadLost(problem("mailing/press-out-of-memory", {}))
        : error;
  });
  const gone = new Promise<void>((resolve) => {
    worker.on("exit", (code) => {
      ending ??= new PressThreadLost(problem("mailing/press-thread-ended", {}, { code }));
      take()?.fail(ending);
      resolve();
    });
  });
  await ready;
  return {
    press: (shard, progress) =>
      new Promise((done, fail) => {
        if (ending !== undefined) return fail(ending);
        waiting = { done, fail, progress };
        worker.postMessage({ kind: "press", shard } satisfies ToThread);
      }),
    async end() {
      worker.postMessage({ kind: "end" } satisfies ToThread);
      await gone;
    },
  };
}
