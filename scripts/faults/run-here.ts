import { Writable } from "node:stream";
import type { Day } from "../../src/calendar/index.ts";
import { runCommandLine } from "../../src/cli/run-command-line.ts";

/** Runs a command of ours to its end, within this process: its exit code, and all that it printed. */
export async function runHere(
  words: readonly string[],
  today: Day,
): Promise<{ readonly code: number; readonly text: string }> {
  let text = "";
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      text += chunk;
      done();
    },
  });
  const code = await runCommandLine(words, {
    out: stream,
    err: stream,
    colour: false,
    debug: true,
    today,
    now: () => performance.now(),
    instant: () => new Date().toISOString(),
    signal: new AbortController().signal,
  });
  return { code, text };
}
