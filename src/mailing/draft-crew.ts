import { workerData } from "node:worker_threads";
import type { Census } from "./census.ts";
import {
  type DraftContext,
  type DraftedText,
  type DraftTask,
  type ProofReading,
  textDrafter,
} from "./draft-text.ts";
import { type MailingInputs, withVariants } from "./inputs.ts";
import { answerTasks, startTaskThread, type TaskThread } from "./task-thread.ts";
import { Texts } from "./texts.ts";

/** All that a thread is given when it starts; plain data, which is copied. */
export type DraftOrder = {
  readonly inputs: Omit<MailingInputs, "variants">;
  readonly census: Pick<Census, "exposed" | "populations">;
};

/** One that drafts texts, here or in a thread. */
export type Drafter = TaskThread<DraftTask, DraftedText>;

/** Drafts texts in this thread. */
export function draftHere(context: DraftContext): Drafter {
  return { do: textDrafter(context), end: async () => {}, stop: async () => {} };
}

/** Starts a thread on a module that calls `answerDrafts`. */
export function startDrafter(module: URL, order: DraftOrder): Promise<Drafter> {
  return startTaskThread<DraftTask, DraftedText>(module, order);
}

/**
 * The other side: drafts the texts that it is told to, with texts of its own.
 * @param pagesOf what makes the page of a text, as in `ProofRun`; code, which is not copied from thread to thread
 */
export function answerDrafts(pagesOf: (inputs: MailingInputs) => (reading: ProofReading) => string): void {
  const order = workerData as DraftOrder;
  const inputs = withVariants(order.inputs);
  const texts = new Texts(inputs, order.census);
  answerTasks(textDrafter({ inputs, texts, pageOf: pagesOf(inputs) }), () => {});
}
