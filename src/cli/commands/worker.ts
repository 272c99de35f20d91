import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { isPostgres } from "../../ledger/index.ts";
import { destinationOf, ProblemTally, programHash } from "../../mailing/index.ts";
import { work } from "../../worker/index.ts";
import type { CommandRun } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { refuseUsage } from "../incident-session.ts";
import { problemDocument, showProblems } from "../show-problems.ts";
import { mostThreads } from "../thread-counts.ts";
import { unfinishedFolder } from "../unfinished-folder.ts";

export type WorkerOptions = {
  /** A folder that every machine sees under this path, or `s3://bucket/prefix`. */
  readonly out: string;
  readonly workers?: number;
  /** Seconds without a shard after which the worker ends; never unless told. */
  readonly idle?: number;
};

/** `worker`: presses shards of every run on this database, until it is told to stop. */
export function worker(options: WorkerOptions): CommandRun {
  return async (context) => {
    const { terminal, database, now, signal } = context;
    if (database === undefined || !isPostgres(database))
      return refuseUsage(context, "Say which database the runs are in: --database postgres://…");
    const out = options.out.startsWith("s3://") ? options.out : resolve(options.out);
    const destination = destinationOf(out);
    const unfinished = unfinishedFolder(destination);
    const remove = () => rmSync(unfinished, { recursive: true, force: true });
    process.once("exit", remove);
    terminal.note(`Waiting for shards; they go to ${out}. Ctrl-C ends after the shard at hand.`);
    try {
      const { pressed, stopped } = await work({
        database,
        unfinished,
        destination,
        program: programHash(),
        threads: mostThreads(options.workers),
        ...(options.idle === undefined ? {} : { idleMilliseconds: options.idle * 1000 }),
        now,
        aborted: () => signal.aborted,
        onPressed: ({ mailing, shard }) => terminal.note(`Pressed shard ${shard} of ${mailing.slice(0, 8)}.`),
        onTrouble: ({ message }) => terminal.note(`Given back: ${message}`),
      });
      const tally = ProblemTally.of(stopped === undefined ? [] : [stopped]);
      terminal.document({ format: 1, pressed, problems: tally.kept.map(problemDocument) });
      terminal.print(`${pressed} ${pressed === 1 ? "shard" : "shards"} pressed.`);
      showProblems(terminal, tally);
      return stopped === undefined ? exitCodes.done : exitCodes.incomplete;
    } finally {
      process.off("exit", remove);
      remove();
    }
  };
}
