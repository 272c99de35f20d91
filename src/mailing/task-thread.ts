import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { type Problem, problem } from "../problem/index.ts";
import { threadMemory } from "./thread-memory.ts";

type ToThread<Task> = { readonly kind: "task"; readonly task: Task } | { readonly kind: "end" };

type FromThread<Result> =
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly pieces: number }
  | { readonly kind: "done"; readonly result: Result };

/** A thread that is no more: it ended by itself, or its memory did not suffice. */
export class ThreadLost extends Error {
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.code);
    this.problem = found;
  }
}

/** What an error that ended a thread is to whoever started it. */
export function endOfThread(error: NodeJS.ErrnoException): Error {
  return error.code === "ERR_WORKER_OUT_OF_MEMORY"
    ? new ThreadLost(problem("mailing/thread-out-of-memory", {}))
    : error;
}

/** What it is to whoever started a thread that it ended before its work, with this code. */
export function endWithoutWord(code: number): ThreadLost {
  return new ThreadLost(problem("mailing/thread-ended", {}, { code }));
}

/** A thread that does one task at a time. */
export type TaskThread<Task, Result> = {
  /** Throws what ended the thread: its error, or `ThreadLost`. */
  do(task: Task, progress?: (pieces: number) => void): Promise<Result>;
  /** Lets it end by itself, with what it has open closed. */
  end(): Promise<void>;
  /** Ends it in the midst of its task. */
  stop(): Promise<void>;
};

type Waiting<Result> = {
  readonly done: (result: Result) => void;
  readonly fail: (error: unknown) => void;
  readonly progress?: ((pieces: number) => void) | undefined;
};

/** Starts a thread on a module that calls `answerTasks`; it is ready when this gives it. */
export async function startTaskThread<Task, Result>(
  module: URL,
  workerData: unknown,
): Promise<TaskThread<Task, Result>> {
  const worker = new Worker(module, { workerData, resourceLimits: threadMemory });
  let ready: (() => void) | undefined;
  let waiting: Waiting<Result> | undefined;
  let ending: unknown;
  const take = (): Waiting<Result> | undefined => {
    const taken = waiting;
    waiting = undefined;
    return taken;
  };
  worker.on("message", (message: FromThread<Result>) => {
    switch (message.kind) {
      case "progress":
        waiting?.progress?.(message.pieces);
        break;
      case "done":
        take()?.done(message.result);
        break;
      case "ready":
        ready?.();
        break;
      default:
        message satisfies never;
    }
  });
  worker.on("error", (error: NodeJS.ErrnoException) => {
    ending = endOfThread(error);
  });
  const gone = new Promise<void>((resolve) => {
    worker.on("exit", (code) => {
      ending ??= endWithoutWord(code);
      take()?.fail(ending);
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    ready = resolve;
    void gone.then(() => reject(ending));
  });
  const tell = (message: ToThread<Task>) => worker.postMessage(message);
  return {
    do: (task, progress) =>
      new Promise((done, fail) => {
        if (ending !== undefined) return fail(ending);
        waiting = { done, fail, progress };
        tell({ kind: "task", task });
      }),
    async end() {
      tell({ kind: "end" });
      await gone;
    },
    async stop() {
      await worker.terminate();
    },
  };
}

/** The other side: does what it is told, one task after the other, and `end`s when it is told to. */
export function answerTasks<Task, Result>(
  work: (task: Task, progress: (pieces: number) => void) => Promise<Result>,
  end: () => void,
): void {
  const port = parentPort;
  if (isMainThread || port === null) throw new Error("the module of a thread was started as a program");
  const tell = (message: FromThread<Result>) => port.postMessage(message);
  port.on("message", async (message: ToThread<Task>) => {
    switch (message.kind) {
      case "task": {
        const result = await work(message.task, (pieces) => tell({ kind: "progress", pieces }));
        tell({ kind: "done", result });
        break;
      }
      case "end":
        end();
        port.close();
        break;
      default:
        message satisfies never;
    }
  });
  tell({ kind: "ready" });
}
