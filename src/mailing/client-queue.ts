type Waiting<Task> = {
  readonly tasks: Task[];
  /** How much is left to do. */
  left: number;
  workers: number;
};

/** What the queue must know of a task. */
export type TaskMeasure<Task> = {
  readonly client: (task: Task) => string;
  /** How much there is to do, in whatever unit. */
  readonly size: (task: Task) => number;
};

/**
 * Tasks about clients, taken one at a time by several workers. A worker stays with its client as long as there is
 * something to do there: it makes the texts of every client that it works for, which takes longer than a thousand
 * letters. Then it takes the client that the fewest work for and, of those, the one with most left. Of one client,
 * tasks are taken in the order given.
 */
export class ClientQueue<Task> {
  readonly #clients: readonly Waiting<Task>[];
  readonly #workers = new Map<number, Waiting<Task>>();
  readonly #size: (task: Task) => number;

  constructor(tasks: readonly Task[], { client, size }: TaskMeasure<Task>) {
    this.#size = size;
    this.#clients = [...Map.groupBy(tasks, client).values()].map((ofClient) => ({
      tasks: [...ofClient],
      left: ofClient.reduce((sum, task) => sum + size(task), 0),
      workers: 0,
    }));
  }

  /** The next task for the worker with this number; undefined when none is left. */
  take(worker: number): Task | undefined {
    let own = this.#workers.get(worker);
    if (own === undefined || own.tasks.length === 0) {
      [own] = this.#clients
        .filter(({ tasks }) => tasks.length > 0)
        .sort((a, b) => a.workers - b.workers || b.left - a.left);
      if (own === undefined) return undefined;
      own.workers += 1;
      this.#workers.set(worker, own);
    }
    const task = own.tasks.shift();
    if (task !== undefined) own.left -= this.#size(task);
    return task;
  }
}
