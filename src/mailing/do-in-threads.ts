import type { Problem } from "../problem/index.ts";
import { ClientQueue, type TaskMeasure } from "./client-queue.ts";
import { type TaskThread, ThreadLost } from "./task-thread.ts";

/** Tasks that several threads do, each of them one at a time. */
export type ThreadsWork<Task, Result> = {
  readonly tasks: readonly Task[];
  readonly measure: TaskMeasure<Task>;
  /** The most threads; there are never more than tasks. */
  readonly count: number;
  readonly start: () => Promise<TaskThread<Task, Result>>;
  /** Told each result as it comes, with the place of its task; in whatever order. The thread waits for it. */
  readonly take: (result: Result, task: number) => void | Promise<void>;
  readonly progress?: ((pieces: number) => void) | undefined;
  readonly isAborted: () => boolean;
};

/** How it ended: every task is done; somebody stopped it; or a thread is no more, and why. */
export type ThreadsEnd =
  | { readonly kind: "done" }
  | { readonly kind: "aborted" }
  | { readonly kind: "lost"; readonly problem: Problem };

// Looked at twice a second whether somebody pressed Ctrl-C.
const abortCheckMilliseconds = 500;

/**
 * Hands tasks out to threads, while this thread does what is `beside`, which is told when nobody waits for it any
 * more. Ends when no thread is left and that has ended too. An error of a thread, or of what is beside, is thrown.
 */
export async function doInThreads<Task, Result>(
  work: ThreadsWork<Task, Result>,
  beside: (isOver: () => boolean) => Promise<void> = async () => {},
): Promise<ThreadsEnd> {
  const { tasks, isAborted } = work;
  const queue = queueOf(work);
  const threads: TaskThread<Task, Result>[] = [];
  let over = false;
  const workThrough = async (_: unknown, number: number): Promise<void> => {
    const thread = await work.start();
    threads.push(thread);
    const next = () => (over || isAborted() ? undefined : queue.take(number));
    for (let waiting = next(); waiting !== undefined; waiting = next())
      await work.take(await thread.do(waiting.task, work.progress), waiting.place);
    await thread.end();
  };
  const stopAll = () => Promise.all(threads.map((thread) => thread.stop()));
  const watch = setInterval(() => {
    if (isAborted()) void stopAll();
  }, abortCheckMilliseconds);
  const working = Array.from({ length: Math.min(work.count, tasks.length) }).map(workThrough);
  const ends = [beside(() => over || isAborted()), ...working];
  try {
    await Promise.all(ends);
    return { kind: isAborted() ? "aborted" : "done" };
  } catch (error) {
    // Threads that were stopped in the midst of a task say that they are lost.
    if (isAborted()) return { kind: "aborted" };
    if (error instanceof ThreadLost) return { kind: "lost", problem: error.problem };
    throw error;
  } finally {
    over = true;
    clearInterval(watch);
    await stopAll();
    // One that was still starting ends by itself: there is nothing left to take.
    await Promise.allSettled(ends);
  }
}

type Waiting<Task> = { readonly place: number; readonly task: Task };

/** The largest of a client first, so that the threads end together. */
function queueOf<Task>({
  tasks,
  measure,
}: Pick<ThreadsWork<Task, never>, "tasks" | "measure">): ClientQueue<Waiting<Task>> {
  const client = ({ task }: Waiting<Task>) => measure.client(task);
  const size = ({ task }: Waiting<Task>) => measure.size(task);
  const waiting = tasks
    .map((task, place): Waiting<Task> => ({ task, place }))
    .sort((a, b) => size(b) - size(a) || a.place - b.place);
  return new ClientQueue(waiting, { client, size });
}
