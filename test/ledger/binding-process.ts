// A process of its own that binds codes until it is killed, and says what it was told.
import { openLedger } from "../../src/ledger/index.ts";

const [path = "", people = "0", start = "0"] = process.argv.slice(2);
const { value: ledger } = openLedger(path);
if (ledger === undefined) throw new Error("no ledger");
const count = Number(people);
let at = Number(start);
for (;;) {
  const ids = Array.from({ length: 40 }, (_, index) => `P-${(at + index * 7) % count}`);
  at = (at + 41) % count;
  const binding = ledger.pools.bind("a", "one", ids);
  if (binding.kind === "refused") throw new Error(binding.problems[0]?.code);
  // Synchronous, so that what the parent reads was committed before.
  process.stdout.write(`${binding.codes.map(({ individual, code }) => `${individual}=${code}`).join(" ")}\n`);
}
