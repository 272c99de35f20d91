import type { Day } from "../calendar/index.ts";
import { individualOfRow, type KeptPerson, type Ledger } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { MailingInputs } from "./inputs.ts";
import { takeInPeople } from "./intake.ts";
import { forEachInTurns } from "./let-signals-in.ts";
import { ProblemTally } from "./problem-tally.ts";

/**
 * Reads the lists of people a second time, into an empty ledger, and compares everyone with the ledger that
 * letters were made from: somebody left out, put in or changed there is found, client by client. Once it is aborted,
 * what it gives means nothing.
 */
export async function listProblems(
  inputs: MailingInputs,
  ledger: Ledger,
  scratch: Ledger,
  today: Day,
  aborted: () => boolean,
): Promise<readonly Problem[]> {
  await takeInPeople(inputs, scratch, new ProblemTally(0), { today, aborted });
  if (aborted()) return [];
  const problems: Problem[] = [];
  for (const { client } of inputs.folder.clients) {
    let count = 0;
    const again = scratch.intake.keptPeople(client.id);
    await forEachInTurns(ledger.intake.keptPeople(client.id), aborted, (person) => {
      const next = again.next();
      if (next.done === true || !isSame(next.value, person)) count += 1;
    });
    if (aborted()) return [];
    for (const _ of again) count += 1;
    if (count > 0) problems.push(problem("mailing/people-differ", { client: client.id }, { count }));
  }
  return problems;
}

/** What is kept in the same words need not be read. Ledgers of earlier versions keep it in others. */
function isSame(a: KeptPerson, b: KeptPerson): boolean {
  if (a.id !== b.id || a.file !== b.file || a.row !== b.row) return false;
  return a.json === b.json || JSON.stringify(individualOfRow(a)) === JSON.stringify(individualOfRow(b));
}
