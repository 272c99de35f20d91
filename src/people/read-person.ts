import type { Day } from "../calendar/index.ts";
import type { Client, TableRow } from "../incident/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { elementReader } from "./data-element-alias.ts";
import { dayInCell } from "./day-in-cell.ts";
import { emailConsent } from "./email-consent.ts";
import type { Individual } from "./individual.ts";
import { languageIn } from "./language.ts";
import type { PersonColumn } from "./person-column.ts";
import { personKeys } from "./person-key.ts";
import { isNoName, longestName, looksLikeNoName, looksReversed, personName } from "./person-name.ts";
import { personStatus } from "./person-status.ts";
import { fontForScript, plainText, scriptOf } from "./plain-text.ts";
import { postalAddress } from "./postal-address.ts";
import { type Cells, cellReader } from "./row-cells.ts";
import type { CanPrint, RowOutcome, SuppressReason } from "./row-outcome.ts";
import { suppressReasonIn } from "./suppress-reason.ts";

/** What is the same for all rows of a file. */
export type RowContext = {
  readonly client: Client;
  readonly file: string;
  /** Columns with a header. */
  readonly columns: number;
  readonly plan: ColumnPlan;
  readonly asOf: Day;
  readonly canPrint: CanPrint;
};

/** Tells what is wrong with a column of the row at hand. */
type Tell = (code: Problem["code"], column: PersonColumn, facts?: Problem["facts"]) => void;

/** The second phase: returns the function that makes one outcome of each data row, and never throws. */
export function personReader(context: RowContext): (source: TableRow) => RowOutcome {
  const { client, file, plan, asOf } = context;
  const cellsOf = cellReader(file, plan, context.columns);
  const elementsOf = elementReader(client.people.dataElements);
  const nameColumn = plan.fullName === -1 ? "lastName" : "fullName";

  return (source) => {
    const { row } = source;
    const read = cellsOf(source);
    if (read.kind === "held") return { ...read, row };
    const { cells, isPlain } = read;
    const problems: Problem[] = [];
    const place = { file, row };
    const tell: Tell = (code, column, facts = {}) =>
      problems.push(problem(code, { ...place, column }, facts));

    const id = idOf(cells, tell);
    const name = nameOf(cells, nameColumn, tell);
    if (!isPlain) checkPrintable(cells, context.canPrint, tell);
    const { address, jurisdiction, problems: addressProblems } = postalAddress(cells, place);
    if (addressProblems.length > 0) problems.push(...addressProblems);

    const dateOfBirth = dayOf(cells, "dateOfBirth", tell);
    const dateOfDeath = dayOf(cells, "dateOfDeath", tell);
    const facts = {
      status: cells.status,
      dateOfBirth: dateOfBirth ?? undefined,
      dateOfDeath: dateOfDeath ?? undefined,
      representative: cells.representative,
    };
    const { status, recipient, problems: statusProblems } = personStatus(facts, address.state, asOf, place);
    // A day that could not be read is told once; what follows from its absence would only confuse.
    if (statusProblems.length > 0 && dateOfBirth !== null && dateOfDeath !== null)
      problems.push(...statusProblems);

    const { elements, unknownAt } = elementsOf(cells.dataElements);
    if (unknownAt.length > 0) {
      tell("people/data-element-unknown", "dataElements", { positions: unknownAt.slice(0, 5).join(", ") });
    }
    const forIndividual = recipient.kind === "individual";
    const { email, problems: emailProblems } = emailConsent(
      cells.email,
      cells.emailConsent,
      forIndividual,
      asOf,
      place,
    );
    if (emailProblems.length > 0) problems.push(...emailProblems);
    const language = languageOf(cells, client.languages, tell);
    const distinct = isConfirmedDistinct(cells, tell);
    const reason = suppressionOf(cells, asOf, tell);

    const knownId = id === "" ? {} : { id };
    if (reason !== undefined) {
      // Who is not written to needs no mending: what else is wrong with the row cannot reach anybody.
      const warnings = problems.filter((p) => p.severity === "warns");
      return { kind: "suppressed", row, ...knownId, reason, jurisdiction, problems: warnings };
    }
    if (name === undefined || (problems.length > 0 && problems.some((p) => p.severity !== "warns"))) {
      return { kind: "held", row, ...knownId, jurisdiction, problems };
    }
    // Put together step by step: spreading an object a field was the dearest part of a row.
    const individual: { -readonly [Field in keyof Individual]: Individual[Field] } = {
      client: client.id,
      id,
      name,
      status,
      recipient,
      address,
      delivery: address.kind !== "unknown" ? "mail" : email === undefined ? "substitute" : "emailOnly",
      jurisdiction,
      language,
      dataElements: elements,
      source: place,
    };
    if (cells.careOf !== "") individual.careOf = cells.careOf;
    if (dateOfBirth) individual.dateOfBirth = dateOfBirth;
    if (dateOfDeath) individual.dateOfDeath = dateOfDeath;
    if (email !== undefined) individual.email = email;
    const { duplicateKey, possibleDuplicateKey } = personKeys(individual, distinct);
    return { kind: "person", row, individual, duplicateKey, possibleDuplicateKey, problems };
  };
}

function idOf(cells: Cells, tell: Tell): string {
  const { id } = cells;
  if (id === "") tell("people/id-missing", "id");
  else if (/^\d(?:[.,]\d+)?E\+?\d+$/i.test(id)) tell("people/id-in-scientific-notation", "id");
  return id;
}

function nameOf(cells: Cells, column: PersonColumn, tell: Tell): Individual["name"] | undefined {
  const name = personName(cells);
  if (name === undefined || isNoName(name.full)) tell("people/name-missing", column);
  else if (name.full.length > longestName) {
    tell("people/name-too-long", column, { length: name.full.length, most: longestName });
  } else if (looksLikeNoName(name.full)) tell("people/name-looks-odd", column);
  else if (looksReversed(name.full)) tell("people/name-reversed", column);
  return name;
}

const printed: readonly PersonColumn[] = [
  "fullName",
  "prefix",
  "firstName",
  "middleName",
  "lastName",
  "suffix",
  "careOf",
  "address1",
  "address2",
  "address3",
  "city",
  "representative",
];

/** Holds what the fonts lack, also of the capitals in which an address block is printed. */
function checkPrintable(cells: Cells, canPrint: CanPrint, tell: Tell): void {
  for (const column of printed) {
    const cell = cells[column];
    if (cell === "" || !/[^\x20-\x7e]/.test(cell)) continue;
    const text = plainText(cell.replace(/[\r\n]+/g, " "));
    const missing = new Set([...canPrint(text), ...canPrint(text.toUpperCase())]);
    if (missing.size === 0) continue;
    const [first] = missing;
    const script = scriptOf(first);
    const font = fontForScript(script);
    const facts = { characters: missing.size, script };
    if (font === undefined) tell("people/text-not-printable", column, facts);
    else tell("people/text-needs-font", column, { ...facts, font });
  }
}

/** The day; undefined if the cell is empty, null if it says something that is no day. */
function dayOf(cells: Cells, column: PersonColumn, tell: Tell): Day | undefined | null {
  const read = dayInCell(cells[column]);
  switch (read.kind) {
    case "day":
      return read.day;
    case "none":
      return undefined;
    case "bad":
      tell(dayCodes[read.why], column);
      return null;
  }
}

const dayCodes = {
  serial: "people/day-is-serial-number",
  twoDigitYear: "people/day-has-two-digit-year",
  form: "people/day-form",
} as const;

function languageOf(cells: Cells, offered: readonly string[], tell: Tell): string {
  const language = languageIn(cells.language, offered);
  if (language.kind === "offered") return language.language;
  if (language.kind === "unknown") tell("people/language-unknown", "language");
  if (language.kind === "notOffered")
    tell("people/language-not-offered", "language", { offered: offered.join(", ") });
  return offered[0] ?? "en";
}

function isConfirmedDistinct(cells: Cells, tell: Tell): boolean {
  if (cells.confirmedDistinct === "") return false;
  if (/^(?:y|yes|true|1|x)$/i.test(cells.confirmedDistinct)) return true;
  if (!/^(?:n|no|false|0|)$/i.test(cells.confirmedDistinct))
    tell("people/confirmed-distinct-unclear", "confirmedDistinct");
  return false;
}

function suppressionOf(cells: Cells, asOf: Day, tell: Tell): SuppressReason | undefined {
  const given = suppressReasonIn(cells.suppressReason);
  if (given === "unknown") tell("people/suppress-reason-unknown", "suppressReason");
  else if (given !== undefined) return given;
  const told = dayOf(cells, "previousNotice", tell);
  if (!told) return undefined;
  if (told <= asOf) return "alreadyNotified";
  tell("people/previous-notice-in-future", "previousNotice", { asOf });
  return undefined;
}
