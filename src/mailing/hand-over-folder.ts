import { join } from "node:path";

/**
 * Where a mailing's files are packed for the mail house unless told otherwise, under the output folder: a folder of
 * its own for each mailing, so that a later one is never sent with it.
 */
export function handOverFolder(out: string, mailing: string): string {
  return join(out, "hand-over", mailing.slice(0, 8));
}
