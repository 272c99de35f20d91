import { createHash } from "node:crypto";
import { openUnfinished, writeWhole } from "./durable-file.ts";

const blockLength = 1 << 16;

/**
 * Writes a record as JSON, the list under `name` as its last field, item after item: a list of a million is never
 * one text in memory. The bytes are those of `JSON.stringify` with an indent of 1, and a line end. Gives their
 * SHA-256 (hex).
 */
export function writeWithList(path: string, record: object, name: string, items: Iterable<object>): string {
  const hash = createHash("sha256");
  const file = openUnfinished(path);
  let waiting = "";
  const flush = () => {
    const bytes = Buffer.from(waiting);
    writeWhole(file.descriptor, bytes);
    hash.update(bytes);
    waiting = "";
  };
  const whole = JSON.stringify({ ...record, [name]: [] }, null, 1);
  waiting = whole.slice(0, whole.lastIndexOf("]"));
  let first = true;
  for (const item of items) {
    const entry = JSON.stringify(item, null, 1).replaceAll("\n", "\n  ");
    waiting += `${first ? "" : ","}\n  ${entry}`;
    first = false;
    if (waiting.length >= blockLength) flush();
  }
  waiting += `${first ? "" : "\n "}]\n}\n`;
  flush();
  file.settle();
  return hash.digest("hex");
}
