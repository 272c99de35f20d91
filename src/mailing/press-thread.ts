/**
 * The thread that presses the shards it is told to, one at a time, with its own connection to the ledger and
 * its own texts. Started by press-order.ts; what it throws ends it, and the thread that started it learns so.
 */
import { workerData } from "node:worker_threads";
import { LedgerUnusable, openLedger, type Shard } from "../ledger/index.ts";
import { problem } from "../problem/index.ts";
import { keeperOf } from "./destination.ts";
import { withVariants } from "./inputs.ts";
import { objectPlace } from "./object-store.ts";
import type { PressOrder } from "./press-order.ts";
import { pressShard } from "./press-shard.ts";
import { answerTasks } from "./task-thread.ts";
import { Texts, textsOfStates } from "./texts.ts";

const order = workerData as PressOrder;
const inputs = withVariants(order.inputs);
const { value: ledger, problems } = openLedger(order.ledger.path, {
  ...order.ledger.options,
  cacheMegabytes: 16,
});
if (ledger === undefined) throw new LedgerUnusable(problems[0] ?? problem("ledger/not-a-ledger", {}));
const { mailing, out, at } = order;
const texts = new Texts(inputs, order.census, textsOfStates);
// Before the first file is put there: what nobody knows of, nobody deletes.
if (order.destination?.kind === "objectStore")
  ledger.objectPlaces.choose(mailing, at, objectPlace(order.destination.url));
const keep = order.destination && (await keeperOf(out, order.destination));
const context = { inputs, ledger, texts, mailing, out, at, ...(keep && { keep }) };

answerTasks(
  (shard: Shard, progress) => pressShard({ ...context, progress }, shard),
  () => ledger.close(),
);
