/**
 * A process in which one command after the other meets a fault: starting one for each would take most of the time.
 * Told `{ words, fault }` by the process that forked it, answers `{ code, text, points }`.
 */
import { ended, meet } from "./fault-points.mjs";
import { runHere } from "./run-here.ts";

process.on("message", async ({ words, fault, today }) => {
  meet(fault);
  const ran = await runHere(words, today);
  process.send({ ...ran, points: ended() });
});
