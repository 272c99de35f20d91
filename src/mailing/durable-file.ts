import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Files under this ending are unfinished: swept at the start of a run, never handed over. */
export const unfinishedEnding = ".tmp";

function sync(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes the folder for a file; only its owner may enter, because what lies there is personal data. */
export function makeFolderFor(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
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
      sync(dirname(path));
    },
  };
}

function writeUnfinished(path: string, content: string | Uint8Array): void {
  const handle = openSync(path + unfinishedEnding, "w", 0o600);
  try {
    const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
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
  sync(dirname(path));
}

// As many as the threads that file calls have by default.
const writtenAtOnce = 4;

/**
 * As `writeDurably` for many files of one folder, which is brought to disk once, by `settle`. Some files
 * are on their way to the disk at once, because most of the time goes into waiting for it.
 */
export class DurableFolder {
  readonly #folder: string;
  readonly #names: string[] = [];
  readonly #writing = new Set<Promise<void>>();
  readonly #failures: unknown[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Begins to write a file; its content must not change any more. Throws what an earlier file met. */
  async write(name: string, content: Uint8Array): Promise<void> {
    while (this.#writing.size >= writtenAtOnce) await Promise.race(this.#writing);
    this.#throwFailure();
    this.#names.push(name);
    const writing = writeSynced(join(this.#folder, name + unfinishedEnding), content)
      .catch((error: unknown) => {
        this.#failures.push(error);
      })
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }

  /** Gives all files their names for good, when every one of them is on the disk. */
  async settle(): Promise<void> {
    await Promise.all(this.#writing);
    this.#throwFailure();
    for (const name of this.#names)
      renameSync(join(this.#folder, name + unfinishedEnding), join(this.#folder, name));
    sync(this.#folder);
  }

  #throwFailure(): void {
    if (this.#failures.length > 0) throw this.#failures[0];
  }
}

async function writeSynced(path: string, content: Uint8Array): Promise<void> {
  const handle = await open(path, "w", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
