import { renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ShardFile } from "../ledger/index.ts";
import { makeFolderFor, syncFolder } from "./durable-file.ts";
import { hashOfFile } from "./file-hash.ts";
import { isObjectStore, ObjectStore } from "./object-store.ts";

/** Where the files of shards go that another machine pressed: a folder that all of them see, or an object store. */
export type Destination =
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "objectStore"; readonly url: string };

/**
 * Brings the files of a committed shard from the folder where they were pressed to their destination. `again`: it
 * was committed before, with the same hashes; a file that is there then, and whole, is never replaced.
 */
export type Keep = (files: readonly ShardFile[], again: boolean) => Promise<void>;

/** Within an output folder, holds what workers have not finished: letters that no shard counts yet. */
export const unfinishedFolderName = ".unfinished";

export function destinationOf(out: string): Destination {
  return isObjectStore(out) ? { kind: "objectStore", url: out } : { kind: "folder", path: out };
}

/** What keeps files that were pressed into the folder `pressed`. */
export async function keeperOf(pressed: string, destination: Destination): Promise<Keep> {
  switch (destination.kind) {
    case "folder": {
      const { path: to } = destination;
      return async (files, again) => {
        const holds = async ({ path, sha256 }: ShardFile) => (await hashOfFile(join(to, path))) === sha256;
        moveFiles(pressed, to, again ? await missing(pressed, files, holds) : files);
      };
    }
    case "objectStore": {
      const store = await ObjectStore.open({ store: destination.url });
      return async (files, again) => {
        await store.keep(pressed, again ? await missing(pressed, files, (file) => store.holds(file)) : files);
        for (const { path } of files) rmSync(join(pressed, path), { force: true });
      };
    }
    default:
      return destination satisfies never;
  }
}

/** The files that the destination has not, or not whole, and which must be whole here; the others are removed here. */
async function missing(
  pressed: string,
  files: readonly ShardFile[],
  holds: (file: ShardFile) => Promise<boolean>,
): Promise<readonly ShardFile[]> {
  const wanted: ShardFile[] = [];
  for (const file of files) {
    const path = join(pressed, file.path);
    if (await holds(file)) rmSync(path);
    else if ((await hashOfFile(path)) === file.sha256) wanted.push(file);
    else throw new Error(`${file.path} was damaged on this machine's disk`);
  }
  return wanted;
}

/** Within one disk, so that a file is under its name whole or not at all, whoever else writes the same. */
function moveFiles(from: string, to: string, files: readonly ShardFile[]): void {
  const folders = new Set<string>();
  for (const { path } of files) {
    makeFolderFor(join(to, path));
    renameSync(join(from, path), join(to, path));
    folders.add(dirname(join(to, path)));
  }
  for (const folder of folders) syncFolder(folder);
}
