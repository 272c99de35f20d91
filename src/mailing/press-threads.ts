import type { Shard } from "../ledger/index.ts";
import { type Problem, stops } from "../problem/index.ts";
import { ClientQueue } from "./client-queue.ts";
import { type PressOrder, startPressThread } from "./press-order.ts";
import { ThreadLost } from "./task-thread.ts";

export type PressRequest = {
  readonly order: PressOrder;
  /** Of the order's mailing, none of them committed. */
  readonly shards: readonly Shard[];
  readonly threads: number;
  readonly progress?: ((pieces: number) => void) | undefined;
  readonly aborted?: (() => boolean) | undefined;
};

/** How pressing ended: all is done; something is left, and may be made by running again; or problems stop it. */
export type PressEnd = {
  readonly kind: "done" | "incomplete" | "stopped";
  readonly problems: readonly Problem[];
};

/**
 * Presses shards in several threads. Every thread commits what it has made, so whatever ends one of them (an
 * error, too little memory) loses only the shard that it was at. Ends when every thread has. A thread's error
 * is thrown here; a thread that ended without one is a problem.
 */
export async function pressInThreads(request: PressRequest): Promise<PressEnd> {
  const { order, shards, threads, progress, aborted = () => false } = request;
  const queue = new ClientQueue(shards, { client: ({ client }) => client, size: ({ count }) => count });
  const problems: Problem[] = [];
  const lost: Problem[] = [];
  const errors: unknown[] = [];
  let left = shards.length;
  const next = (thread: number): Shard | undefined =>
    aborted() || stops(problems) || lost.length > 0 || errors.length > 0 ? undefined : queue.take(thread);

  const pressInTurn = async (number: number): Promise<void> => {
    try {
      const thread = await startPressThread(order);
      try {
        for (let shard = next(number); shard !== undefined; shard = next(number)) {
          problems.push(...(await thread.do(shard, progress)));
          left -= 1;
        }
      } finally {
        await thread.end();
      }
    } catch (error) {
      if (error instanceof ThreadLost) lost.push(error.problem);
      else errors.push(error);
    }
  };
  await Promise.all(Array.from({ length: threads }, (_, number) => pressInTurn(number)));
  if (errors.length > 0) throw errors[0];
  if (stops(problems)) return { kind: "stopped", problems };
  return { kind: left === 0 ? "done" : "incomplete", problems: [...problems, ...lost] };
}
