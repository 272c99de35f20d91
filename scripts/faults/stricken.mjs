/**
 * A process in which one command after the other meets a fault: starting one for each would take most of the time.
 * Told `{ words, fault }` by the process that forked it, answers `{ code, text, points }`.
 */
import { Writable } from "node:stream";
import { ended, meet } from "./fault-points.mjs";
import { runCommandLine } from "../../src/cli/run-command-line.ts";

process.on("message", async ({ words, fault, today }) => {
  let text = "";
  const stream = new Writable({
    write(chunk, _, done) {
      text += chunk;
      done();
    },
  });
  meet(fault);
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
  process.send({ code, text, points: ended() });
});
