import { format } from "date-fns/format";
import { day } from "../calendar/index.ts";
import type { Context } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import { failureOf } from "./failure.ts";
import { parseCommandLine } from "./program.ts";
import { Terminal } from "./terminal.ts";

const interrupted = new AbortController();
process.on("SIGINT", () => {
  if (interrupted.signal.aborted) process.exit(exitCodes.incomplete);
  process.stderr.write(
    "\nStopping after the shard at hand. Press Ctrl-C again to stop at once; nothing is lost.\n",
  );
  interrupted.abort();
});
// A closed pipe (`noticepress duties … | head`) is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const parsed = await parseCommandLine(process.argv.slice(2), process.stdout, process.stderr);
if (parsed.run === undefined) {
  process.exitCode = parsed.exitCode;
} else {
  const context: Context = {
    terminal: new Terminal(process.stdout, process.stderr, {
      json: parsed.json,
      colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
    }),
    today: day(format(new Date(), "yyyy-MM-dd")),
    now: () => performance.now(),
    instant: () => new Date().toISOString(),
    signal: interrupted.signal,
  };
  try {
    process.exitCode = await parsed.run(context);
  } catch (error) {
    const failure = failureOf(error as NodeJS.ErrnoException);
    context.terminal.document({ format: 1, failure: failure.text, problems: [] });
    process.stderr.write(`noticepress: ${failure.text}\n`);
    if (process.env.NOTICEPRESS_DEBUG) process.stderr.write(`${(error as Error).stack}\n`);
    else
      process.stderr.write("Set NOTICEPRESS_DEBUG=1 to see where. Running the same command again is safe.\n");
    process.exitCode = failure.exitCode;
  }
}
