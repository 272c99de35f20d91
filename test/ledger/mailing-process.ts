// A process of its own that takes in people, plans and produces a mailing, until it is killed or done.
import { openLedger } from "../../src/ledger/index.ts";
import { byState, codes, made, merge, person, plannedAt, pool } from "./fiction.ts";

const [path = "", people = "0"] = process.argv.slice(2);
const { value: ledger } = openLedger(path);
if (ledger === undefined) throw new Error("no ledger");
process.stdout.write("open\n");
const count = Number(people);
const states = ["CA", "TX", "NY"];

const file = pool("one", "v");
for (const missing of ledger.pools.declare([file])) await ledger.pools.load(missing, codes(count));
if (ledger.intake.begin("h") === "started") {
  for (let row = 2; row < count + 2; row += 100)
    ledger.intake.add(
      "a",
      "people.csv",
      Array.from({ length: Math.min(100, count + 2 - row) }, (_, index) =>
        // Every tenth row is the person of the row before, once more.
        person({
          row: row + index,
          state: states[(row + index) % 3] ?? "CA",
          ...((row + index) % 10 === 9
            ? {
                name: `Person ${row + index - 1}`,
                street: `${row + index - 1} MAIN ST`,
                state: states[(row + index - 1) % 3] ?? "CA",
              }
            : {}),
        }),
      ),
    );
  ledger.intake.finish(merge);
}
ledger.mailings.plan({
  id: "m",
  purpose: "first",
  plannedAt,
  piecesPerShard: 10,
  placements: byState(ledger, "one"),
});
for (const { number } of ledger.mailings.shards("m", "planned")) {
  ledger.mailings.commitShard(made(ledger, "m", number));
  process.stdout.write(`${number}\n`);
}
ledger.close();
