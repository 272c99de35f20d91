import type { Wording } from "../wording.ts";

/** What can be wrong in ledger/, by code. */
export const ledgerWording = {
  "ledger/not-a-ledger": {
    severity: "stops",
    title: "A file stands where the ledger should be",
    now: "{file} is not a ledger of this program.",
    next: "Move it away, or name another place for the ledger; nothing in it was changed.",
  },
  "ledger/newer-than-this-program": {
    severity: "stops",
    title: "The ledger was written by a newer program",
    now: "{file} has version {version}; this program knows versions up to {newest}.",
    next: "Use the program that wrote it, or a newer one; nothing in it was changed.",
  },
  "ledger/id-used-twice": {
    severity: "holds",
    title: "Two different people have the same id",
    now: "The person in row {row} of {file} has the id of another person in row {otherRow} of {otherFile}.",
    next: "Give each person an id of their own; if they are the same person, make name, birth date and address agree.",
  },
  "ledger/possible-duplicate": {
    severity: "holds",
    title: "Two people may be the same person",
    now: "The person in row {row} of {file} has name and birth date of the one in row {otherRow} of {otherFile}, at another address.",
    next: "If they are one person, correct the address or delete a row; if they are two, say yes under confirmedDistinct.",
  },
  "ledger/in-use": {
    severity: "stops",
    title: "Another noticepress is working on this incident",
    now: "{file} is held by a process that is still running.",
    next: "Wait until it has ended, then run the same command again.",
  },
  "ledger/no-pool": {
    severity: "stops",
    title: "An offer has no codes",
    now: "No pool of codes is loaded for offer {offer} of client {client}.",
    next: "Put the pool's file where client.json says, under the client's folder.",
  },
  "ledger/not-enough-codes": {
    severity: "stops",
    title: "There are too few codes",
    now: "Offer {offer} of client {client} needs {needed} more codes; {file} has {free} left, which is {short} too few.",
    next: "Ask the provider for at least {short} more and add them to the pool's file. No code was given out.",
  },
  "ledger/code-twice-in-pool": {
    severity: "stops",
    title: "A code is twice in a pool",
    now: "The code in row {row} of {file} is already in row {otherRow}.",
    next: "Ask the provider for a clean pool: it may have been put together from two deliveries.",
  },
  "ledger/code-in-two-pools": {
    severity: "stops",
    title: "A code is in two pools",
    now: "The code in row {row} of {file} is already in row {otherRow} of {otherFile}.",
    next: "Ask the provider which of the two pools it belongs to and take it out of the other.",
  },
  "ledger/code-for-adults-and-minors": {
    severity: "stops",
    title: "A code is in a pool for adults and in one for minors",
    now: "The code in row {row} of {file} is already in row {otherRow} of {otherFile}, a pool for the others.",
    next: "Ask the provider which product it enrols in: a minor cannot use an adult's code.",
  },
  "ledger/no-such-mailing": {
    severity: "stops",
    title: "There is no such mailing",
    now: "The ledger has no mailing {mailing}.",
    next: "Run the mailing first, or look at status for the mailings there are.",
  },
  "ledger/mailing-still-open": {
    severity: "stops",
    title: "Another first mailing is still open",
    now: "Mailing {mailing} was begun with other inputs and was neither handed over nor withdrawn.",
    next: "Hand it over if its letters went out; withdraw it if they did not. Then run again.",
  },
  "ledger/mailing-withdrawn": {
    severity: "stops",
    title: "The mailing was withdrawn",
    now: "Mailing {mailing} is closed; nothing can be added to it.",
    next: "Run again to produce from the inputs as they are now.",
  },
  "ledger/mailing-not-complete": {
    severity: "stops",
    title: "The mailing is not complete",
    now: "{committed} of {shards} shards of mailing {mailing} are produced.",
    next: "Run again: what is produced is kept, the rest is made.",
  },
  "ledger/already-handed-over": {
    severity: "stops",
    title: "The mailing was handed over",
    now: "Mailing {mailing} went to the mail house; its people have been told.",
    next: "Send a corrective mailing if something was wrong in it.",
  },
  "ledger/id-of-somebody-told": {
    severity: "stops",
    title: "An id has passed from somebody already told to somebody else",
    now: "The person in row {row} of {file} has the id of a person with another name or birth date who has had a first notice.",
    next: "Give the new person an id of its own. If it is the same person, corrected, write alreadyNotified under suppressReason.",
  },
  "ledger/told-since-withdrawn": {
    severity: "stops",
    title: "People of a withdrawn mailing were told by another one",
    now: "{count} people of mailing {mailing} have had their first notice from another mailing since.",
    next: "Change nothing back: run with the inputs as they are, so that only people not yet told are planned.",
  },
} as const satisfies Record<`ledger/${string}`, Wording>;
