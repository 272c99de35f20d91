import type { PersonColumn } from "../people/index.ts";

/** How a client's people file looks: its columns by their own headers, and the form of the file. */
export type PeopleLayout = {
  readonly file: "csv" | "workbook";
  readonly columns: readonly (readonly [header: string, column: PersonColumn])[];
  /** A column that no one mapped and that intake must report, with what its cells say. */
  readonly unknownColumn?: { readonly header: string; readonly values: readonly string[] };
  /** Whether the headers are unknown to intake and must be mapped in client.json. */
  readonly mapped: boolean;
  /** As Excel on Windows saves it: byte order mark and CRLF. */
  readonly windows: boolean;
};

/** Headers that intake knows, every column filled or empty. */
export const plainLayout: PeopleLayout = {
  file: "csv",
  columns: [
    "id",
    "firstName",
    "middleName",
    "lastName",
    "suffix",
    "careOf",
    "address1",
    "address2",
    "city",
    "state",
    "zip",
    "country",
    "email",
    "emailConsent",
    "dateOfBirth",
    "dateOfDeath",
    "status",
    "representative",
    "language",
    "dataElements",
    "previousNotice",
    "suppressReason",
    "confirmedDistinct",
  ].map((column) => [column, column as PersonColumn] as const),
  mapped: false,
  windows: false,
};

/** A workbook with headers in words, days as Excel dates. */
export const workbookLayout: PeopleLayout = {
  file: "workbook",
  columns: [
    ["Patient ID", "id"],
    ["First Name", "firstName"],
    ["Middle Name", "middleName"],
    ["Last Name", "lastName"],
    ["Suffix", "suffix"],
    ["Street Address", "address1"],
    ["Address Line 2", "address2"],
    ["City", "city"],
    ["State", "state"],
    ["ZIP Code", "zip"],
    ["Country", "country"],
    ["Email Address", "email"],
    ["Email Consent Date", "emailConsent"],
    ["Date of Birth", "dateOfBirth"],
    ["Date of Death", "dateOfDeath"],
    ["Status", "status"],
    ["Parent or Guardian", "representative"],
    ["Data Elements", "dataElements"],
    ["Previous Notice", "previousNotice"],
    ["Suppress Reason", "suppressReason"],
  ],
  mapped: false,
  windows: false,
};

/** A benefits system's own headers, mapped one by one; whole names. */
export const mappedLayout: PeopleLayout = {
  file: "csv",
  columns: [
    ["Participant No.", "id"],
    ["Participant", "fullName"],
    ["Home Addr", "address1"],
    ["Home Addr Contd", "address2"],
    ["Home City", "city"],
    ["Home St", "state"],
    ["Home ZIP", "zip"],
    ["Home Ctry", "country"],
    ["Contact Mail", "email"],
    ["Agreed To Mail On", "emailConsent"],
    ["Born", "dateOfBirth"],
    ["Died", "dateOfDeath"],
    ["Coverage Class", "status"],
    ["Responsible Party", "representative"],
    ["What Was Taken", "dataElements"],
    ["Told Before On", "previousNotice"],
    ["Do Not Write", "suppressReason"],
  ],
  mapped: true,
  windows: true,
};

/** A payroll export: whole names and a column that says nothing to intake. */
export const payrollLayout: PeopleLayout = {
  file: "csv",
  columns: plainLayout.columns
    .filter(
      ([, column]) => !["middleName", "lastName", "suffix", "language", "confirmedDistinct"].includes(column),
    )
    .map((pair) => (pair[1] === "firstName" ? (["Full Name", "fullName"] as const) : pair)),
  unknownColumn: {
    header: "Department",
    values: ["Public Works", "Parks", "Library", "Fire", "Finance", "Transit"],
  },
  mapped: false,
  windows: false,
};
