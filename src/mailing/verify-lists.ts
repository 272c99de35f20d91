import type { Day } from "../calendar/index.ts";
import type { Ledger } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { MailingInputs } from "./inputs.ts";
import { takeInPeople } from "./intake.ts";
import { ProblemTally } from "./problem-tally.ts";

/**
 * Reads the lists of people a second time, into an empty ledger, and compares everyone with the ledger that
 * letters were made from: somebody left out, put in or changed there is found, client by client.
 */
export async function listProblems(
  inputs: MailingInputs,
  ledger: Ledger,
  scratch: Ledger,
  today: Day,
): Promise<readonly Problem[]> {
  await takeInPeople(inputs, scratch, new ProblemTally(0), { today });
  return inputs.folder.clients.flatMap(({ client }) => {
    let count = 0;
    const again = scratch.intake.people(client.id);
    for (const { individual } of ledger.intake.people(client.id)) {
      const next = again.next();
      if (next.done === true || JSON.stringify(next.value.individual) !== JSON.stringify(individual))
        count += 1;
    }
    for (const _ of again) count += 1;
    return count === 0 ? [] : [problem("mailing/people-differ", { client: client.id }, { count })];
  });
}
