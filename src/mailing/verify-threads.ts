import type { Problem } from "../problem/index.ts";
import type { Census } from "./census.ts";
import { ClientQueue } from "./client-queue.ts";
import type { MailingInputs } from "./inputs.ts";
import type { LedgerPlace } from "./press-order.ts";
import { workInThreads } from "./task-crew.ts";
import { startTaskThread } from "./task-thread.ts";
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
  readonly census: Pick<Census, "exposed" | "populations">;
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

type Waiting = { readonly task: number; readonly shard: ShardTask };

/** The largest of a client first, so that the threads end together. */
function queueOf(tasks: readonly ShardTask[]): ClientQueue<Waiting> {
  const waiting = tasks
    .map((shard, task): Waiting => ({ task, shard }))
    .sort((a, b) => b.shard.pieces - a.shard.pieces || a.task - b.task);
  return new ClientQueue(waiting, {
    client: ({ shard }) => shard.client,
    size: ({ shard }) => shard.pieces,
  });
}

/**
 * Hands the shards out to threads while this thread reads the lists of people. The result is in the order of the
 * tasks, whoever was done first. An error of a thread is thrown here.
 */
export async function verifyOnThreads(request: ThreadsRequest): Promise<MailingRead | "aborted"> {
  const { tasks, isAborted } = request;
  const queue = queueOf(tasks);
  const shards: ShardVerified[] = [];
  const lists = await workInThreads({
    count: Math.min(request.count, tasks.length),
    start: () => startThread(request),
    next: async (thread, number) => {
      const next = queue.take(number);
      if (next === undefined) return false;
      shards[next.task] = await thread.do(next.shard, request.progress);
      return true;
    },
    isAborted,
    meanwhile: request.lists,
  });
  return lists === "aborted" ? lists : { shards, lists };
}

function startThread({ inputs, ledger, out, census, sample }: ThreadsRequest) {
  // What tells a person's variant is code, and made again on the other side.
  const { variants: _, ...plain } = inputs;
  const { exposed, populations } = census;
  const data: VerifyThreadData = { inputs: plain, ledger, out, census: { exposed, populations }, sample };
  return startTaskThread<ShardTask, ShardVerified>(new URL("./verify-thread.ts", import.meta.url), data);
}
