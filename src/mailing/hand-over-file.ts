import { createHash } from "node:crypto";
import { closeSync, createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";
import { openUnfinished } from "./durable-file.ts";
import type { Seal } from "./hand-over-key.ts";

type Chunks = AsyncIterable<Uint8Array>;

/** Of a file's bytes: how many, and their SHA-256 (hex). */
export type Sum = { readonly bytes: number; readonly sha256: string };

/** How files are packed. */
export type Packing = { readonly gzip: boolean; readonly seal: Seal | undefined };

/** What is added to a file's name when it is packed. */
export function packedEnding({ gzip, seal }: Packing): string {
  return `${gzip ? ".gz" : ""}${seal === undefined ? "" : ".gpg"}`;
}

/** Counts and hashes what passes through. */
class Counter {
  #bytes = 0;
  readonly #hash = createHash("sha256");

  async *through(chunks: Chunks): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.#bytes += chunk.length;
      this.#hash.update(chunk);
      yield chunk;
    }
  }

  sum(): Sum {
    return { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }
}

/**
 * A gzip file (RFC 1952) with our own header, without time, name or system, so that the same bytes give the same
 * file everywhere.
 */
async function* gzipped(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let check = 0;
  let bytes = 0;
  const deflate = createDeflateRaw();
  const fed = pipeline(
    chunks,
    async function* (all: Chunks) {
      for await (const chunk of all) {
        check = crc32(chunk, check);
        bytes += chunk.length;
        yield chunk;
      }
    },
    deflate,
  );
  // What goes wrong there comes out of `deflate` too.
  fed.catch(() => {});
  yield Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
  yield* deflate as AsyncIterable<Uint8Array>;
  await fed;
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(check, 0);
  trailer.writeUInt32LE(bytes % 2 ** 32, 4);
  yield trailer;
}

/**
 * Packs one file: compressed, sealed, both or neither, in flat memory. The target appears whole or not at all, and
 * nothing is written on the way that is not packed.
 */
export async function packFile(
  source: string,
  target: string,
  { gzip, seal }: Packing,
): Promise<{ readonly plain: Sum; readonly packed: Sum }> {
  const plain = new Counter();
  const packed = new Counter();
  let chunks: Chunks = plain.through(createReadStream(source, { highWaterMark: 1 << 18 }));
  if (gzip) chunks = gzipped(chunks);
  if (seal !== undefined) chunks = seal.through(chunks);
  const file = openUnfinished(target);
  try {
    // Closed by `settle`, once it is on the disk.
    const end = createWriteStream("", { fd: file.descriptor, autoClose: false });
    await pipeline(packed.through(chunks), end);
  } catch (error) {
    closeSync(file.descriptor);
    throw error;
  }
  file.settle();
  return { plain: plain.sum(), packed: packed.sum() };
}
