import { format } from "date-fns/format";
import { day } from "../calendar/index.ts";
import { exitCodes } from "./exit-code.ts";
import { runCommandLine } from "./run-command-line.ts";

const interrupted = new AbortController();
process.on("SIGINT", () => {
  if (interrupted.signal.aborted) process.exit(exitCodes.incomplete);
  process.stderr.write(
    "\nStopping after the shard at hand. Press Ctrl-C again to stop at once; nothing is lost.\n",
  );
  interrupted.abort();
});
// Ended from outside: at once, as by a kill, but what lies in temporary folders is people's data and goes.
for (const [signal, number] of [
  ["SIGTERM", 15],
  ["SIGHUP", 1],
] as const)
  process.once(signal, () => process.exit(128 + number));
// A closed pipe (`noticepress duties … | head`) is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  debug: Boolean(process.env.NOTICEPRESS_DEBUG),
  today: day(format(new Date(), "yyyy-MM-dd")),
  now: () => performance.now(),
  instant: () => new Date().toISOString(),
  signal: interrupted.signal,
});
