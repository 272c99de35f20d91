import type { Problem } from "../problem/index.ts";
import type { Census } from "./census.ts";
import { doInThreads, type ThreadsEnd } from "./do-in-threads.ts";
import type { MailingInputs } from "./inputs.ts";
import type { LedgerPlace } from "./press-order.ts";
import { startTaskThread } from "./task-thread.ts";
import type { SampleRequest } from "./verify-sample.ts";
import type { ShardTask, ShardVerified, VerifyContext } from "./verify-shard.ts";

/** What was found in all shards, in the order of the tasks, and in the lists of people. */
export type MailingRead = {
  readonly kind: "read";
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
  /** Reads the lists of people, until nobody waits for it any more. */
  readonly lists: (isOver: () => boolean) => Promise<readonly Problem[]>;
};

/**
 * Hands the shards out to threads while this thread reads the lists of people. The result is in the order of the
 * tasks, whoever was done first. An error of a thread is thrown here.
 */
export async function verifyOnThreads(
  request: ThreadsRequest,
): Promise<MailingRead | Exclude<ThreadsEnd, { kind: "done" }>> {
  const { tasks, count, progress, isAborted } = request;
  const shards: ShardVerified[] = [];
  let lists: readonly Problem[] = [];
  const end = await doInThreads<ShardTask, ShardVerified>(
    {
      tasks,
      measure: { client: ({ client }) => client, size: ({ pieces }) => pieces },
      count,
      start: () => startThread(request),
      take: (verified, task) => {
        shards[task] = verified;
      },
      progress,
      isAborted,
    },
    async (isOver) => {
      lists = await request.lists(isOver);
    },
  );
  return end.kind === "done" ? { kind: "read", shards, lists } : end;
}

function startThread({ inputs, ledger, out, census, sample }: ThreadsRequest) {
  // What tells a person's variant is code, and made again on the other side.
  const { variants: _, ...plain } = inputs;
  const { exposed, populations } = census;
  const data: VerifyThreadData = { inputs: plain, ledger, out, census: { exposed, populations }, sample };
  return startTaskThread<ShardTask, ShardVerified>(new URL("./verify-thread.ts", import.meta.url), data);
}
