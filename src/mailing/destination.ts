import { renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ShardFile } from "../ledger/index.ts";
import { makeFolderFor, syncFolder } from "./durable-file.ts";
import { isObjectStore, ObjectStore } from "./object-store.ts";

/** Where the files of shards go that another machine pressed: a folder that all of them see, or an object store. */
export type Destination =
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "objectStore"; readonly url: string };

/** Within an output folder, holds what workers have not finished: letters that no shard counts yet. */
export const unfinishedFolderName = ".unfinished";

export function destinationOf(out: string): Destination {
  return isObjectStore(out) ? { kind: "objectStore", url: out } : { kind: "folder", path: out };
}

/** What brings the finished files of a shard from the folder where they were pressed to their destination. */
export async function keeperOf(
  pressed: string,
  destination: Destination,
): Promise<(files: readonly ShardFile[]) => Promise<void>> {
  switch (destination.kind) {
    case "folder":
      return async (files) => moveFiles(pressed, destination.path, files);
    case "objectStore": {
      const store = await ObjectStore.open(destination.url);
      return async (files) => {
        await store.keep(pressed, files);
        for (const { path } of files) rmSync(join(pressed, path));
      };
    }
    default:
      return destination satisfies never;
  }
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
