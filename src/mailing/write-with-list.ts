import { createHash } from "node:crypto";
import { writeSync } from "node:fs";
import { openUnfinished } from "./durable-file.ts";
import type { MailingRecord } from "./mailing-record.ts";

type ListedFile = MailingRecord["files"][number];

const blockLength = 1 << 16;

/**
 * Writes `mailing.json` with these files, one after another: a million e-mails are never one text in memory.
 * Gives the SHA-256 (hex) of what was written.
 */
export function writeRecord(
  path: string,
  record: Omit<MailingRecord, "files">,
  files: Iterable<ListedFile>,
): string {
  const hash = createHash("sha256");
  const file = openUnfinished(path);
  let waiting = "";
  const flush = () => {
    const bytes = Buffer.from(waiting);
    for (let written = 0; written < bytes.length; ) written += writeSync(file.descriptor, bytes, written);
    hash.update(bytes);
    waiting = "";
  };
  // The list is the record's last field, so that it can grow.
  const whole = JSON.stringify({ ...record, files: [] }, null, 1);
  waiting = whole.slice(0, whole.lastIndexOf("]"));
  let first = true;
  for (const { path, bytes, sha256, pieces } of files) {
    const entry = JSON.stringify({ path, bytes, sha256, pieces }, null, 1).replaceAll("\n", "\n  ");
    waiting += `${first ? "" : ","}\n  ${entry}`;
    first = false;
    if (waiting.length >= blockLength) flush();
  }
  waiting += `${first ? "" : "\n "}]\n}\n`;
  flush();
  file.settle();
  return hash.digest("hex");
}
