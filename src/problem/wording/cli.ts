import type { Wording } from "../wording.ts";

/** What can be wrong in cli/, by code. */
export const cliWording = {
  "cli/mailing-day-has-passed": {
    severity: "warns",
    title: "The planned mailing day has passed",
    now: "Letters of client {client} are dated {planned}; today is {today}.",
    next: "Set dates.individualNotice to the day on which they will be mailed, and approve them anew.",
  },
  "cli/not-a-database": {
    severity: "stops",
    title: "--database does not name a PostgreSQL database",
    now: "It does not begin with postgres://.",
    next: "Give postgres://user@host/database, or leave --database away: the ledger is then a file beside the incident.",
  },
  "cli/ledger-is-in-a-database": {
    severity: "stops",
    title: "The ledger of this incident is in a database",
    now: "It was begun in {database}, schema {schema}; a second ledger would not know who was told.",
    next: "Give the same database with --database or in NOTICEPRESS_DATABASE.",
  },
  "cli/key-file-missing": {
    severity: "stops",
    title: "The key’s file cannot be read",
    now: "There is no file {file} that can be opened.",
    next: "Check the path after --encrypt-to.",
  },
  "cli/ledger-is-a-file": {
    severity: "stops",
    title: "The ledger of this incident is a file",
    now: "ledger.sqlite lies beside the incident; a second ledger would not know who was told.",
    next: "Go on without --database. To use a database, begin with a fresh folder of which nothing was approved or run.",
  },
} as const satisfies Record<`cli/${string}`, Wording>;
