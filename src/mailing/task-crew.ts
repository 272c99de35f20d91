import type { TaskThread } from "./task-thread.ts";

/** Threads that work through a number of tasks side by side, while the thread that started them does `meanwhile`. */
export type Crew<Task, Result, Meanwhile> = {
  readonly count: number;
  readonly start: () => Promise<TaskThread<Task, Result>>;
  /** Does what comes next with the thread of this number; false when nothing is left to do. */
  readonly next: (thread: TaskThread<Task, Result>, number: number) => Promise<boolean>;
  readonly isAborted: () => boolean;
  readonly meanwhile: () => Promise<Meanwhile>;
};

// Looked at twice a second whether somebody pressed Ctrl-C.
const abortCheckMilliseconds = 500;

/**
 * Works until nothing is left and gives what `meanwhile` gave. When it ends, no thread is left, whatever ends it: an
 * error of a thread, which is thrown here, or a wish to stop, for which no thread is waited for.
 */
export async function workInThreads<Task, Result, Meanwhile>(
  crew: Crew<Task, Result, Meanwhile>,
): Promise<Meanwhile | "aborted"> {
  const { count, start, next, isAborted, meanwhile } = crew;
  const threads: TaskThread<Task, Result>[] = [];
  let isOver = false;
  const work = async (number: number): Promise<void> => {
    const thread = await start();
    // One that was still starting when another failed.
    if (isOver) return thread.stop();
    threads.push(thread);
    while (!isAborted() && (await next(thread, number)));
    await thread.end();
  };
  const stopAll = () => Promise.all(threads.map((thread) => thread.stop()));
  const watch = setInterval(() => {
    if (isAborted()) void stopAll();
  }, abortCheckMilliseconds);
  try {
    const working = Array.from({ length: count }, (_, number) => work(number));
    const [made] = await Promise.all([meanwhile(), ...working]);
    return isAborted() ? "aborted" : made;
  } catch (error) {
    // Threads that were stopped in the midst of a task say that they are lost.
    if (isAborted()) return "aborted";
    throw error;
  } finally {
    isOver = true;
    clearInterval(watch);
    await stopAll();
  }
}
