import type { IntakeTotals, Ledger, RowRange } from "../ledger/index.ts";
import { addCounts, type Census, type Counts, censusFrom, countPerson, nobodyCounted } from "./census.ts";
import { doInThreads } from "./do-in-threads.ts";
import type { MailingInputs } from "./inputs.ts";
import { forEachInTurns } from "./let-signals-in.ts";
import type { LedgerPlace } from "./press-order.ts";
import { type RowThreads, threadsForRows } from "./row-threads.ts";
import { startTaskThread, ThreadLost } from "./task-thread.ts";

/** Counts the people of the ledger's intake, which must be done. One pass, memory by variants only. */
export function takeCensus(inputs: MailingInputs, ledger: Ledger): Census {
  const counts = nobodyCounted();
  for (const person of ledger.intake.people()) countPerson(inputs, counts, person);
  return censusFrom(counts, ledger.intake.totals());
}

// To count a person is so much quicker than to plan for them; a thread takes a second or two to start and warm up.
const quickerThanPlanning = 5;

const countersFor = (threads: RowThreads, ledger: Ledger): number =>
  threadsForRows({ ...threads, rowsEach: threads.rowsEach * quickerThanPlanning }, ledger);

export type CensusOptions = {
  readonly aborted?: () => boolean;
  /** Threads that count where lists are long; without them, this one does. What comes of it is the same. */
  readonly threads?: RowThreads | undefined;
};

/** As `takeCensus`, unless it is aborted meanwhile. Throws what ended a thread. */
export async function takeCensusUnless(
  inputs: MailingInputs,
  ledger: Ledger,
  { aborted = () => false, threads }: CensusOptions,
): Promise<Census | "aborted"> {
  const count = threads === undefined ? 1 : countersFor(threads, ledger);
  if (threads !== undefined && count > 1)
    return takeInThreads(inputs, ledger, { place: threads.ledger, count, aborted });
  const counts = nobodyCounted();
  const countOne = countPerson.bind(undefined, inputs, counts);
  const whole = await forEachInTurns(ledger.intake.people(), aborted, countOne);
  return whole ? censusFrom(counts, ledger.intake.totals()) : "aborted";
}

/** What a census thread is started with; plain data, which is copied. */
export type CensusThreadData = {
  readonly inputs: Omit<MailingInputs, "variants">;
  readonly ledger: LedgerPlace;
};

// Counting so many takes half a second, and what comes of it is passed on in a moment.
const mostRowsAtOnce = 50_000;

function partsOf(ledger: Ledger, threads: number): readonly RowRange[] {
  const spans = ledger.intake.spans();
  const first = Math.min(...spans.map((span) => span.first));
  const last = Math.max(...spans.map((span) => span.last));
  const rows = Math.min(mostRowsAtOnce, Math.ceil((last - first + 1) / threads));
  return Array.from({ length: Math.ceil((last - first + 1) / rows) }, (_, at) => ({
    first: first + at * rows,
    last: Math.min(last, first + (at + 1) * rows - 1),
  }));
}

/** Parts are added in the order of their rows, whoever counted them, so that all is as if one had counted. */
async function takeInThreads(
  inputs: MailingInputs,
  ledger: Ledger,
  { place, count, aborted }: { place: LedgerPlace; count: number; aborted: () => boolean },
): Promise<Census | "aborted"> {
  const { variants: _, ...plain } = inputs;
  const data: CensusThreadData = { inputs: plain, ledger: place };
  const counts = nobodyCounted();
  const early = new Map<number, Counts>();
  let added = 0;
  const take = (part: Counts, place: number): void => {
    early.set(place, part);
    for (let next = early.get(added); next !== undefined; next = early.get(added)) {
      addCounts(counts, next);
      early.delete(added++);
    }
  };
  let totals: IntakeTotals | undefined;
  const end = await doInThreads<RowRange, Counts>(
    {
      tasks: partsOf(ledger, count),
      // Of parts, whoever they hold: they are counted in the order of their rows.
      measure: { client: () => "", size: ({ first, last }) => last - first + 1 },
      count,
      start: () => startTaskThread<RowRange, Counts>(new URL("./census-thread.ts", import.meta.url), data),
      take,
      isAborted: aborted,
    },
    async () => {
      totals = ledger.intake.totals();
    },
  );
  if (end.kind === "aborted") return "aborted";
  if (end.kind === "lost") throw new ThreadLost(end.problem);
  if (totals === undefined) throw new Error("the people were counted, and their lists were not");
  return censusFrom(counts, totals);
}
