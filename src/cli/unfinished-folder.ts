import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Destination, unfinishedFolderName } from "../mailing/index.ts";

/**
 * A new folder of this process alone, where shards are pressed before their files go where they belong: on the
 * same disk, if that is a folder. Only its owner may enter.
 */
export function unfinishedFolder(destination: Destination): string {
  if (destination.kind === "objectStore") return mkdtempSync(join(tmpdir(), "noticepress-"));
  const folder = join(destination.path, unfinishedFolderName);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return mkdtempSync(join(folder, "worker-"));
}
