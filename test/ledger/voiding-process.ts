// A process of its own that binds codes and voids some of them until it is killed, and says what it was told.
import { openLedger } from "../../src/ledger/index.ts";

const [path = "", side = "", start = "0"] = process.argv.slice(2);
const { value: ledger } = openLedger(path);
if (ledger === undefined) throw new Error("no ledger");
for (let at = Number(start); ; at += 10) {
  const ids = Array.from({ length: 10 }, (_, index) => `${side}-${at + index}`);
  const binding = ledger.pools.bind("a", "one", ids);
  if (binding.kind === "refused") throw new Error(binding.problems[0]?.code);
  // Synchronous, so that what the parent reads was committed before.
  process.stdout.write(`${binding.codes.map(({ individual, code }) => `${individual}=${code}`).join(" ")}\n`);
  for (const individual of ids.slice(0, 5)) {
    const done = { at: "2026-02-11T09:00:00Z", reason: "used" };
    const replaced = ledger.pools.replace({ ...done, client: "a", offer: "one", individual });
    if (replaced.kind === "refused") throw new Error(replaced.problems[0]?.code);
    process.stdout.write(`${individual}=${replaced.code.code}\n`);
  }
}
