import type { Problem } from "../problem/index.ts";
import type { Census } from "./census.ts";
import type { MailingInputs } from "./inputs.ts";
import type { LedgerPlace } from "./press-order.ts";
import { startTaskThread, type TaskThread } from "./task-thread.ts";
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

export type ThreadsRequest = Omit<VerifyContext, "ledger"> & {
  readonly progress: (pieces: number) => void;
  /** Where a thread opens the ledger for itself. */
  readonly ledger: LedgerPlace;
  readonly count: number;
  readonly tasks: readonly ShardTask[];
  readonly isAborted: () => boolean;
  readonly lists: () => Promise<readonly Problem[]>;
};

// Looked at twice a second whether somebody pressed Ctrl-C.
const abortCheckMilliseconds = 500;

type Waiting = { readonly task: number; readonly shard: ShardTask };

/**
 * Gives each thread one client's shards after another's, the largest first: a thread composes the texts of every
 * client that it reads, and they take longer than a thousand letters. Only when all clients are begun do threads share
 * one. A function for each thread.
 */
function handedOut(tasks: readonly ShardTask[]): () => () => Waiting | undefined {
  const clients = [
    ...Map.groupBy(
      tasks.map((shard, task): Waiting => ({ task, shard })),
      ({ shard }) => shard.files[0]?.client,
    ).values(),
  ].map((waiting) => ({
    waiting: waiting.sort((a, b) => b.shard.pieces - a.shard.pieces || a.task - b.task),
    left: waiting.reduce((sum, { shard }) => sum + shard.pieces, 0),
    readers: 0,
  }));
  return () => {
    let own: (typeof clients)[number] | undefined;
    return () => {
      if (own === undefined || own.waiting.length === 0) {
        [own] = clients
          .filter(({ waiting }) => waiting.length > 0)
          .sort((a, b) => a.readers - b.readers || b.left - a.left);
        if (own === undefined) return undefined;
        own.readers += 1;
      }
      const next = own.waiting.shift();
      own.left -= next?.shard.pieces ?? 0;
      return next;
    };
  };
}

/**
 * Hands the shards out to threads while this thread reads the lists of people. The result is in the order of the
 * tasks, whoever was done first. An error of a thread is thrown here.
 */
export async function verifyOnThreads(request: ThreadsRequest): Promise<MailingRead | "aborted"> {
  const { tasks, isAborted } = request;
  const taker = handedOut(tasks);
  const shards: ShardVerified[] = [];
  const threads: TaskThread<ShardTask, ShardVerified>[] = [];
  const workThrough = async (): Promise<void> => {
    const thread = await startThread(request);
    threads.push(thread);
    const take = taker();
    for (let next = take(); next !== undefined && !isAborted(); next = take())
      shards[next.task] = await thread.do(next.shard, request.progress);
    await thread.end();
  };
  const stopAll = () => Promise.all(threads.map((thread) => thread.stop()));
  const watch = setInterval(() => {
    if (isAborted()) void stopAll();
  }, abortCheckMilliseconds);
  try {
    const count = Math.min(request.count, tasks.length);
    const [lists] = await Promise.all([request.lists(), ...Array.from({ length: count }, workThrough)]);
    return isAborted() ? "aborted" : { shards, lists };
  } catch (error) {
    // Threads that were stopped in the midst of a task say that they are lost.
    if (isAborted()) return "aborted";
    throw error;
  } finally {
    clearInterval(watch);
    await stopAll();
  }
}

function startThread({ inputs, ledger, out, census, sample }: ThreadsRequest) {
  // What tells a person's variant is code, and made again on the other side.
  const { variants: _, ...plain } = inputs;
  const data: VerifyThreadData = { inputs: plain, ledger, out, census, sample };
  return startTaskThread<ShardTask, ShardVerified>(new URL("./verify-thread.ts", import.meta.url), data);
}
