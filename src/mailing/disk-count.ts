import { opendirSync } from "node:fs";
import { join } from "node:path";
import { type Problem, problem } from "../problem/index.ts";
import { unfinishedEnding } from "./durable-file.ts";

/** The names of finished files in a folder, one after another: a client may have a million e-mails. */
function* namesIn(folder: string): Generator<string> {
  let entries: ReturnType<typeof opendirSync>;
  try {
    entries = opendirSync(folder, { bufferSize: 1024 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  try {
    for (let entry = entries.readSync(); entry !== null; entry = entries.readSync())
      if (!entry.name.endsWith(unfinishedEnding)) yield entry.name;
  } finally {
    entries.closeSync();
  }
}

/** What lies in one of a client's folders, counted on the disk. */
export type DiskCount = {
  readonly files: number;
  readonly messages: number;
  /** Files that the mailing did not make: sent with the rest, they reach people twice. */
  readonly problems: readonly Problem[];
};

/**
 * Counts a folder and names what is not the mailing's in it. `expected` is how many of the mailing's files were
 * found there; their paths are asked for only if something else lies beside them.
 */
export function countOnDisk(
  out: string,
  { client, folder }: { readonly client: string; readonly folder: "print" | "email" },
  expected: number,
  own: () => Iterable<string>,
): DiskCount {
  const dir = join(out, client, folder);
  let files = 0;
  let messages = 0;
  for (const name of namesIn(dir)) {
    files += 1;
    if (name.endsWith(".eml")) messages += 1;
  }
  if (files === expected) return { files, messages, problems: [] };
  const known = new Set(own());
  const problems: Problem[] = [];
  for (const name of namesIn(dir)) {
    const file = `${client}/${folder}/${name}`;
    if (!known.has(file)) problems.push(problem("mailing/foreign-file", { file, client }));
  }
  return { files, messages, problems };
}
