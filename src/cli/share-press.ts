import { rmSync } from "node:fs";
import { join } from "node:path";
import type { ShardFile } from "../ledger/index.ts";
import {
  destinationOf,
  ObjectStore,
  type PressElsewhere,
  programHash,
  unfinishedFolderName,
} from "../mailing/index.ts";
import { PressCrew, pressByJobs, ShardJobs } from "../worker/index.ts";
import type { Session } from "./incident-session.ts";
import { unfinishedFolder } from "./unfinished-folder.ts";

/** A run's part in pressing together with workers on other machines. */
export type SharedPressing = {
  readonly press: PressElsewhere;
  readonly collect: ((out: string, files: readonly ShardFile[]) => Promise<void>) | undefined;
  /** Lets go of the queue; what this process had not finished is removed. */
  end(): Promise<void>;
};

/**
 * Joins the queue of the session's database; undefined if its ledger is a file.
 *
 * @param store `s3://…` where workers put finished shards; the output folder, which all machines see, unless told
 */
export async function sharePress(
  { context, ledger, site }: Session,
  out: string,
  threads: number,
  store: string | undefined,
): Promise<SharedPressing | undefined> {
  const schema = site.options?.schema;
  if (schema === undefined) return undefined;
  const destination = destinationOf(store ?? out);
  const unfinished = unfinishedFolder(destination);
  const program = programHash();
  const crew = new PressCrew({ database: site.path, unfinished, destination, program });
  const objects = store === undefined ? undefined : await ObjectStore.open({ store });
  const jobs = await ShardJobs.open(site.path, program, ({ message }) =>
    context.terminal.note(`The queue: ${message}`),
  );
  let isWhole = false;
  return {
    press: async (request) => {
      const ended = await pressByJobs({ ledger, schema, jobs, crew, threads, program }, request);
      isWhole = ended.kind === "done";
      return ended;
    },
    collect: objects && ((folder, files) => objects.collect(folder, files)),
    async end() {
      await jobs.stop();
      await crew.dismiss();
      objects?.close();
      // What killed workers left behind is of no use once every shard is in its place.
      const rest = isWhole && store === undefined ? join(out, unfinishedFolderName) : unfinished;
      rmSync(rest, { recursive: true, force: true });
    },
  };
}
