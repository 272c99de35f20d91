import { type Problem, problem } from "../problem/index.ts";

/** What a machine says when the fault is its own, and another may do better. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the user's share of the disk is used up",
  EFBIG: "files may not become so large here",
  EACCES: "this user may not write there",
  EPERM: "this user may not change what is there",
  EROFS: "the disk cannot be written to",
  EIO: "the disk is broken",
  ESTALE: "the shared folder was mounted anew",
  ENOTCONN: "the shared folder is not connected",
  EXDEV: "it is on another disk than the output folder",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
};

/** This machine cannot write what it presses, whichever shard it takes: it must stop, and leave them to others. */
export class CannotWrite extends Error {
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.code);
    this.problem = found;
  }
}

/**
 * The error as it is, unless it says that this machine cannot write.
 * @param unfinished the folder that it presses in: an error while a file is written does not name it
 * @param destination where finished files go
 */
export function asCannotWrite(error: unknown, unfinished: string, destination: string): unknown {
  const { code = "", path = unfinished, syscall, message } = error as NodeJS.ErrnoException;
  const unable = (place: string, why: string) =>
    new CannotWrite(problem("worker/cannot-write", {}, { place, why }));
  if (code === "OBJECT_STORE") return unable(destination, message);
  // What Node says of a folder, made with those above it, on a disk that is read-only.
  if (code === "ENOENT" && syscall === "mkdir") return unable(path, "no folder can be made there");
  const why = reasons[code];
  return why === undefined ? error : unable(path, why);
}
