// A process of its own that opens the ledger, new or not, and leaves a mark.
import { openLedger } from "../../src/ledger/index.ts";

const [path = ""] = process.argv.slice(2);
const { value: ledger } = openLedger(path);
if (ledger === undefined) throw new Error("no ledger");
const mark = {
  at: "2026-02-10T09:00:00Z",
  kind: "personRead",
  client: "a",
  individual: "P-1",
  facts: {},
} as const;
ledger.events.record([mark]);
ledger.close();
