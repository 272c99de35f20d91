import { type ExitCode, exitCodes } from "./exit-code.ts";

type Failure = { readonly text: string; readonly exitCode: ExitCode };

const unusable: Readonly<Record<string, string>> = {
  EACCES: "may not be opened by you",
  EPERM: "may not be changed by you",
  EISDIR: "is a folder where a file is needed",
  ENOTDIR: "has a file where a folder is needed",
  ENOENT: "is not there any more",
  EROFS: "is on a disk that cannot be written to",
};
// SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR.
const ledgerWaits: ReadonlySet<number> = new Set([5, 6, 10]);

/**
 * What a thrown error means to the user: a file that cannot be used (exit 2), a disk that is full or a
 * ledger that is held (3: run again), or a fault in the program (70).
 */
export function failureOf(error: NodeJS.ErrnoException & { readonly errcode?: number }): Failure {
  const { code = "", path = "the file", message } = error;
  // SQLite's codes say more in their upper bytes, as SQLITE_IOERR_WRITE; 13 is SQLITE_FULL.
  const errcode = error.errcode === undefined ? undefined : error.errcode & 0xff;
  const why = unusable[code];
  if (why !== undefined) return { text: `${path} ${why}.`, exitCode: exitCodes.usage };
  if (code === "ENOSPC" || code === "EDQUOT" || errcode === 13)
    return {
      text: "The disk is full. Make room, then run the same command again.",
      exitCode: exitCodes.incomplete,
    };
  if (errcode !== undefined && ledgerWaits.has(errcode))
    return {
      text: `The ledger cannot be used now (${message}). Run the same command again.`,
      exitCode: exitCodes.incomplete,
    };
  return { text: `this is a fault in the program, not in your input: ${message}`, exitCode: exitCodes.bug };
}
