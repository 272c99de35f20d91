import type { Ledger } from "../ledger/index.ts";
import { type Census, censusFrom, countPerson, nobodyCounted } from "./census.ts";
import type { MailingInputs } from "./inputs.ts";
import { forEachInTurns } from "./let-signals-in.ts";

/** Counts the people of the ledger's intake, which must be done. One pass, memory by variants only. */
export function takeCensus(inputs: MailingInputs, ledger: Ledger): Census {
  const counts = nobodyCounted();
  for (const person of ledger.intake.people()) countPerson(inputs, counts, person);
  return censusFrom(counts, ledger.intake.totals());
}

/** As `takeCensus`, unless it is aborted meanwhile. */
export async function takeCensusUnless(
  aborted: () => boolean,
  inputs: MailingInputs,
  ledger: Ledger,
): Promise<Census | "aborted"> {
  const counts = nobodyCounted();
  const count = countPerson.bind(undefined, inputs, counts);
  const whole = await forEachInTurns(ledger.intake.people(), aborted, count);
  return whole ? censusFrom(counts, ledger.intake.totals()) : "aborted";
}
