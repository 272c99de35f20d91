import type { Day } from "../calendar/index.ts";
import type { IncidentFolder } from "../incident/index.ts";
import { type PackedRows, rowPacker } from "../ledger/index.ts";
import { canPrintWith } from "../letter/index.ts";
import { type RowOutcome, readPeopleBatches } from "../people/index.ts";
import type { Problem } from "../problem/index.ts";
import { fontsOf } from "./fonts-of.ts";

/** The lists of people to be read, and how. Plain data: it can be handed to another thread. */
export type ListOrder = {
  readonly folder: IncidentFolder;
  /** Client id → the mailing day, on which ages count. */
  readonly days: ReadonlyMap<string, Day>;
};

/** Some rows of one file, five hundred or so, in the order of the file. */
export type ListBatch = {
  readonly client: string;
  readonly file: string;
  readonly rows: PackedRows;
  /** Of the file and of rows that are not held. */
  readonly problems: readonly Problem[];
  /** Nothing of this file comes after. */
  readonly isLast: boolean;
};

// Each is a message between threads.
const rowsOfBatch = 500;

/** Reads every list from its beginning to its end, in flat memory. Throws only what the disk throws. */
export async function* listBatches({ folder, days }: ListOrder): AsyncGenerator<ListBatch> {
  for (const found of folder.clients) {
    const { client, peopleFiles } = found;
    const asOf = days.get(client.id);
    if (asOf === undefined) throw new Error("a client's list is to be read as of no day");
    const canPrint = canPrintWith(fontsOf(folder, found));
    const missingCodePoints = (text: string): readonly number[] =>
      canPrint(text).flatMap((character) => character.codePointAt(0) ?? []);
    const packer = rowPacker(client.id);
    for (const file of peopleFiles) {
      let problems: Problem[] = [];
      const batch = (isLast: boolean): ListBatch => {
        const told = problems;
        problems = [];
        return { client: client.id, file: file.name, rows: packer.take(), problems: told, isLast };
      };
      for await (const outcomes of readPeopleBatches(client, file, asOf, missingCodePoints)) {
        const rows: RowOutcome[] = [];
        for (const outcome of outcomes) {
          if (outcome.kind !== "held") for (const found of outcome.problems) problems.push(found);
          if (outcome.kind !== "file") rows.push(outcome);
        }
        packer.add(rows);
        if (packer.rows >= rowsOfBatch) yield batch(false);
      }
      yield batch(true);
    }
  }
}
