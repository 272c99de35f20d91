import type { Day } from "../calendar/index.ts";
import type { Done, Ledger, PackedRows } from "../ledger/index.ts";
import { mergeDuplicate } from "../people/index.ts";
import { stops } from "../problem/index.ts";
import { type MailingInputs, mailingDay } from "./inputs.ts";
import { type ListBatch, listBatches } from "./list-batches.ts";
import { listBatchesElsewhere } from "./list-batches-elsewhere.ts";
import type { ProblemTally } from "./problem-tally.ts";

export type IntakeOptions = {
  /** On which ages count while no mailing day is planned. */
  readonly today: Day;
  readonly progress?: (rows: number) => void;
  /** Ends the intake between batches; the next one starts over. */
  readonly aborted?: () => boolean;
  /** Whether a thread of its own reads the lists; if left out, it does where they are long. What comes of it is the same. */
  readonly inThread?: boolean;
  /** When and by whom, for the ledger's record; nothing is recorded without. */
  readonly done?: Done;
};

/** In one transaction: enough that its end costs little, and not more memory than a few megabytes. */
const rowsAtOnce = 10_000;
/** Bytes of lists from which a thread of their own pays for its start, about half a second. */
const muchToRead = 16_000_000;

/** The rows of all lists; long ones are read by another thread while this one writes. */
function batchesOf(inputs: MailingInputs, { today, inThread }: IntakeOptions): AsyncGenerator<ListBatch> {
  const { folder } = inputs;
  const days = new Map(folder.clients.map(({ client: { id } }) => [id, mailingDay(inputs, id) ?? today]));
  const files = folder.clients.flatMap(({ peopleFiles }) => peopleFiles);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return (inThread ?? bytes >= muchToRead)
    ? listBatchesElsewhere({ folder, days })
    : listBatches({ folder, days });
}

/**
 * Takes every people file into the ledger, in the order of clients and file names: each row becomes a
 * person, a duplicate, held, or suppressed. The same inputs a second time do nothing. `stopped`: a file
 * cannot be read as it is; the tally says why, and the rows before it are counted.
 */
export async function takeInPeople(
  inputs: MailingInputs,
  ledger: Ledger,
  tally: ProblemTally,
  options: IntakeOptions,
): Promise<"done" | "stopped" | "aborted"> {
  const { progress = () => {}, aborted = () => false, done } = options;
  let stopped = false;
  if (ledger.intake.begin(inputs.hash) === "started") {
    let packs: PackedRows[] = [];
    let rows = 0;
    let waiting = 0;
    for await (const batch of batchesOf(inputs, options)) {
      tally.add(batch.problems);
      stopped ||= stops(batch.problems);
      packs.push(batch.rows);
      rows += batch.rows.rows;
      waiting += batch.rows.rows;
      progress(batch.rows.rows);
      if (batch.isLast || waiting >= rowsAtOnce) {
        ledger.intake.addPacked(batch.client, batch.file, packs);
        packs = [];
        waiting = 0;
      }
      if (batch.isLast) {
        ledger.intake.fileRead(batch.client, batch.file, rows);
        rows = 0;
      }
      if (aborted()) return "aborted";
    }
    // A file that could not be read to its end must be read again next time.
    if (stopped) return "stopped";
    ledger.intake.finish((first, second) => {
      const merged = mergeDuplicate(first, second);
      return merged.kind === "merged" ? merged.individual : merged.problem;
    }, done);
  }
  for (const { problems } of ledger.intake.held()) tally.add(problems);
  return "done";
}
