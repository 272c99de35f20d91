import { closeSync, fstatSync, openSync, readSync } from "node:fs";

// 256 KiB: some sixty letters lie in one block, so that reading in page order reads each block once.
const blockBytes = 262_144;
// 16 MiB in all: room for the place in the pages, in the page tree and in object streams at once.
const blocksKept = 64;

/** A file read by position, a few blocks in memory at a time, however large it is. */
export class ByteSource {
  readonly size: number;
  readonly #fd: number;
  readonly #blocks = new Map<number, Uint8Array>();
  readonly #spare: Uint8Array[] | undefined;

  /**
   * `spare`: memory of sources that are closed, which this one uses again and adds to when it is closed itself. Only
   * for whoever keeps nothing that it was shown: the next one overwrites it.
   */
  constructor(path: string, spare?: Uint8Array[]) {
    this.#spare = spare;
    this.#fd = openSync(path, "r");
    this.size = fstatSync(this.#fd).size;
  }

  /** The bytes from `start`, as many as wanted or as the file has. Not to be written to. */
  view(start: number, length: number): Uint8Array {
    const from = Math.max(0, Math.min(start, this.size));
    const to = Math.max(from, Math.min(start + length, this.size));
    const first = Math.floor(from / blockBytes);
    if (to <= (first + 1) * blockBytes) {
      const at = from - first * blockBytes;
      return this.#block(first).subarray(at, at + to - from);
    }
    const bytes = new Uint8Array(to - from);
    this.#read(bytes, from);
    return bytes;
  }

  close(): void {
    this.#spare?.push(...this.#blocks.values());
    this.#blocks.clear();
    closeSync(this.#fd);
  }

  #block(index: number): Uint8Array {
    const kept = this.#blocks.get(index);
    if (kept !== undefined) return kept;
    const start = index * blockBytes;
    const bytes = this.#spare?.pop() ?? new Uint8Array(blockBytes);
    this.#read(bytes.subarray(0, Math.max(0, Math.min(blockBytes, this.size - start))), start);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size < blocksKept) break;
      this.#blocks.delete(oldest);
    }
    this.#blocks.set(index, bytes);
    return bytes;
  }

  #read(into: Uint8Array, start: number): void {
    let done = 0;
    while (done < into.length) {
      const count = readSync(this.#fd, into, done, into.length - done, start + done);
      if (count === 0) throw new Error("the file became shorter while it was read");
      done += count;
    }
  }
}
