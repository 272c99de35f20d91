import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** SHA-256 (hex) of what chunks hold, read to their end. */
export async function hashOfChunks(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest("hex");
}

/** SHA-256 (hex) of a file as it is on the disk; undefined if there is none. */
export async function hashOfFile(path: string): Promise<string | undefined> {
  try {
    return await hashOfChunks(createReadStream(path, { highWaterMark: 1 << 20 }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
