/** A process that measures one way: told a round by its parent, it answers with what the round took. */
import { childProcesses } from "./process-tree.ts";
import { wayAt } from "./ways.ts";

export type Round = { readonly from: number; readonly letters: number };
export type Measured = {
  readonly cpuSeconds: number;
  readonly bytes: number;
  /** The most so far; for processes of its own (a browser), what they have after the round. */
  readonly megabytes: number;
};

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + childProcesses().cpuSeconds;
}

const [module, index] = process.argv.slice(2).map(Number);
const way = await (await wayAt({ module: module ?? 0, index: index ?? 0 })).open();
process.send?.({ ready: way !== undefined });
process.on("message", async (round: Round | "end") => {
  if (way === undefined || round === "end") {
    await way?.close?.();
    process.exit(0);
  }
  const before = cpuSeconds();
  const bytes = await way.make(round.from, round.letters);
  const measured: Measured = {
    cpuSeconds: cpuSeconds() - before,
    bytes,
    megabytes: process.resourceUsage().maxRSS / 1024 + childProcesses().megabytes,
  };
  process.send?.(measured);
});
