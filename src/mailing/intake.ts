import type { Day } from "../calendar/index.ts";
import type { Ledger } from "../ledger/index.ts";
import { canPrint } from "../letter/index.ts";
import { mergeDuplicate, type RowOutcome, readPeople } from "../people/index.ts";
import { stops } from "../problem/index.ts";
import { type MailingInputs, mailingDay } from "./inputs.ts";
import type { ProblemTally } from "./problem-tally.ts";

export type IntakeOptions = {
  /** On which ages count while no mailing day is planned. */
  readonly today: Day;
  readonly progress?: (rows: number) => void;
  /** Ends the intake between batches; the next one starts over. */
  readonly aborted?: () => boolean;
};

const missingCodePoints = (text: string): readonly number[] =>
  canPrint(text).flatMap((character) => character.codePointAt(0) ?? []);

/**
 * Takes every people file into the ledger, in the order of clients and file names: each row becomes a
 * person, a duplicate, held, or suppressed. The same inputs a second time do nothing. `stopped`: a file
 * cannot be read as it is; the tally says why, and the rows before it are counted.
 */
export async function takeInPeople(
  inputs: MailingInputs,
  ledger: Ledger,
  tally: ProblemTally,
  { today, progress = () => {}, aborted = () => false }: IntakeOptions,
): Promise<"done" | "stopped" | "aborted"> {
  let stopped = false;
  if (ledger.intake.begin(inputs.hash) === "started") {
    for (const { client, peopleFiles } of inputs.folder.clients)
      for (const file of peopleFiles) {
        let rows = 0;
        const outcomes = async function* (): AsyncGenerator<RowOutcome> {
          const asOf = mailingDay(inputs, client.id) ?? today;
          for await (const outcome of readPeople(client, file, asOf, missingCodePoints)) {
            if (outcome.kind !== "held") tally.add(outcome.problems);
            if (outcome.kind === "file") {
              stopped ||= stops(outcome.problems);
              continue;
            }
            rows += 1;
            if (rows % 1000 === 0) {
              progress(1000);
              if (aborted()) return;
            }
            yield outcome;
          }
        };
        await ledger.intake.addAll(client.id, file.name, outcomes());
        progress(rows % 1000);
        ledger.intake.fileRead(client.id, file.name, rows);
        if (aborted()) return "aborted";
      }
    // A file that could not be read to its end must be read again next time.
    if (stopped) return "stopped";
    ledger.intake.finish((first, second) => {
      const merged = mergeDuplicate(first, second);
      return merged.kind === "merged" ? merged.individual : merged.problem;
    });
  }
  for (const { problems } of ledger.intake.held()) tally.add(problems);
  return "done";
}
