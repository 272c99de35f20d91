import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { type JobAttempt, type JobWithMetadata, PgBoss } from "pg-boss";
import { PostgresError } from "../ledger/index.ts";
import { CannotWrite } from "./cannot-write.ts";

/** One shard to be pressed: in which ledger, of which mailing. Names nobody. */
export type ShardJob = {
  /** The schema of the incident's ledger in the same database. */
  readonly schema: string;
  readonly mailing: string;
  readonly shard: number;
};

/** Which jobs are meant: those of one ledger's mailing, since a copy of an incident has the same mailing elsewhere. */
export type MailingJobs = Pick<ShardJob, "schema" | "mailing">;

/** How far the jobs of a mailing are. */
export type JobStanding = {
  /** Not taken yet, or given back by a worker that died. */
  readonly waiting: number;
  readonly underWay: number;
  readonly done: ReadonlySet<number>;
  /** Given up after several tries: shard → what the last worker said. */
  readonly failed: ReadonlyMap<number, string>;
};

const schema = "noticepress_jobs";
// pg-boss takes no less than 10. With the watch below, a dead worker's shard is back in 15 seconds at most.
const heartbeatSeconds = 10;
const watchSeconds = 5;
const beatMilliseconds = 3_000;
const idleMilliseconds = 300;
// Of one mailing: 250 million pieces in shards of 2,500.
const mostJobs = 100_000;

/** What the driver under the queue throws, told as the ledger tells it; faults of the program stay as they are. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const { code, message = "" } = error as { code?: string; message?: string };
    // A connection that broke off has no code.
    if (code === undefined && !/connect|timeout/i.test(message)) throw error;
    throw new PostgresError(code ?? "", message);
  }
}

const keyOf = ({ schema, mailing, shard }: ShardJob) => `${schema}/${mailing.slice(0, 16)}/${shard}`;

/**
 * The shards that wait for a press, in the database where the ledgers are; every machine takes from them.
 * Whether a worker lives is told by heartbeats that the database's clock judges, and no other. A job done twice
 * does no harm: the ledger commits a shard once.
 */
export class ShardJobs {
  readonly #boss: PgBoss;
  readonly #url: string;
  readonly #queue: string;
  readonly #onError: (error: Error) => void;
  readonly #stopping = new AbortController();
  readonly #turns: Promise<void>[] = [];

  private constructor(boss: PgBoss, url: string, queue: string, onError: (error: Error) => void) {
    this.#boss = boss;
    this.#url = url;
    this.#queue = queue;
    this.#onError = onError;
  }

  /**
   * @param program whose queue: a worker of another version would only give shards back, until nobody may try again
   * @param onError told of trouble with the database between calls; the work goes on when it is back
   */
  static async open(url: string, program: string, onError: (error: Error) => void): Promise<ShardJobs> {
    const boss = new PgBoss({
      connectionString: url,
      application_name: "noticepress",
      schema,
      max: 4,
      schedule: false,
      superviseIntervalSeconds: watchSeconds,
      monitorIntervalSeconds: watchSeconds,
    });
    const queue = `shards_${program.slice(0, 16)}`;
    boss.on("error", onError);
    await asked(boss.start());
    await asked(
      boss.createQueue(queue, {
        policy: "exclusive",
        heartbeatSeconds,
        retryLimit: 5,
        retryDelay: 1,
        expireInSeconds: 6 * 60 * 60,
        deleteAfterSeconds: 24 * 60 * 60,
      }),
    );
    return new ShardJobs(boss, url, queue, onError);
  }

  /** Puts shards up to be taken; one that waits or is under way already is left as it is. */
  async offer(jobs: readonly ShardJob[]): Promise<void> {
    const batch = 1000;
    for (let from = 0; from < jobs.length; from += batch)
      await asked(
        this.#boss.insert(
          this.#queue,
          jobs.slice(from, from + batch).map((job) => ({ data: job, singletonKey: keyOf(job) })),
        ),
      );
  }

  /**
   * Takes up to `atOnce` shards at a time until `stop`. What `press` throws gives the shard back, and counts as one
   * of its tries; `CannotWrite` gives it back as if it had not been taken, and no more are taken here.
   */
  take(atOnce: number, press: (job: ShardJob) => Promise<void>): void {
    for (let turn = 0; turn < atOnce; turn++) this.#turns.push(this.#takeInTurn(press));
  }

  async #takeInTurn(press: (job: ShardJob) => Promise<void>): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const [job] = await this.#fetched();
      if (job === undefined)
        await setTimeout(idleMilliseconds, undefined, { signal: this.#stopping.signal }).catch(() => {});
      else await this.#do(job, press);
    }
  }

  async #fetched(): Promise<readonly JobWithMetadata<ShardJob>[]> {
    try {
      return await this.#boss.fetch<ShardJob>(this.#queue, { batchSize: 1, includeMetadata: true });
    } catch (error) {
      this.#onError(error as Error);
      return [];
    }
  }

  async #do(job: JobWithMetadata<ShardJob>, press: (job: ShardJob) => Promise<void>): Promise<void> {
    // Of this attempt alone: once the shard was given to another, what this one says counts no more.
    const attempt = { id: job.id, retryCount: job.retryCount };
    const beat = setInterval(() => {
      this.#boss.touch(this.#queue, attempt).catch(this.#onError);
    }, beatMilliseconds);
    try {
      await press(job.data);
      await this.#boss.complete(this.#queue, attempt);
    } catch (error) {
      if (error instanceof CannotWrite) {
        this.#stopping.abort();
        await this.#putBack(job.data, attempt).catch(this.#onError);
        return;
      }
      await this.#boss.fail(this.#queue, attempt, { message: (error as Error).message }).catch(this.#onError);
    } finally {
      clearInterval(beat);
    }
  }

  /**
   * The queue counts tries by how often a job was taken: a new one takes its place, in one transaction, so that the
   * shard is never seen neither waiting nor under way. Should that fail, its missing heartbeat gives it back.
   */
  async #putBack(job: ShardJob, attempt: JobAttempt): Promise<void> {
    const client = new Client({ connectionString: this.#url, application_name: "noticepress" });
    client.on("error", this.#onError);
    await client.connect();
    try {
      const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
      await client.query("BEGIN");
      await this.#boss.deleteJob(this.#queue, attempt, { db });
      // Nothing, if another has the shard meanwhile: its key is taken.
      await this.#boss.insert(this.#queue, [{ data: job, singletonKey: keyOf(job) }], { db });
      await client.query("COMMIT");
    } finally {
      await client.end();
    }
  }

  async standing(of: MailingJobs): Promise<JobStanding> {
    const jobs = await this.#jobsOf(of);
    const standing = { waiting: 0, underWay: 0, done: new Set<number>(), failed: new Map<number, string>() };
    for (const { state, data, output } of jobs) {
      if (state === "created" || state === "retry") standing.waiting += 1;
      else if (state === "active") standing.underWay += 1;
      else if (state === "failed")
        standing.failed.set(data.shard, String((output as { message?: unknown } | null)?.message ?? ""));
      else if (state === "completed") standing.done.add(data.shard);
    }
    return standing;
  }

  /** Forgets the jobs of a mailing that came to an end, well or not, so that its shards can be offered again. */
  async forgetEnded(of: MailingJobs): Promise<void> {
    const jobs = await this.#jobsOf(of);
    const ended = jobs.filter(({ state }) => ["failed", "completed", "cancelled"].includes(state));
    if (ended.length > 0)
      await asked(
        this.#boss.deleteJob(
          this.#queue,
          ended.map(({ id }) => id),
        ),
      );
  }

  #jobsOf({ schema, mailing }: MailingJobs) {
    return asked(this.#boss.findJobs<ShardJob>(this.#queue, { data: { schema, mailing }, limit: mostJobs }));
  }

  /** Takes no more; ends when what is under way is done. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#turns);
    await this.#boss.stop({ graceful: false });
  }
}
