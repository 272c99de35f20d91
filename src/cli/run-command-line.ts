import type { Writable } from "node:stream";
import type { Context } from "./command.ts";
import type { ExitCode } from "./exit-code.ts";
import { failureOf } from "./failure.ts";
import { parseCommandLine } from "./program.ts";
import { Terminal } from "./terminal.ts";

/** What the process lends a command: its streams, its clock, and the wish to stop. */
export type Surroundings = Omit<Context, "terminal"> & {
  readonly out: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly err: Writable & { readonly isTTY?: boolean };
  readonly colour: boolean;
  /** Print where a failure was thrown. */
  readonly debug: boolean;
};

/**
 * Runs one command line to its end and gives the exit code. Answers and documents go to `out`, everything
 * else to `err`. Nothing is thrown: what goes wrong unexpectedly is told in words.
 */
export async function runCommandLine(words: readonly string[], around: Surroundings): Promise<ExitCode> {
  const { out, err, colour, debug, ...rest } = around;
  const parsed = await parseCommandLine(words, out, err);
  if (parsed.run === undefined) return parsed.exitCode;
  const terminal = new Terminal(out, err, { json: parsed.json, colour });
  try {
    return await parsed.run({ ...rest, terminal, database: parsed.database });
  } catch (error) {
    const failure = failureOf(error as NodeJS.ErrnoException);
    terminal.document({ format: 1, failure: failure.text, problems: [] });
    err.write(`noticepress: ${failure.text}\n`);
    err.write(
      debug
        ? `${(error as Error).stack}\n`
        : "Set NOTICEPRESS_DEBUG=1 to see where. Running the same command again is safe.\n",
    );
    return failure.exitCode;
  }
}
