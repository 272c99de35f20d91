import type { BoundCode, Ledger, PlanResult, RowSpan } from "../ledger/index.ts";
import type { Problem } from "../problem/index.ts";
import { bindCodes, shortPools } from "./bind-codes.ts";
import type { Census } from "./census.ts";
import { ClientQueue } from "./client-queue.ts";
import type { MailingInputs } from "./inputs.ts";
import { letSignalsIn } from "./let-signals-in.ts";
import type { Asking, Given } from "./placing.ts";
import { type Placer, placeHere, startPlacer } from "./plan-crew.ts";
import type { LedgerPlace } from "./press-order.ts";
import type { Texts } from "./texts.ts";
import { type Turn, Turns } from "./turns.ts";

export type PlanContext = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  readonly census: Census;
  readonly texts: Texts;
  /** ISO 8601 with zone. */
  readonly at: string;
  /** Threads that find where people belong, and where each opens the ledger anew; without them, this one does. */
  readonly threads?: { readonly ledger: LedgerPlace; readonly count: number };
  readonly progress?: (people: number) => void;
  readonly aborted?: () => boolean;
};

// So many rows are bound and placed at once, in some ten megabytes; measuring them takes a fifth of a second.
const rowsAtOnce = 2_500;

/** The codes of those who get an offer; they are bound to them from here on. */
function boundFor(
  ledger: Ledger,
  { offers }: Asking,
):
  | { readonly kind: "bound"; readonly given: Given }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] } {
  const given: ReadonlyMap<string, BoundCode>[] = [];
  for (const readers of offers) {
    const binding = bindCodes(ledger, readers);
    if (binding.kind === "refused") return binding;
    given.push(binding.codes);
  }
  return { kind: "bound", given };
}

function queueOf({ intake }: Ledger): ClientQueue<RowSpan> {
  const spans = intake.spans().flatMap(({ client, first, last }) =>
    Array.from({ length: Math.ceil((last - first + 1) / rowsAtOnce) }, (_, at) => {
      const from = first + at * rowsAtOnce;
      return { client, first: from, last: Math.min(last, from + rowsAtOnce - 1) };
    }),
  );
  return new ClientQueue(spans, {
    client: ({ client }) => client,
    size: ({ first, last }) => last - first + 1,
  });
}

async function placersOf({
  inputs,
  ledger,
  census,
  texts,
  threads,
}: PlanContext): Promise<readonly Placer[]> {
  if (threads === undefined || threads.count < 2) return [placeHere({ inputs, ledger, texts })];
  texts.forget();
  const { variants: _, ...plain } = inputs;
  const { exposed, populations } = census;
  const order = { inputs: plain, census: { exposed, populations }, ledger: threads.ledger };
  const started = await Promise.allSettled(Array.from({ length: threads.count }, () => startPlacer(order)));
  const placers = started.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const failed = started.find((each) => each.status === "rejected");
  if (failed === undefined) return placers;
  // One that goes on waiting for a task would keep the process from ending.
  await Promise.all(placers.map((placer) => placer.stop()));
  throw failed.reason;
}

type Placed =
  | { readonly kind: "placed" }
  | { readonly kind: "aborted" }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/**
 * Binds codes and hands everyone's place to the ledger. Several placers work at once; the codes of a client are bound
 * in the order of its rows, so that they are the same for any number of them.
 */
async function placeEveryone(context: PlanContext, placers: readonly Placer[]): Promise<Placed> {
  const { ledger, progress = () => {}, aborted = () => false } = context;
  const queue = queueOf(ledger);
  const binding = new Map<string, Turns>();
  let ended: Placed = { kind: "placed" };
  const isOver = (): boolean => {
    if (ended.kind === "placed" && aborted()) ended = { kind: "aborted" };
    return ended.kind !== "placed";
  };
  const placeSpan = async (placer: Placer, span: RowSpan, turn: Turn): Promise<void> => {
    const asking = await placer.ask(span);
    await turn.come();
    await letSignalsIn();
    if (isOver()) return;
    const bound = boundFor(ledger, asking);
    if (bound.kind === "refused") {
      ended = bound;
      return;
    }
    turn.pass();
    ledger.mailings.place(await placer.place(bound.given));
    progress(asking.people);
  };
  const work = async (placer: Placer, number: number): Promise<void> => {
    for (let span = queue.take(number); span !== undefined && !isOver(); span = queue.take(number)) {
      const turns = binding.get(span.client) ?? new Turns();
      binding.set(span.client, turns);
      const turn = turns.next();
      try {
        await placeSpan(placer, span, turn);
      } catch (error) {
        // Nothing more is bound: it would be out of order.
        ended = { kind: "aborted" };
        throw error;
      } finally {
        turn.pass();
      }
    }
    await placer.end();
  };
  await Promise.all(placers.map(work));
  return ended;
}

/**
 * Binds codes and plans the mailing of these inputs, in one pass over the people, or finds it planned already.
 * `aborted`: there is no plan, and a next call finds whatever codes were bound.
 */
export async function planMailing(context: PlanContext): Promise<PlanResult | { readonly kind: "aborted" }> {
  const { inputs, ledger, census, at, aborted = () => false } = context;
  const short = await shortPools(context, census, aborted);
  if (short === "aborted") return { kind: "aborted" };
  if (short.length > 0) return { kind: "refused", problems: short };
  ledger.mailings.startPlacing([...census.variants.keys()].sort());
  const placers = await placersOf(context);
  try {
    const placed = await placeEveryone(context, placers);
    if (placed.kind !== "placed") return placed;
  } finally {
    await Promise.all(placers.map((placer) => placer.stop()));
  }
  return ledger.mailings.plan({
    id: inputs.hash,
    purpose: "first",
    plannedAt: at,
    piecesPerShard: inputs.folder.incident.mailHouse.piecesPerStream,
  });
}
