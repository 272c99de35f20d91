import type { Placement, RowSpan } from "../ledger/index.ts";
import { type PackedPlacements, unpackPlacements } from "./packed-placements.ts";
import { type Asking, type Given, Placing, type PlacingContext } from "./placing.ts";
import type { PressOrder } from "./press-order.ts";
import { startTaskThread } from "./task-thread.ts";

/** All that a plan thread is given when it starts; plain data, which is copied. */
export type PlanOrder = Pick<PressOrder, "inputs" | "census" | "ledger">;

export type PlanTask =
  | { readonly kind: "ask"; readonly span: RowSpan }
  | { readonly kind: "place"; readonly given: Given };

export type PlanTaskResult =
  | { readonly kind: "asking"; readonly asking: Asking }
  | { readonly kind: "placed"; readonly placed: PackedPlacements };

/** One that does as `Placing` does, here or in a thread. */
export type Placer = {
  ask(span: RowSpan): Promise<Asking>;
  /** Where those who were asked last belong, with the codes that they were given. */
  place(given: Given): Promise<Iterable<Placement>>;
  end(): Promise<void>;
  /** Ends it in the midst of its task. */
  stop(): Promise<void>;
};

/** Places people in this thread. */
export function placeHere(context: PlacingContext): Placer {
  const placing = new Placing(context);
  return {
    ask: async (span) => placing.ask(span),
    place: async (given) => placing.place(given),
    end: async () => {},
    stop: async () => {},
  };
}

/** Starts a thread that places people. */
export async function startPlacer(order: PlanOrder): Promise<Placer> {
  const module = new URL("./plan-thread.ts", import.meta.url);
  const thread = await startTaskThread<PlanTask, PlanTaskResult>(module, order);
  return {
    async ask(span) {
      const result = await thread.do({ kind: "ask", span });
      if (result.kind !== "asking") throw new Error("a plan thread answered another question");
      return result.asking;
    },
    async place(given) {
      const result = await thread.do({ kind: "place", given });
      if (result.kind !== "placed") throw new Error("a plan thread answered another question");
      return unpackPlacements(result.placed);
    },
    end: () => thread.end(),
    stop: () => thread.stop(),
  };
}
