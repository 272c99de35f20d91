/**
 * One mailing, many machines: shards taken from a queue in the database where the ledger is.
 * Knows the queue, and which thread presses what; must not know how a shard is pressed or what is in it.
 * No machine's clock decides about another: heartbeats are judged by the database.
 *
 * `work` is a worker's whole life; `pressByJobs` the part of the machine that planned the mailing.
 */

export { pressByJobs, type SharedPress, type SharedPressRequest } from "./press-by-jobs.ts";
export { PressCrew } from "./press-crew.ts";
export { type ShardJob, ShardJobs } from "./shard-jobs.ts";
export { type Worked, type WorkRequest, work } from "./work.ts";
