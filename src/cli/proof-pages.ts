import type { MailingInputs, ProofReading } from "../mailing/index.ts";
import { proofPage } from "../report/index.ts";
import { jurisdictionNames } from "./write-proof-matrix.ts";

/** What makes the pages of an incident's texts. */
export function proofPages(inputs: MailingInputs): (reading: ProofReading) => string {
  const names = jurisdictionNames({ inputs });
  return (reading) => proofPage(reading, names);
}
