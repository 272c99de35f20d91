/**
 * The thread that presses the shards it is told to, one at a time, with its own connection to the ledger and
 * its own texts. Started by start-press-thread.ts; what it throws ends it, and the thread that started it learns so.
 */
import { parentPort, workerData } from "node:worker_threads";
import { openLedger } from "../ledger/index.ts";
import { keeperOf } from "./destination.ts";
import { withVariants } from "./inputs.ts";
import { pressShard } from "./press-shard.ts";
import type { FromThread, PressOrder, ToThread } from "./start-press-thread.ts";
import { Texts } from "./texts.ts";

const order = workerData as PressOrder;
const inputs = withVariants(order.inputs);
const { value: ledger } = openLedger(order.ledger.path, { ...order.ledger.options, cacheMegabytes: 16 });
if (ledger === undefined) throw new Error("the ledger that the mailing was planned in cannot be opened");
const port = parentPort;
if (port === null) throw new Error("a press thread was started as a program");
const tell = (message: FromThread) => port.postMessage(message);
const { mailing, out, at } = order;
const texts = new Texts(inputs, order.census);
const progress = (pieces: number) => tell({ kind: "progress", pieces });
const keep = order.destination && (await keeperOf(out, order.destination));
const context = { inputs, ledger, texts, mailing, out, at, progress, ...(keep && { keep }) };

port.on("message", async (message: ToThread) => {
  switch (message.kind) {
    case "press":
      tell({ kind: "pressed", problems: await pressShard(context, message.shard) });
      break;
    case "end":
      ledger.close();
      port.close();
      break;
    default:
      message satisfies never;
  }
});
tell({ kind: "ready" });
