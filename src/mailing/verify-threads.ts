import { Worker } from "node:worker_threads";
import type { Problem } from "../problem/index.ts";
import type { Census } from "./census.ts";
import type { MailingInputs } from "./inputs.ts";
import type { LedgerPlace } from "./start-press-thread.ts";
import { threadMemory } from "./thread-memory.ts";
import type { SampleRequest } from "./verify-sample.ts";
import type { ShardTask, ShardVerified, VerifyContext } from "./verify-shard.ts";

/** What was found in all shards, in the order of the tasks, and in the lists of people. */
export type MailingRead = {
  readonly shards: readonly ShardVerified[];
  readonly lists: readonly Problem[];
};

/** What a thread is started with. */
export type VerifyThreadData = {
  readonly inputs: Omit<MailingInputs, "variants">;
  readonly ledger: LedgerPlace;
  readonly out: string;
  readonly census: Census;
  readonly sample: SampleRequest | undefined;
};

/** What a thread tells: that it can begin, how far it is, what it found. */
export type VerifyThreadMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly pieces: number }
  | { readonly kind: "verified"; readonly task: number; readonly found: ShardVerified };

/** A task, by its place in the list. */
export type VerifyThreadTask = { readonly task: number; readonly shard: ShardTask };

export type ThreadsRequest = Omit<VerifyContext, "ledger"> & {
  /** Where a thread opens the ledger for itself. */
  readonly ledger: LedgerPlace;
  readonly count: number;
  readonly tasks: readonly ShardTask[];
  readonly isAborted: () => boolean;
  readonly lists: () => Promise<readonly Problem[]>;
};

// Looked at twice a second whether somebody pressed Ctrl-C.
const abortCheckMilliseconds = 500;

/**
 * Hands the shards out to threads, the largest first, while this thread reads the lists of people. The result
 * is in the order of the tasks, whoever was done first. An error of a thread is thrown here.
 */
export async function verifyOnThreads(request: ThreadsRequest): Promise<MailingRead | "aborted"> {
  const { tasks, isAborted } = request;
  const waiting = tasks
    .map((shard, task) => ({ task, shard }))
    .sort((a, b) => b.shard.pieces - a.shard.pieces || a.task - b.task);
  const found: ShardVerified[] = [];
  const threads = Array.from({ length: Math.min(request.count, tasks.length) }, () => startThread(request));
  const endAll = () => Promise.all(threads.map((thread) => thread.terminate()));
  let aborted = false;
  const watch = setInterval(() => {
    if (!isAborted()) return;
    aborted = true;
    void endAll();
  }, abortCheckMilliseconds);
  try {
    const work = threads.map((thread) => workThrough(thread, waiting, found, request.progress));
    const [lists] = await Promise.all([request.lists(), ...work]);
    if (aborted || isAborted()) return "aborted";
    if (tasks.some((_, task) => found[task] === undefined)) throw new Error("a thread ended before its work");
    return { shards: found, lists };
  } finally {
    clearInterval(watch);
    await endAll();
  }
}

function startThread({ inputs, ledger, out, census, sample }: ThreadsRequest): Worker {
  // What tells a person's variant is code, and made again on the other side.
  const { variants: _, ...plain } = inputs;
  const data: VerifyThreadData = { inputs: plain, ledger, out, census, sample };
  return new Worker(new URL("./verify-thread.ts", import.meta.url), {
    workerData: data,
    resourceLimits: threadMemory,
  });
}

/** Gives the thread one task after the other until none is left; ends when it has ended. */
function workThrough(
  thread: Worker,
  waiting: VerifyThreadTask[],
  found: ShardVerified[],
  progress: (pieces: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = () => {
      const task = waiting.shift();
      if (task === undefined) void thread.terminate();
      else thread.postMessage(task);
    };
    thread.on("message", (message: VerifyThreadMessage) => {
      if (message.kind === "progress") return progress(message.pieces);
      if (message.kind === "verified") found[message.task] = message.found;
      next();
    });
    thread.once("error", reject);
    thread.once("exit", () => resolve());
  });
}
