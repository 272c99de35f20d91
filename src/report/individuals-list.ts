import { createHash } from "node:crypto";
import { writeSync } from "node:fs";
import { dataElementName } from "../law/index.ts";
import type { Ledger } from "../ledger/index.ts";
import { openUnfinished } from "../mailing/index.ts";
import type { ListSummary } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import { csvLine } from "./csv-line.ts";

/** The columns of the list; docs/runbook.md explains each. */
export const individualsListColumns = [
  "outcome",
  "file",
  "row",
  "id",
  "name",
  "recipient",
  "recipient_name",
  "care_of",
  "address_1",
  "address_2",
  "address_3",
  "city",
  "state",
  "zip",
  "country",
  "residence",
  "reached_by",
  "status",
  "date_of_birth",
  "date_of_death",
  "email",
  "language",
  "data_elements",
  "reason",
] as const;
type Cells = Readonly<Partial<Record<(typeof individualsListColumns)[number], string | number>>>;

const line = (cells: Cells) => csvLine(individualsListColumns.map((column) => cells[column]));

function cellsOf(individual: Individual): Cells {
  const { name, address, recipient, source, delivery } = individual;
  const [address_1, address_2, address_3] = address.lines;
  const given = (cells: Readonly<Record<string, string | undefined>>) =>
    Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== undefined));
  return {
    outcome: "toBeTold",
    file: source.file,
    row: source.row,
    id: individual.id,
    name: name.full,
    recipient: recipient.kind,
    city: address.city,
    state: address.state,
    zip: address.zip,
    country: address.country,
    residence: individual.jurisdiction,
    reached_by: delivery,
    status: individual.status,
    language: individual.language,
    data_elements: individual.dataElements.map(dataElementName).join("; "),
    ...given({
      recipient_name: recipient.kind === "individual" ? undefined : recipient.name,
      care_of: individual.careOf,
      address_1,
      address_2,
      address_3,
      date_of_birth: individual.dateOfBirth,
      date_of_death: individual.dateOfDeath,
      email: individual.email?.address,
    }),
  };
}

function* lines(ledger: Ledger, client: string): Generator<string> {
  for (const { individual } of ledger.intake.people(client)) yield line(cellsOf(individual));
  for (const { client: of, file, row, id = "", problems } of ledger.intake.held())
    if (of === client) {
      const reason = [...new Set(problems.map(({ code }) => code))].join("; ");
      yield line({ outcome: "held", file, row, id, reason });
    }
  for (const { client: of, file, row, id = "", reason } of ledger.intake.suppressed())
    if (of === client) yield line({ outcome: "suppressed", file, row, id, reason });
}

// So many characters are joined before they are written: a system call a line would be most of the time.
const writtenAtOnce = 1 << 16;

/**
 * Writes one client's individuals as CSV, readable by its owner only: people, then held and suppressed
 * rows by their place. Duplicates are joined to their person and have no line. Never anybody of another
 * client. Memory does not grow with the list. Undefined if the client has no rows.
 * @param name the file's name as the letter says it
 */
export function writeIndividualsList(
  ledger: Ledger,
  client: string,
  path: string,
  name: string,
): ListSummary | undefined {
  const totals = ledger.intake.totals().byClient.get(client);
  if (totals === undefined || totals.rows === 0) return undefined;
  const file = openUnfinished(path);
  const hash = createHash("sha256");
  const counted = { toBeTold: 0, held: 0, suppressed: 0 };
  // Spreadsheets take a CSV for Windows-1252 unless it begins with a byte order mark.
  let pending = `\ufeff${csvLine(individualsListColumns)}`;
  const flush = () => {
    const bytes = Buffer.from(pending, "utf8");
    for (let written = 0; written < bytes.length; ) written += writeSync(file.descriptor, bytes, written);
    hash.update(bytes);
    pending = "";
  };
  for (const each of lines(ledger, client)) {
    counted[each.slice(0, each.indexOf(",")) as keyof typeof counted] += 1;
    pending += each;
    if (pending.length > writtenAtOnce) flush();
  }
  flush();
  file.settle();
  const { rows, people, duplicates, held, suppressed } = totals;
  if (counted.toBeTold !== people || counted.held !== held || counted.suppressed !== suppressed)
    throw new Error("the list of individuals does not tie with the ledger");
  return {
    file: name,
    hash: hash.digest("hex"),
    lines: people + held + suppressed,
    rows,
    people,
    duplicates,
    held,
    suppressed,
  };
}
