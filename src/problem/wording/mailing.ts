import type { Wording } from "../wording.ts";

/** What can be wrong in mailing/, by code. */
export const mailingWording = {
  "mailing/more-refused-codes": {
    severity: "stops",
    title: "More codes were refused than are listed",
    now: "{count} further codes of {file} are in this pool twice or in another pool.",
    next: "Ask the provider for a clean pool.",
  },
  "mailing/inputs-changed": {
    severity: "stops",
    title: "A mailing made from other inputs is there already",
    now: "Mailing {mailing} has {committed} of {shards} shards produced; since then the inputs have changed.",
    next: "If nothing of it was sent: run with --start-over, which withdraws it and removes its files (codes stay with their people). If it was sent: run with --next-wave, which writes only to people not yet told. Or put the inputs back.",
  },
  "mailing/nothing-planned": {
    severity: "stops",
    title: "There is no mailing for these inputs",
    now: "The ledger has no mailing made from the incident folder as it is now.",
    next: "Put the inputs back as they were when the mailing was run, or run the mailing again.",
  },
  "mailing/held-at-press": {
    severity: "holds",
    title: "A letter cannot be printed as it would have to be",
    now: "Row {row} of {file}: {reason}.",
    next: "Correct the row; then run with --next-wave if this mailing was sent, or --start-over if it was not.",
  },
  "mailing/not-complete": {
    severity: "stops",
    title: "The mailing is not complete",
    now: "{committed} of {shards} shards of mailing {mailing} are produced.",
    next: "Run the same command again: what is produced is kept, the rest is made.",
  },
  "mailing/file-missing": {
    severity: "stops",
    title: "A produced file is not there",
    now: "{file} belongs to mailing {mailing} and is not in the output folder.",
    next: "Run again: it is made anew with the same bytes.",
  },
  "mailing/file-changed": {
    severity: "stops",
    title: "A produced file was changed",
    now: "{file} has other bytes than those that were committed.",
    next: "Do not send it. Delete it and run again: it is made anew with the same bytes.",
  },
  "mailing/bytes-differ": {
    severity: "stops",
    title: "A file was made anew and came out different",
    now: "{file} does not have the bytes that were committed, though the inputs are the same.",
    next: "Do not send either. Was the program or a font updated? Use the version that made the first.",
  },
  "mailing/total-does-not-tie": {
    severity: "stops",
    title: "Two totals that must be equal differ",
    now: "{what}: {left} is not {right}.",
    next: "Do not send anything. Run verify to find the pieces concerned.",
  },
  "mailing/piece-unreadable": {
    severity: "stops",
    title: "A piece cannot be read back",
    now: "Piece {piece} of {file}: {fault}",
    next: "Do not send the file. Delete it, run again and verify again.",
  },
  "mailing/piece-differs": {
    severity: "stops",
    title: "A piece does not say what the ledger says",
    now: "Piece {piece} of {file}, page {page}: {what}.",
    next: "Do not send the file. Delete it, run again and verify again; if it differs again, stop the mailing.",
  },
  "mailing/page-unclaimed": {
    severity: "stops",
    title: "A print stream has pages that belong to no piece",
    now: "{file} has {count} pages from page {page} that no piece claims.",
    next: "Do not send the file. Delete it, run again and verify again.",
  },
  "mailing/foreign-file": {
    severity: "stops",
    title: "A file lies among the letters that this mailing did not make",
    now: "{file} is not one of the mailing's files.",
    next: "Take it away before anything is handed over: whoever is in it would be written to twice.",
  },
  "mailing/people-differ": {
    severity: "stops",
    title: "The people in the ledger are not those of the lists",
    now: "Read again, the lists of client {client} give {count} people otherwise than the ledger has them.",
    next: "Send nothing. Restore the ledger from before it was changed, or run with --start-over.",
  },
  "mailing/index-differs": {
    severity: "stops",
    title: "An index does not agree with the ledger",
    now: "{file}, row {row}: {what}.",
    next: "Do not send the file. Delete it, run again and verify again.",
  },
  "mailing/email-differs": {
    severity: "stops",
    title: "An e-mail does not say what the ledger says",
    now: "{file}: {what}.",
    next: "Do not send it. Delete it, run again and verify again.",
  },
  "mailing/duty-question": {
    severity: "stops",
    title: "A duty has a question that is not answered",
    now: "{jurisdiction}, {provision}: {question}",
    next: "Answer it in {field} of the incident folder; until then the earlier day is used and nothing leaves.",
  },
} as const satisfies Record<`mailing/${string}`, Wording>;
