import type { Day } from "../calendar/index.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** What a command is given besides its arguments: the only doors to the outside. */
export type Context = {
  readonly terminal: Terminal;
  /** The local calendar day; used only where a command is about today. */
  readonly today: Day;
  /** Milliseconds for progress and the instant (ISO 8601, UTC) for records. */
  readonly now: () => number;
  readonly instant: () => string;
  /** Aborted by the first Ctrl-C: finish the unit at hand, then stop. */
  readonly signal: AbortSignal;
  /** `postgres://…`: where the ledger is, if not in a file beside the incident. May hold a password. */
  readonly database?: string | undefined;
};

export type CommandRun = (context: Context) => Promise<ExitCode>;
