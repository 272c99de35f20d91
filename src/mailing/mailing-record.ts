import type { IntakeTotals, Mailing, Tally } from "../ledger/index.ts";
import { type MailingInputs, mailingDay } from "./inputs.ts";

/** `mailing.json`: what the mailing was made from, what it counts, and every file with its hash. */
export type MailingRecord = {
  readonly format: 1;
  readonly mailing: string;
  readonly incident: { readonly id: string; readonly title: string };
  readonly mailingDays: Readonly<Record<string, string>>;
  readonly inputs: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  readonly law: string;
  readonly templates: string;
  readonly counts: MailingCounts;
  /** Print streams, indexes and e-mails, then what goes to the mail house with them. */
  readonly files: readonly ListedFile[];
};

type ListedFile = {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly pieces: number;
};

export type MailingCounts = {
  readonly rows: number;
  readonly people: number;
  readonly duplicates: number;
  readonly held: number;
  readonly suppressed: number;
  readonly letters: number;
  readonly emails: number;
  readonly substitute: number;
  readonly toldBefore: number;
  readonly heldAtPress: number;
  readonly pages: number;
  readonly sheets: number;
  readonly codes: number;
};

export function mailingCounts(
  { rows, people, duplicates, held, suppressed }: IntakeTotals,
  tally: Tally,
): MailingCounts {
  const { letter, email, substitute, alreadyTold, excluded } = tally.outcomes;
  return {
    rows,
    people,
    duplicates,
    held,
    suppressed,
    letters: letter,
    emails: email,
    substitute,
    toldBefore: alreadyTold,
    heldAtPress: excluded,
    pages: tally.pages,
    sheets: tally.sheets,
    codes: tally.codes,
  };
}

/** Bears no time of its own: the same mailing has the same record, whenever it was made. */
export function mailingRecord(
  inputs: MailingInputs,
  mailing: Mailing,
  totals: IntakeTotals,
  tally: Tally,
  files: readonly ListedFile[],
): MailingRecord {
  const { incident, clients } = inputs.folder;
  return {
    format: 1,
    mailing: mailing.id,
    incident: { id: incident.id, title: incident.title },
    mailingDays: Object.fromEntries(
      clients.map(({ client }) => [client.id, mailingDay(inputs, client.id) ?? ""]),
    ),
    inputs: inputs.deciding.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
    law: inputs.law.hash,
    templates: inputs.templates.hash,
    counts: mailingCounts(totals, tally),
    files: files.map(({ path, bytes, sha256, pieces }) => ({ path, bytes, sha256, pieces })),
  };
}
