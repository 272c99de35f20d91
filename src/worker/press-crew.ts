import { deserialize } from "node:v8";
import { type Ledger, openLedger, type Shard } from "../ledger/index.ts";
import {
  type Destination,
  type PressOrder,
  type PressThread,
  type SharedOrder,
  startPressThread,
} from "../mailing/index.ts";
import { type Problem, problem, stops } from "../problem/index.ts";
import { asCannotWrite } from "./cannot-write.ts";
import type { ShardJob } from "./shard-jobs.ts";

export type PressCrewRequest = {
  /** `postgres://…`: the database of the ledgers. */
  readonly database: string;
  /** A folder of this worker alone, on the disk of the destination if that is a folder. */
  readonly unfinished: string;
  /** The output folder, as every machine sees it, or an object store. */
  readonly destination: Destination;
  readonly program: string;
};

/** A shard that this machine cannot press: the message says why, and another one may take it. */
class CannotPress extends Error {
  constructor(found: Problem) {
    super(found.code);
  }
}

type Task = { readonly key: string; readonly shard: Shard; readonly order: PressOrder };

/**
 * Threads that press shards of any mailing whose ledger is in the database; each stays with its mailing and its
 * order: a run that is started again writes a new one, with another instant at least.
 */
export class PressCrew {
  readonly #request: PressCrewRequest;
  readonly #idle = new Map<string, PressThread[]>();
  readonly #ledgers = new Map<string, Ledger>();
  readonly #orders = new Map<string, PressOrder>();

  constructor(request: PressCrewRequest) {
    this.#request = request;
  }

  /** Presses one shard and commits it. Throws what the shard is given back for; `CannotWrite` if this machine is to stop. */
  async press(job: ShardJob): Promise<void> {
    try {
      await this.#press(job);
    } catch (error) {
      const { unfinished, destination } = this.#request;
      const place = destination.kind === "folder" ? destination.path : destination.url;
      throw asCannotWrite(error, unfinished, place);
    }
  }

  async #press(job: ShardJob): Promise<void> {
    const { key, shard, order } = this.#task(job);
    const thread = this.#idle.get(key)?.pop() ?? (await startPressThread(order));
    let problems: readonly Problem[];
    try {
      problems = await thread.do(shard);
    } catch (error) {
      await thread.end();
      throw error;
    }
    const idle = this.#idle.get(key) ?? [];
    idle.push(thread);
    this.#idle.set(key, idle);
    await this.#dismissOthers(key);
    const stopping = problems.find((found) => stops([found]));
    if (stopping !== undefined) throw new CannotPress(stopping);
  }

  #task(job: ShardJob): Task {
    try {
      const ledger = this.#ledger(job.schema);
      const shard = ledger.mailings.shard(job.mailing, job.shard);
      if (shard === undefined) throw new CannotPress(problem("worker/no-shard", {}, { shard: job.shard }));
      return { shard, ...this.#order(ledger, job) };
    } catch (error) {
      // A connection that was lost stays lost: kept, this worker would fail every shard from here on.
      if (!(error instanceof CannotPress)) this.#forget(job.schema);
      throw error;
    }
  }

  #forget(schema: string): void {
    const ledger = this.#ledgers.get(schema);
    this.#ledgers.delete(schema);
    ledger?.close();
  }

  #ledger(schema: string): Ledger {
    const known = this.#ledgers.get(schema);
    if (known !== undefined) return known;
    const { value, problems } = openLedger(this.#request.database, { schema });
    if (value === undefined) throw new CannotPress(problems[0] ?? problem("ledger/not-a-ledger", {}));
    this.#ledgers.set(schema, value);
    return value;
  }

  #order(ledger: Ledger, { schema, mailing }: ShardJob): Pick<Task, "key" | "order"> {
    const keyOf = (stamp: string | undefined) => `${schema}/${mailing}/${stamp}`;
    const key = keyOf(ledger.orders.stampOf(mailing));
    const known = this.#orders.get(key);
    if (known !== undefined) return { key, order: known };
    const kept = ledger.orders.of(mailing);
    if (kept === undefined) throw new CannotPress(problem("worker/no-order", {}, { mailing }));
    if (kept.program !== this.#request.program)
      throw new CannotPress(problem("worker/another-program", {}, { mailing: mailing.slice(0, 8) }));
    const { database, unfinished, destination } = this.#request;
    const order: PressOrder = {
      ...(deserialize(kept.content) as SharedOrder),
      ledger: { path: database, options: { schema } },
      out: unfinished,
      destination,
    };
    this.#orders.set(keyOf(kept.stamp), order);
    return { key: keyOf(kept.stamp), order };
  }

  /** Threads of other mailings and earlier orders, whose texts take memory. */
  async #dismissOthers(key: string): Promise<void> {
    for (const [other, threads] of this.#idle) {
      if (other === key) continue;
      this.#idle.delete(other);
      this.#orders.delete(other);
      await Promise.all(threads.map((thread) => thread.end()));
    }
  }

  async dismiss(): Promise<void> {
    const threads = [...this.#idle.values()].flat();
    this.#idle.clear();
    await Promise.all(threads.map((thread) => thread.end()));
    for (const ledger of this.#ledgers.values()) ledger.close();
  }
}
