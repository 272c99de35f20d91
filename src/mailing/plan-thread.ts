/**
 * The thread that finds where the people of some rows belong, with its own connection to the ledger and its own
 * texts. Started by plan-crew.ts; what it throws ends it, and the thread that started it learns so.
 */
import { workerData } from "node:worker_threads";
import { openLedger } from "../ledger/index.ts";
import { withVariants } from "./inputs.ts";
import { packPlacements } from "./packed-placements.ts";
import { Placing } from "./placing.ts";
import type { PlanOrder, PlanTask, PlanTaskResult } from "./plan-crew.ts";
import { answerTasks } from "./task-thread.ts";
import { Texts } from "./texts.ts";

const order = workerData as PlanOrder;
const inputs = withVariants(order.inputs);
const { value: ledger } = openLedger(order.ledger.path, { ...order.ledger.options, cacheMegabytes: 16 });
if (ledger === undefined) throw new Error("the ledger of the people cannot be opened a second time");
const placing = new Placing({ inputs, ledger, texts: new Texts(inputs, order.census) });

answerTasks(
  async (task: PlanTask): Promise<PlanTaskResult> => {
    switch (task.kind) {
      case "ask":
        return { kind: "asking", asking: placing.ask(task.span) };
      case "place":
        return { kind: "placed", placed: packPlacements(placing.place(task.given)) };
      default:
        return task satisfies never;
    }
  },
  () => ledger.close(),
);
