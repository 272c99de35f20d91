import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { HashedFile, InputFile } from "./incident-folder.ts";

/** The SHA-256 (hex) of each file, read as a stream, in the order given. Throws what the disk throws. */
export async function hashFiles(files: readonly InputFile[]): Promise<readonly HashedFile[]> {
  const hashed: HashedFile[] = [];
  for (const file of files) {
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(file.path, { highWaterMark: 1 << 20 }))
      hash.update(chunk as Buffer);
    hashed.push({ ...file, sha256: hash.digest("hex") });
  }
  return hashed;
}
