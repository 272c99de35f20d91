import type { Problem, ProblemCode } from "../problem/index.ts";

const steps: Partial<Record<ProblemCode, string>> = {
  "incident/folder-missing": "name the incident folder; noticepress init <dir> makes a new one",
  "ledger/purged":
    "nothing: letters can no longer be made, read back or handed over; noticepress status <folder>",
  "ledger/purge-unfinished": 'noticepress purge <folder> --on DAY --by "Your name" --confirm goes on with it',
  "ledger/nobody-left-to-tell":
    "nothing for the letters; people added to the lists get a mailing of their own by a run after that",
  "ledger/already-handed-over":
    "nothing, if nobody is left to tell; people added to the lists get a mailing of their own by a run after that",
  "mailing/thread-ended": "the same command again",
  "mailing/thread-out-of-memory": "the same command again, with --workers 1 where it knows that",
  "ledger/locked": "when nothing else has the ledger open, the same command again",
  "ledger/database-unreachable": "when the database answers, the same command again",
};

/** The step that a problem leaves, whatever was asked for; undefined if the command itself knows better. */
export function refusedNext(problems: readonly Problem[]): string | undefined {
  for (const { code } of problems) if (steps[code] !== undefined) return steps[code];
  return undefined;
}
