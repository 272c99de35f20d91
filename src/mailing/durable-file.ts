import { closeSync, fdatasync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

/** Files under this ending are unfinished: swept at the start of a run, never handed over. */
export const unfinishedEnding = ".tmp";

/** Brings to disk which names a folder holds. */
export function syncFolder(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes the folder for a file; only its owner may enter, because what lies there is personal data. */
export function makeFolderFor(path: string): void {
  makeFolder(dirname(path));
}

function makeFolder(relative: string): void {
  const folder = resolve(relative);
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  // A new folder is only sure to be there when the one that holds its name is on disk.
  const above = dirname(first);
  for (let made = folder; made !== above; ) {
    made = dirname(made);
    syncFolder(made);
  }
}

/** A file that is written through a descriptor and has no name for good until it is whole. */
export type UnfinishedFile = {
  /** Readable by its owner only. */
  readonly descriptor: number;
  /** File on disk, then name, then folder on disk. */
  settle(): void;
};

/** Opens the file under a temporary name, in a folder that is made if need be. */
export function openUnfinished(path: string): UnfinishedFile {
  makeFolderFor(path);
  const temporary = path + unfinishedEnding;
  const descriptor = openSync(temporary, "w", 0o600);
  return {
    descriptor,
    settle() {
      fsyncSync(descriptor);
      closeSync(descriptor);
      renameSync(temporary, path);
      syncFolder(dirname(path));
    },
  };
}

/** Writes all of it, in as many calls as the system wants. */
export function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}

function writeUnfinished(path: string, content: string | Uint8Array): void {
  const handle = openSync(path + unfinishedEnding, "w", 0o600);
  try {
    writeWhole(handle, typeof content === "string" ? Buffer.from(content, "utf8") : content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Writes a whole file so that it is either there complete, or not there. Readable by its owner only. */
export function writeDurably(path: string, content: string | Uint8Array): void {
  makeFolderFor(path);
  writeUnfinished(path, content);
  renameSync(path + unfinishedEnding, path);
  syncFolder(dirname(path));
}

// A process may have 1,024 files open on many systems; other threads have theirs, and proofs a folder for each.
const openAtOnce = 100;

/**
 * As `writeDurably` for many files of one folder, which is brought to disk once, by `settle`. They are written
 * first and brought to the disk together: one journal entry of the file system then serves many of them.
 */
export class DurableFolder {
  readonly #folder: string;
  readonly #names: string[] = [];
  #open: number[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    makeFolder(folder);
  }

  /** Writes a file; now and then waits until those before it are on the disk. */
  async write(name: string, content: Uint8Array): Promise<void> {
    this.#names.push(name);
    const descriptor = openSync(join(this.#folder, name + unfinishedEnding), "w", 0o600);
    this.#open.push(descriptor);
    writeWhole(descriptor, content);
    if (this.#open.length >= openAtOnce) await this.#bringToDisk();
  }

  /** Gives all files their names for good, when every one of them is on the disk. */
  async settle(): Promise<void> {
    await this.#bringToDisk();
    for (const name of this.#names)
      renameSync(join(this.#folder, name + unfinishedEnding), join(this.#folder, name));
    syncFolder(this.#folder);
  }

  /** Removes all that was written here, under whichever name; nothing must be on its way to the disk. */
  discard(): void {
    for (const descriptor of this.#open) closeSync(descriptor);
    this.#open = [];
    for (const name of this.#names) {
      rmSync(join(this.#folder, name + unfinishedEnding), { force: true });
      rmSync(join(this.#folder, name), { force: true });
    }
  }

  async #bringToDisk(): Promise<void> {
    const open = this.#open;
    this.#open = [];
    const synced = await Promise.allSettled(open.map((descriptor) => dataSync(descriptor)));
    for (const descriptor of open) closeSync(descriptor);
    for (const each of synced) if (each.status === "rejected") throw each.reason;
  }
}

const dataSync = promisify(fdatasync);
